package dev.goldencorridor.cli;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** A view of downstream topics: the topics it follows, and the table of their latest values. */
enum WatchView {
    TRIPS {
        @Override
        List<String> topics(LatestValues values) {
            return List.of(AggregateRoute.TRIPS.downstream());
        }

        @Override
        List<String> table(LatestValues values, Predicate<AggregateValue> shown) {
            TextTable table = new TextTable(
                    "trips",
                    "window",
                    "trips",
                    "out",
                    "return",
                    "domestic",
                    "wagons",
                    "TEU",
                    "loaded",
                    "before",
                    "change");
            values.of(AggregateRoute.TRIPS.downstream()).values().stream()
                    .filter(shown)
                    .sorted(BY_DIMENSION.thenComparing(
                            Comparator.comparingLong((AggregateValue value) -> value.count("trips"))
                                    .reversed()))
                    .forEach(value -> table.row(
                            where(value),
                            value.text("window"),
                            Long.toString(value.count("trips")),
                            Long.toString(value.count("tripsOutbound")),
                            Long.toString(value.count("tripsReturn")),
                            Long.toString(value.count("tripsDomestic")),
                            Long.toString(value.count("wagons")),
                            Long.toString(value.count("teu")),
                            share(value.number("heavyLoadRate")),
                            Long.toString(value.count("previousTrips")),
                            percent(value.number("changePercent"))));
            return table.lines();
        }
    },

    CLEARANCE {
        @Override
        List<String> topics(LatestValues values) {
            return List.of(AggregateRoute.CLEARANCE.downstream());
        }

        @Override
        List<String> table(LatestValues values, Predicate<AggregateValue> shown) {
            TextTable table = new TextTable(
                    "clearance",
                    "window",
                    "released",
                    "mean",
                    "p50",
                    "p90",
                    "p99",
                    "max",
                    "in 24 h",
                    "same day",
                    "open",
                    "oldest");
            values.of(AggregateRoute.CLEARANCE.downstream()).values().stream()
                    .filter(shown)
                    .sorted(BY_DIMENSION)
                    .forEach(value -> table.row(
                            where(value),
                            value.text("window"),
                            Long.toString(value.count("count")),
                            elapsed(value.number("meanSeconds")),
                            elapsed(value.number("p50Seconds")),
                            elapsed(value.number("p90Seconds")),
                            elapsed(value.number("p99Seconds")),
                            elapsed(value.number("maxSeconds")),
                            share(value.number("within24hShare")),
                            share(value.number("sameDayShare")),
                            Long.toString(value.count("open")),
                            elapsed(value.number("oldestOpenSeconds"))));
            return table.lines();
        }
    },

    PORTS {
        @Override
        List<String> topics(LatestValues values) {
            return List.of(AggregateRoute.PORTS.downstream());
        }

        @Override
        List<String> table(LatestValues values, Predicate<AggregateValue> shown) {
            TextTable table =
                    new TextTable("port", "present", "awaiting release", "released", "oldest", "oldest train");
            values.of(AggregateRoute.PORTS.downstream()).values().stream()
                    .filter(shown)
                    .forEach(value -> table.row(
                            value.text("facility"),
                            Long.toString(value.count("present")),
                            Long.toString(value.count("awaitingRelease")),
                            Long.toString(value.count("releasedNotDeparted")),
                            elapsed(value.number("oldestOpenSeconds")),
                            value.text("oldestTrainRunId")));
            return table.lines();
        }
    },

    DELAYS {
        @Override
        List<String> topics(LatestValues values) {
            List<String> topics = values.topicsBeginning(TopicCatalogue.DELAYS_PREFIX);
            if (topics.isEmpty()) {
                throw new StackException("no topic begins with " + TopicCatalogue.DELAYS_PREFIX
                        + ", so there is nothing to watch; create topics with: " + Corridor.command()
                        + " topics --apply");
            }
            return topics;
        }

        @Override
        String head(LatestValues values) {
            return openDelays(values) + ". " + asOf(values);
        }

        @Override
        List<String> table(LatestValues values, Predicate<AggregateValue> shown) {
            return board(values).lines(Screen.width());
        }
    };

    private static final List<String> DIMENSIONS = List.of("NETWORK", "PORT", "HUB", "ROUTE");
    static final Comparator<AggregateValue> BY_DIMENSION = Comparator.comparingInt(
                    (AggregateValue value) -> DIMENSIONS.indexOf(value.text("dimension")))
            .thenComparing(value -> value.text("window"), WatchView::byLength);

    /** The topics to follow; some views ask the cluster which exist. */
    abstract List<String> topics(LatestValues values);

    /** The line above the table. */
    String head(LatestValues values) {
        return asOf(values);
    }

    /** The header, and a row for each value that passes the filter. */
    abstract List<String> table(LatestValues values, Predicate<AggregateValue> shown);

    /** The number of open delay alerts by severity. */
    static String openDelays(LatestValues values) {
        return board(values).counts();
    }

    private static DelayBoard board(LatestValues values) {
        return new DelayBoard(
                values.followed().stream()
                        .filter(topic -> topic.startsWith(TopicCatalogue.DELAYS_PREFIX))
                        .map(values::of)
                        .toList(),
                values.of(AggregateRoute.CLOCK.downstream(), "corridor").flatMap(clock -> clock.instant("asOf")));
    }

    /** The last time of the pipeline's clock. */
    static String asOf(LatestValues values) {
        return values.of(AggregateRoute.CLOCK.downstream(), "corridor")
                .map(clock ->
                        "As of " + clock.instant("asOf").map(Instant::toString).orElse("-") + " (" + clock.text("mode")
                                + " clock)")
                .orElse("Waiting for the pipeline's clock ...");
    }

    static String where(AggregateValue value) {
        return value.text("dimension") + "/" + value.text("id");
    }

    /** Seconds as hours and minutes, or minutes and seconds. */
    static String elapsed(Double seconds) {
        if (seconds == null) {
            return "-";
        }
        long whole = Math.round(seconds);
        return whole >= 3600
                ? String.format(Locale.ROOT, "%dh%02dm", whole / 3600, whole % 3600 / 60)
                : String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
    }

    static String share(Double fraction) {
        return fraction == null ? "-" : String.format(Locale.ROOT, "%.0f %%", fraction * 100);
    }

    static String percent(Double percent) {
        return percent == null ? "-" : String.format(Locale.ROOT, "%+.1f %%", percent);
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

    /** Whether a value is current: a port status or a rolling window, not a calendar period. */
    static boolean isOfNow(AggregateValue value) {
        return value.text("period").equals("-");
    }
}
