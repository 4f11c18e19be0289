package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.text.TextTable;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** The latest values of one aggregate as a table: a row for each key, a column for each field. */
final class AggregateTable implements WatchView.Content {
    private static final List<String> DIMENSIONS = List.of("NETWORK", "PORT", "HUB", "ROUTE");
    private static final Comparator<AggregateValue> BY_DIMENSION = Comparator.comparingInt(
                    (AggregateValue value) -> DIMENSIONS.indexOf(value.text("dimension")))
            .thenComparing(value -> value.text("window"), AggregateTable::byLength);

    static final AggregateTable TRIPS = new AggregateTable(
            AggregateRoute.TRIPS,
            BY_DIMENSION.thenComparing(Comparator.comparingLong((AggregateValue value) -> value.count("trips"))
                    .reversed()),
            new Column("trips", AggregateTable::dimension),
            text("window", "window"),
            count("trips", "trips"),
            count("out", "tripsOutbound"),
            count("return", "tripsReturn"),
            count("domestic", "tripsDomestic"),
            count("wagons", "wagons"),
            count("TEU", "teu"),
            share("loaded", "heavyLoadRate"),
            count("before", "previousTrips"),
            percent("change", "changePercent"));

    static final AggregateTable CLEARANCE = new AggregateTable(
            AggregateRoute.CLEARANCE,
            BY_DIMENSION,
            new Column("clearance", AggregateTable::dimension),
            text("window", "window"),
            count("released", "count"),
            elapsed("mean", "meanSeconds"),
            elapsed("p50", "p50Seconds"),
            elapsed("p90", "p90Seconds"),
            elapsed("p99", "p99Seconds"),
            elapsed("max", "maxSeconds"),
            share("in 24 h", "within24hShare"),
            share("same day", "sameDayShare"),
            count("open", "open"),
            count("left unreleased", "releaseNotReported"),
            elapsed("oldest", "oldestOpenSeconds"));

    static final AggregateTable PORTS = new AggregateTable(
            AggregateRoute.PORTS,
            Comparator.comparing(value -> value.text("facility")),
            text("port", "facility"),
            count("present", "present"),
            count("awaiting release", "awaitingRelease"),
            count("released", "releasedNotDeparted"),
            elapsed("oldest", "oldestOpenSeconds"),
            text("oldest train", "oldestTrainRunId"));

    static final AggregateTable RUNS = new AggregateTable(
            AggregateRoute.RUNS,
            Comparator.<AggregateValue, String>comparing(value -> value.text("nextExpectedAt"))
                    .thenComparing(value -> value.text("trainRunId")),
            text("run", "trainRunId"),
            text("state", "state"),
            text("place", "lastFacility"),
            text("event", "lastEvent"),
            instant("at", "lastOccurredAt"),
            text("next place", "nextFacility"),
            text("event", "nextEvent"),
            instant("expected", "nextExpectedAt"),
            text("by", "expectedBasis"),
            elapsed("late", "latenessSeconds"),
            text("worst alert", "worstSeverity"));

    private final String topic;
    private final Comparator<AggregateValue> order;
    private final List<Column> columns;

    private record Column(String title, Function<AggregateValue, String> cell) {}

    private AggregateTable(AggregateRoute route, Comparator<AggregateValue> order, Column... columns) {
        this.topic = route.downstream();
        this.order = order;
        this.columns = List.of(columns);
    }

    @Override
    public List<String> topics(LatestValues values) {
        return List.of(topic);
    }

    @Override
    public List<String> lines(LatestValues values, Predicate<AggregateValue> shown) {
        TextTable table =
                TextTable.ofFigures(columns.stream().map(Column::title).toArray(String[]::new));
        values.of(topic).values().stream()
                .filter(shown)
                .sorted(order)
                .forEach(value -> table.add(
                        columns.stream().map(column -> column.cell.apply(value)).toArray(String[]::new)));
        return table.lines();
    }

    /** Seconds as hours and minutes, or minutes and seconds. */
    static String elapsed(Double seconds) {
        if (seconds == null) {
            return "-";
        }
        if (seconds < 0) {
            return "-" + elapsed(-seconds);
        }
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%dh%02dm", whole / 3600, whole % 3600 / 60)
                : String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
    }

    private static Column text(String title, String field) {
        return new Column(title, value -> value.text(field));
    }

    private static Column count(String title, String field) {
        return new Column(title, value -> Long.toString(value.count(field)));
    }

    private static Column elapsed(String title, String field) {
        return new Column(title, value -> elapsed(value.number(field)));
    }

    private static Column instant(String title, String field) {
        return new Column(
                title, value -> value.instant(field).map(Instant::toString).orElse("-"));
    }

    private static Column share(String title, String field) {
        return new Column(title, value -> {
            Double fraction = value.number(field);
            return fraction == null ? "-" : String.format(Locale.ROOT, "%.0f %%", fraction * 100);
        });
    }

    private static Column percent(String title, String field) {
        return new Column(title, value -> {
            Double percent = value.number(field);
            return percent == null ? "-" : String.format(Locale.ROOT, "%+.1f %%", percent);
        });
    }

    private static String dimension(AggregateValue value) {
        return value.text("dimension") + "/" + value.text("id");
    }

    /** Orders rolling windows by length, then calendar periods by name. */
    private static int byLength(String one, String other) {
        boolean isRolling = isRolling(one);
        if (isRolling != isRolling(other)) {
            return isRolling ? -1 : 1;
        }
        return isRolling ? Duration.parse(one).compareTo(Duration.parse(other)) : one.compareTo(other);
    }

    private static boolean isRolling(String window) {
        return window.startsWith("P");
    }
}
