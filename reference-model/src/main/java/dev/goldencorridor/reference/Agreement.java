package dev.goldencorridor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.ConsigneeTonnes;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whether the last values of the aggregates are what a recount of the raw events says: every field of every key that was
 * published, and every key that should have been.
 */
public final class Agreement {
    private static final long DAY = 86_400_000;
    private static final int MAX_CONSIGNEES = 50;

    private final Recount truth;
    private final Function<AggregateRoute, Map<String, SpecificRecord>> told;

    /**
     * What to compare.
     *
     * @param told the last value under each key of an aggregate
     */
    public Agreement(Recount truth, Function<AggregateRoute, Map<String, SpecificRecord>> told) {
        this.truth = truth;
        this.told = told;
    }

    /** Fails at the first difference. */
    public void check() {
        forEachKey(AggregateRoute.TRIPS, truth.tripKeys(), (key, value) -> tripsAgree(key, (TripCounts) value));
        forEachKey(
                AggregateRoute.CLEARANCE,
                truth.clearanceKeys(),
                (key, value) -> clearanceAgrees(key, (ClearanceLatency) value));
        forEachKey(
                AggregateRoute.DWELL,
                truth.dwellKeys(),
                (key, value) -> durationsAgree(key, (DurationStatistics) value, truth::dwells));
        forEachKey(
                AggregateRoute.TRANSIT,
                truth.transitKeys(),
                (key, value) -> durationsAgree(key, (DurationStatistics) value, truth::transits));
        portsAgree();
    }

    /** Of a key, {@code DIMENSION/ID/WINDOW}. */
    private record Key(String text) {
        String dimension() {
            return text.substring(0, text.lastIndexOf('/'));
        }

        String kind() {
            return text.substring(0, text.indexOf('/'));
        }

        String id() {
            return text.substring(text.indexOf('/') + 1, text.lastIndexOf('/'));
        }

        String window() {
            return text.substring(text.lastIndexOf('/') + 1);
        }

        boolean isRolling() {
            return window().indexOf(':') < 0;
        }
    }

    private interface Comparison {
        void compare(Key key, SpecificRecord value);
    }

    private void forEachKey(AggregateRoute route, Set<String> expected, Comparison comparison) {
        Map<String, SpecificRecord> values = told.apply(route);
        Set<String> keys = new TreeSet<>(expected);
        keys.addAll(values.keySet());
        for (String text : keys) {
            Key key = new Key(text);
            SpecificRecord value = values.get(text);
            if (value == null && key.isRolling() && !expected.contains(text)) {
                // Nothing is left of the dimension.
                continue;
            }
            if (truth.isKept(key.window())) {
                assertThat(value)
                        .as("%s %s at %s", route.aggregate(), text, truth.clock())
                        .isNotNull();
                comparison.compare(key, value);
            } else {
                assertThat(value).as("%s, older than the history", text).isNull();
            }
        }
    }

    private void frameAgrees(Key key, Span span, String dimension, String id, String window, String period) {
        assertThat(dimension).isEqualTo(key.kind());
        assertThat(id).isEqualTo(key.id());
        assertThat(window).isEqualTo(key.window());
        assertThat(period).isEqualTo(span.label());
    }

    /** A value is not published anew where only the bounds of its window have moved. */
    private void boundsAgree(Key key, Span span, Instant start, Instant end) {
        Instant now = truth.clock().truncatedTo(ChronoUnit.MINUTES).plusSeconds(60);
        if (!span.isRolling()) {
            assertThat(start).as(key.text()).isEqualTo(span.start());
        }
        assertThat(end).as(key.text()).isAfter(start).isBeforeOrEqualTo(span.isRolling() ? now : span.end());
    }

    private void tripsAgree(Key key, TripCounts value) {
        Span span = truth.span(key.window());
        List<Recount.Trip> now = truth.trips(key.dimension(), span::holds);
        List<Recount.Trip> before = truth.trips(key.dimension(), span::baseHolds);
        frameAgrees(key, span, value.getDimension(), value.getId(), value.getWindow(), value.getPeriod());
        boundsAgree(key, span, value.getWindowStart(), value.getWindowEnd());
        assertThat(value.getTrips()).as(key.text()).isEqualTo(now.size());
        assertThat(value.getPreviousTrips()).as(key.text()).isEqualTo(before.size());
        Double change = before.isEmpty() ? null : 100.0 * (now.size() - before.size()) / before.size();
        assertThat(value.getChangePercent()).isEqualTo(change);
        assertThat(value.getTripsOutbound()).isEqualTo(of(now, Direction.OUTBOUND));
        assertThat(value.getTripsReturn()).isEqualTo(of(now, Direction.RETURN));
        assertThat(value.getTripsDomestic()).isEqualTo(of(now, Direction.DOMESTIC));
        assertThat((double) value.getWagons()).isEqualTo(sum(now, Consist::getWagons));
        double loaded = sum(now, Consist::getLoadedTeu);
        double teu = sum(now, consist -> consist.getLoadedTeu() + consist.getEmptyTeu());
        assertThat((double) value.getLoadedTeu()).isEqualTo(loaded);
        assertThat((double) value.getTeu()).isEqualTo(teu);
        assertThat(value.getHeavyLoadRate()).isEqualTo(teu == 0 ? null : (Double) (loaded / teu));
        assertThat(value.getGrossTonnes()).isCloseTo(sum(now, Consist::getGrossTonnes), within(1e-6));
        if (span.isRolling()) {
            assertThat(value.getTripsPerDay()).isNull();
            assertThat(value.getLastYearTrips()).isNull();
            assertThat(value.getLastYearTripsPerDay()).isNull();
            assertThat(value.getYearOnYearPercent()).isNull();
            assertThat(value.getCommodityCodes()).isNull();
            assertThat(value.getNetTonnesByChapter()).isNull();
            assertThat(value.getConsignees()).isNull();
            assertThat(value.getNetTonnesByConsignee()).isNull();
            return;
        }
        assertThat(value.getTripsPerDay()).isEqualTo((double) now.size() / span.days());
        assertThat(value.getLastYearTrips()).isEqualTo(before.size());
        assertThat(value.getLastYearTripsPerDay()).isEqualTo((double) before.size() / span.baseDays());
        assertThat(value.getYearOnYearPercent()).isEqualTo(change);
        cargoAgrees(value, now);
    }

    private static long of(List<Recount.Trip> trips, Direction direction) {
        return trips.stream().filter(trip -> trip.direction() == direction).count();
    }

    private static double sum(List<Recount.Trip> trips, ToDoubleFunction<Consist> measure) {
        return trips.stream()
                .map(Recount.Trip::consist)
                .filter(consist -> consist != null)
                .mapToDouble(measure)
                .sum();
    }

    private static void cargoAgrees(TripCounts value, List<Recount.Trip> trips) {
        List<Commodity> carried = trips.stream()
                .filter(trip -> trip.consist() != null)
                .flatMap(trip -> trip.consist().getCommodities().stream())
                .toList();
        assertThat(value.getCommodityCodes())
                .isEqualTo(carried.stream().map(Commodity::getHs).distinct().count());
        Map<String, Double> byChapter = new TreeMap<>();
        Map<List<String>, Double> byConsignee = new TreeMap<>(Comparator.comparing(List::toString));
        for (Commodity one : carried) {
            String chapter = one.getHs().substring(0, 2);
            byChapter.merge(chapter, one.getNetTonnes(), Double::sum);
            if (one.getConsignee() != null) {
                byConsignee.merge(List.of(one.getConsignee(), chapter), one.getNetTonnes(), Double::sum);
            }
        }
        assertThat(value.getNetTonnesByChapter().keySet()).isEqualTo(byChapter.keySet());
        byChapter.forEach((chapter, tonnes) ->
                assertThat(value.getNetTonnesByChapter().get(chapter)).isCloseTo(tonnes, within(1e-6)));
        assertThat(value.getConsignees()).isEqualTo(byConsignee.size());
        assertThat(value.getNetTonnesByConsignee()).hasSize(Math.min(MAX_CONSIGNEES, byConsignee.size()));
        double least = Double.MAX_VALUE;
        for (ConsigneeTonnes one : value.getNetTonnesByConsignee()) {
            assertThat(one.getNetTonnes())
                    .isCloseTo(byConsignee.get(List.of(one.getConsignee(), one.getChapter())), within(1e-6))
                    .isLessThanOrEqualTo(least);
            least = one.getNetTonnes();
        }
    }

    private void clearanceAgrees(Key key, ClearanceLatency value) {
        Span span = truth.span(key.window());
        List<Recount.Latency> expected = truth.latencies(key.dimension(), span::holds);
        List<Recount.Open> waiting = span.over()
                ? List.of()
                : truth.open(key.dimension()).stream()
                        .filter(Recount.Open::awaiting)
                        .toList();
        frameAgrees(key, span, value.getDimension(), value.getId(), value.getWindow(), value.getPeriod());
        boundsAgree(key, span, value.getWindowStart(), value.getWindowEnd());
        assertThat(value.getCount()).as(key.text()).isEqualTo(expected.size());
        assertThat(value.getOpen()).as(key.text()).isEqualTo(waiting.size());
        Double oldest = waiting.isEmpty() ? null : age(waiting.get(0));
        assertThat(value.getOldestOpenSeconds()).isEqualTo(oldest);
        long overdue = waiting.stream().filter(train -> age(train) > 86_400).count();
        long within = expected.stream().filter(one -> one.millis() <= DAY).count();
        assertThat(value.getWithin24hShare())
                .isEqualTo(expected.size() + overdue == 0 ? null : (double) within / (expected.size() + overdue));
        double longest =
                expected.isEmpty() ? -1 : expected.get(expected.size() - 1).millis() / 1000.0;
        double maximum = Math.max(longest, oldest == null ? -1 : oldest);
        assertThat(value.getMaxSeconds()).isEqualTo(maximum < 0 ? null : (Double) maximum);
        long sameDay = expected.stream().filter(Recount.Latency::sameDay).count();
        assertThat(value.getSameDayShare()).isEqualTo(expected.isEmpty() ? null : (double) sameDay / expected.size());
        quantilesAgree(
                key,
                expected.stream().map(Recount.Latency::millis).toList(),
                value.getMeanSeconds(),
                value.getP50Seconds(),
                value.getP90Seconds(),
                value.getP95Seconds(),
                value.getP99Seconds());
        stepsAgree(key, expected, value.getSteps());
    }

    private static void stepsAgree(Key key, List<Recount.Latency> expected, List<StepDuration> steps) {
        List<Long> toLodged = new ArrayList<>();
        List<Long> toReleased = new ArrayList<>();
        for (Recount.Latency one : expected) {
            if (one.toLodged() != null) {
                toLodged.add(one.toLodged());
                toReleased.add(one.millis() - one.toLodged());
            }
        }
        if (toLodged.isEmpty()) {
            assertThat(steps).as(key.text()).isEmpty();
            return;
        }
        assertThat(steps).hasSize(2);
        stepAgrees(key, steps.get(0), "ARRIVAL_TO_LODGED", toLodged);
        stepAgrees(key, steps.get(1), "LODGED_TO_RELEASED", toReleased);
    }

    private static void stepAgrees(Key key, StepDuration step, String name, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        assertThat(step.getStep()).isEqualTo(name);
        assertThat(step.getCount()).as(key.text()).isEqualTo(sorted.size());
        assertThat(step.getMaxSeconds()).isEqualTo(sorted.get(sorted.size() - 1) / 1000.0);
        quantilesAgree(
                key,
                sorted,
                step.getMeanSeconds(),
                step.getP50Seconds(),
                step.getP90Seconds(),
                step.getP95Seconds(),
                step.getP99Seconds());
    }

    private double age(Recount.Open train) {
        return Duration.between(train.arrivedAt(), truth.clock()).toMillis() / 1000.0;
    }

    private void durationsAgree(
            Key key,
            DurationStatistics value,
            BiFunction<String, Predicate<Instant>, List<Recount.Latency>> recounted) {
        Span span = truth.span(key.window());
        List<Long> expected = recounted.apply(key.dimension(), span::holds).stream()
                .map(Recount.Latency::millis)
                .toList();
        List<Long> base = recounted.apply(key.dimension(), span::baseHolds).stream()
                .map(Recount.Latency::millis)
                .toList();
        frameAgrees(key, span, value.getDimension(), value.getId(), value.getWindow(), value.getPeriod());
        boundsAgree(key, span, value.getWindowStart(), value.getWindowEnd());
        assertThat(value.getCount()).as(key.text()).isEqualTo(expected.size());
        assertThat(value.getMaxSeconds())
                .isEqualTo(expected.isEmpty() ? null : (Double) (expected.get(expected.size() - 1) / 1000.0));
        quantilesAgree(
                key,
                expected,
                value.getMeanSeconds(),
                value.getP50Seconds(),
                value.getP90Seconds(),
                value.getP95Seconds(),
                value.getP99Seconds());
        assertThat(value.getBasePeriod()).isEqualTo(span.isRolling() ? "PREVIOUS" : "LAST_YEAR");
        meanAgrees(key, value.getBaseMeanSeconds(), base);
        double mean = mean(expected);
        if (expected.isEmpty() || mean == 0) {
            assertThat(value.getTurnoverPerDay()).isNull();
            assertThat(value.getTurnoverGainPercent()).isNull();
            return;
        }
        assertThat(value.getTurnoverPerDay()).isCloseTo(86_400 / mean, within(86_400 / mean * 1e-9));
        if (base.isEmpty()) {
            assertThat(value.getTurnoverGainPercent()).isNull();
            return;
        }
        double turnover = 1 / mean;
        double gain = mean(base) == 0 ? -100 : 100 * (turnover - 1 / mean(base)) * mean(base);
        assertThat(value.getTurnoverGainPercent())
                .as(key.text())
                .isCloseTo(gain, within(1e-6 * Math.max(1, Math.abs(gain))));
    }

    private static double mean(List<Long> millis) {
        return millis.stream().mapToLong(Long::longValue).average().orElse(0) / 1000;
    }

    private static void meanAgrees(Key key, Double mean, List<Long> millis) {
        if (millis.isEmpty()) {
            assertThat(mean).as(key.text()).isNull();
        } else {
            assertThat(mean).as(key.text()).isCloseTo(mean(millis), within(1e-6));
        }
    }

    private static void quantilesAgree(
            Key key, List<Long> sorted, Double mean, Double p50, Double p90, Double p95, Double p99) {
        meanAgrees(key, mean, sorted);
        quantileAgrees(key, p50, sorted, 50);
        quantileAgrees(key, p90, sorted, 90);
        quantileAgrees(key, p95, sorted, 95);
        quantileAgrees(key, p99, sorted, 99);
    }

    private static void quantileAgrees(Key key, Double value, List<Long> sorted, int percent) {
        if (sorted.isEmpty()) {
            assertThat(value).as(key.text()).isNull();
            return;
        }
        double exact = sorted.get((sorted.size() * percent + 99) / 100 - 1) / 1000.0;
        // Below a second the histogram does not distinguish.
        assertThat(value).as("p%d of %s", percent, key.text()).isCloseTo(exact, within(Math.max(1, exact / 100)));
    }

    private void portsAgree() {
        for (String facility : List.of("CNHRS", "CNAKL")) {
            List<Recount.Open> present = truth.open("PORT/" + facility).stream()
                    .filter(Recount.Open::present)
                    .toList();
            List<Recount.Open> awaiting =
                    present.stream().filter(Recount.Open::awaiting).toList();
            PortStatus value = (PortStatus) told.apply(AggregateRoute.PORTS).get(facility);
            if (value == null) {
                assertThat(present).isEmpty();
                continue;
            }
            assertThat(value.getPresent()).isEqualTo(present.size());
            assertThat(value.getAwaitingRelease()).isEqualTo(awaiting.size());
            assertThat(value.getReleasedNotDeparted()).isEqualTo(present.size() - awaiting.size());
            assertThat(value.getOldestTrainRunId())
                    .isEqualTo(awaiting.isEmpty() ? null : awaiting.get(0).run());
            assertThat(value.getOldestOpenSeconds()).isEqualTo(awaiting.isEmpty() ? null : age(awaiting.get(0)));
        }
    }
}
