package dev.goldencorridor.cli;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** A view of downstream topics: the topics it follows, and the table of their latest values. */
enum WatchView {
    TRIPS,
    CLEARANCE,
    PORTS,
    RUNS,
    DELAYS;

    /** The topics of a view, and its text. */
    interface Content {
        /** The topics to follow. A view may ask the cluster which exist. */
        List<String> topics(LatestValues values);

        /** The line above the table. */
        default String head(LatestValues values) {
            return asOf(values);
        }

        /** The table: its titles, and a row for each value that passes the filter. */
        List<String> lines(LatestValues values, Predicate<AggregateValue> shown);
    }

    Content content() {
        return switch (this) {
            case TRIPS -> AggregateTable.TRIPS;
            case CLEARANCE -> AggregateTable.CLEARANCE;
            case PORTS -> AggregateTable.PORTS;
            case RUNS -> AggregateTable.RUNS;
            case DELAYS -> new OpenDelays();
        };
    }

    /** The last time of the pipeline's clock. */
    static String asOf(LatestValues values) {
        return values.of(AggregateRoute.CLOCK.downstream(), "corridor")
                .map(clock ->
                        "As of " + clock.instant("asOf").map(Instant::toString).orElse("-") + " (" + clock.text("mode")
                                + " clock)")
                .orElse("Waiting for the pipeline's clock ...");
    }

    /** Whether a value is that of an hour. */
    static boolean isHour(AggregateValue value) {
        return value.text("window").startsWith("HOUR:");
    }

    /** Whether a value is current: a port status or a rolling window, not a calendar period. */
    static boolean isOfNow(AggregateValue value) {
        return value.text("period").equals("-");
    }
}
