package dev.goldencorridor.cli;

import dev.goldencorridor.cli.PublicFigure.Reading;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The figures published for the corridor in 2025, in the wording of the announcements, and where the pipeline
 * publishes the same.
 */
public final class CorridorFigures {
    private static final String TRIPS = AggregateRoute.TRIPS.downstream();
    private static final String CLEARANCE = AggregateRoute.CLEARANCE.downstream();
    private static final String DWELL = AggregateRoute.DWELL.downstream();
    private static final List<String> PORTS = List.of("PORT/CNHRS", "PORT/CNAKL");
    /** The keys of all values that any of the figures needs. */
    private static final Pattern KEYS =
            Pattern.compile("((NETWORK/ALL|HUB/CNXAG|PORT/CNHRS|PORT/CNAKL)/(YEAR|MONTH)|PORT/CNHRS/DAY):202[45].*");

    private static final Reading PORTS_2025 = trips("NETWORK/ALL", 2025, 11);
    private static final Reading PORTS_2024 = trips("NETWORK/ALL", 2024, 11);
    private static final Reading XIAN_2025 = trips("HUB/CNXAG", 2025, 10);
    private static final Reading XIAN_2024 = trips("HUB/CNXAG", 2024, 10);

    public static final List<PublicFigure> ALL = List.of(
            count(
                    "both ports, trains January to November 2025",
                    16_000,
                    "ops.trips NETWORK/ALL/MONTH:2025-01 .. 11 trips",
                    PORTS_2025),
            count(
                    "both ports, trains January to November 2024",
                    14_870,
                    "ops.trips NETWORK/ALL/MONTH:2024-01 .. 11 trips",
                    PORTS_2024),
            growth("  growth", 7.6, PORTS_2025.moreThan(PORTS_2024)),
            count(
                    "Xi'an line, trips January to October 2025",
                    5_063,
                    "ops.trips HUB/CNXAG/MONTH:2025-01 .. 10 trips",
                    XIAN_2025),
            count(
                    "Xi'an line, trips January to October 2024",
                    4_353,
                    "ops.trips HUB/CNXAG/MONTH:2024-01 .. 10 trips",
                    XIAN_2024),
            growth("  growth", 16.3, XIAN_2025.moreThan(XIAN_2024)),
            new PublicFigure(
                    "  first year with more than 5,000 of them",
                    "2025",
                    "the same",
                    CorridorFigures::firstYearAbove5000,
                    year -> year == 2025,
                    year -> Integer.toString((int) year)),
            new PublicFigure(
                    "released within 24 h, least of ports and years",
                    "all",
                    "ops.clearance PORT/*/YEAR:2024, 2025 within24hShare",
                    Reading.least(clearances("within24hShare")),
                    share -> share == 1,
                    share -> share == 1 ? "all" : percent(100 * share)),
            new PublicFigure(
                    "  on the day of arrival",
                    "most",
                    "ops.clearance PORT/*/YEAR:2024, 2025 sameDayShare",
                    Reading.least(clearances("sameDayShare")),
                    share -> share > 0.5,
                    share -> percent(100 * share)),
            moreThan200("2025"),
            moreThan200("2024"),
            new PublicFigure(
                    "one consignee's grain 2024, t",
                    "92,000",
                    "ops.trips NETWORK/ALL/YEAR:2024 netTonnesByConsignee, HS 10",
                    Reading.of(TRIPS, "NETWORK/ALL/YEAR:2024", CorridorFigures::mostGrain),
                    tonnes -> tonnes == 92_000,
                    tonnes -> String.format(Locale.ROOT, "%,.0f", tonnes)),
            new PublicFigure(
                    "turnover of trains at the ports, gain 2025",
                    "> 20 %",
                    "ops.dwell PORT/*/YEAR:2025 turnoverGainPercent, the lesser",
                    Reading.least(PORTS.stream()
                            .map(port -> Reading.of(
                                    DWELL, port + "/YEAR:2025", value -> value.number("turnoverGainPercent")))),
                    gain -> gain > 20,
                    CorridorFigures::percent),
            new PublicFigure(
                    "Khorgos, trains a day 2025",
                    "about 28",
                    "ops.trips PORT/CNHRS/YEAR:2025 tripsPerDay",
                    Reading.of(TRIPS, "PORT/CNHRS/YEAR:2025", value -> value.number("tripsPerDay")),
                    about(28),
                    CorridorFigures::oneDigit),
            new PublicFigure(
                    "  on the busiest day",
                    "36",
                    "ops.trips PORT/CNHRS/DAY:2025-* trips",
                    Reading.greatest(LocalDate.of(2025, 1, 1)
                            .datesUntil(LocalDate.of(2026, 1, 1))
                            .map(day -> Reading.of(TRIPS, "PORT/CNHRS/DAY:" + day, value -> value.number("trips")))),
                    trips -> trips == 36,
                    CorridorFigures::whole),
            new PublicFigure(
                    "Khorgos, clearance 2025 (99 of 100 trains), h",
                    "<= 16",
                    "ops.clearance PORT/CNHRS/YEAR:2025 p99Seconds",
                    Reading.of(CLEARANCE, "PORT/CNHRS/YEAR:2025", value -> value.number("p99Seconds")),
                    seconds -> seconds <= 16 * 3_600,
                    seconds -> oneDigit(seconds / 3_600)),
            new PublicFigure(
                    "TEU a train 2025",
                    "about 108",
                    "ops.trips NETWORK/ALL/YEAR:2025 teu / trips",
                    Reading.of(TRIPS, "NETWORK/ALL/YEAR:2025", value -> value.number("teu") / value.number("trips")),
                    about(108),
                    CorridorFigures::oneDigit),
            new PublicFigure(
                    "heavy-load rate 2025",
                    "near 100 %",
                    "ops.trips NETWORK/ALL/YEAR:2025 heavyLoadRate",
                    Reading.of(TRIPS, "NETWORK/ALL/YEAR:2025", value -> value.number("heavyLoadRate")),
                    rate -> rate > 0.97,
                    rate -> percent(100 * rate)));

    private CorridorFigures() {}

    /** Whether a figure may need the value of this key. */
    public static boolean need(String key) {
        return KEYS.matcher(key).matches();
    }

    private static PublicFigure count(String what, int published, String source, Reading reading) {
        return new PublicFigure(
                what, whole(published), source, reading, number -> number == published, CorridorFigures::whole);
    }

    private static PublicFigure growth(String what, double percent, Reading reading) {
        DoubleFunction<String> format = number -> String.format(Locale.ROOT, "%+.1f %%", number);
        return new PublicFigure(
                what,
                format.apply(percent),
                "the two above",
                reading,
                number -> format.apply(number).equals(format.apply(percent)),
                format);
    }

    private static PublicFigure moreThan200(String year) {
        return new PublicFigure(
                "commodity categories " + year,
                "> 200",
                "ops.trips NETWORK/ALL/YEAR:" + year + " commodityCodes",
                Reading.of(TRIPS, "NETWORK/ALL/YEAR:" + year, value -> value.number("commodityCodes")),
                codes -> codes > 200,
                CorridorFigures::whole);
    }

    /** Trips of a dimension from January to a month. */
    private static Reading trips(String dimension, int year, int lastMonth) {
        return Reading.sum(IntStream.rangeClosed(1, lastMonth)
                .mapToObj(month -> String.format(Locale.ROOT, "%s/MONTH:%d-%02d", dimension, year, month))
                .map(key -> Reading.of(TRIPS, key, value -> value.number("trips"))));
    }

    private static Stream<Reading> clearances(String field) {
        return PORTS.stream()
                .flatMap(port -> Stream.of("/YEAR:2024", "/YEAR:2025").map(year -> port + year))
                .map(key -> Reading.of(CLEARANCE, key, value -> value.number(field)));
    }

    private static Optional<Double> firstYearAbove5000(PublicFigure.Downstream downstream) {
        Optional<Double> before = XIAN_2024.in(downstream);
        Optional<Double> now = XIAN_2025.in(downstream);
        return before.isEmpty() || now.isEmpty()
                ? Optional.empty()
                : Optional.of(before.get() > 5_000 ? 2024.0 : now.get() > 5_000 ? 2025.0 : 0);
    }

    private static Double mostGrain(AggregateValue year) {
        return year.parts("netTonnesByConsignee").stream()
                .filter(part -> part.text("chapter").equals("10"))
                .map(part -> part.number("netTonnes"))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static DoublePredicate about(double published) {
        return number -> Math.abs(number / published - 1) < 0.05;
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    private static String oneDigit(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private static String percent(double number) {
        return String.format(Locale.ROOT, "%.1f %%", number);
    }
}
