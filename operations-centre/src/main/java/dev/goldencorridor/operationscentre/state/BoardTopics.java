package dev.goldencorridor.operationscentre.state;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.List;
import java.util.Set;

/** The topics that the board reads, by what it does with them. */
public final class BoardTopics {
    public static final String CLOCK = AggregateRoute.CLOCK.downstream();
    public static final String RUNS = AggregateRoute.RUNS.downstream();
    public static final String PUBLISHERS = AggregateRoute.PUBLISHERS.downstream();
    public static final String ACKNOWLEDGEMENTS = TopicCatalogue.ACKNOWLEDGEMENTS;

    /** The topics of aggregates, and those of the clock, the runs and the publishers. */
    public static final List<String> AGGREGATES = AggregateRoute.all().stream()
            .map(AggregateRoute::downstream)
            .sorted()
            .toList();

    private static final String OPS_PREFIX = "ops.";
    /** Topics whose keys end with a window. */
    private static final Set<String> WINDOWED = Set.of(
            AggregateRoute.TRIPS.downstream(),
            AggregateRoute.CLEARANCE.downstream(),
            AggregateRoute.DWELL.downstream(),
            AggregateRoute.TRANSIT.downstream());

    private BoardTopics() {}

    /** Whether the board reads a topic with this name. The critical alerts are in the other topics too. */
    public static boolean isRead(String topic) {
        return topic.startsWith(OPS_PREFIX) || isDelays(topic);
    }

    /** Whether the topic has the delay alerts of one publisher. */
    public static boolean isDelays(String topic) {
        return topic.startsWith(TopicCatalogue.DELAYS_PREFIX) && !topic.equals(TopicCatalogue.CRITICAL_DELAYS);
    }

    /** Whether the topic's keys end with a window. */
    public static boolean isWindowed(String topic) {
        return WINDOWED.contains(topic);
    }
}
