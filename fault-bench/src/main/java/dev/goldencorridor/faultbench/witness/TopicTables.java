package dev.goldencorridor.faultbench.witness;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** The last value under each key of each topic, and the keys of all alerts that were ever raised. Thread-safe. */
public final class TopicTables implements Check {
    private static final Set<String> OF_WALL_CLOCK = Set.of(
            AggregateRoute.CLOCK.aggregate(),
            AggregateRoute.CLOCK.downstream(),
            AggregateRoute.PUBLISHERS.aggregate(),
            AggregateRoute.PUBLISHERS.downstream());

    private final Map<String, Map<String, SpecificRecord>> byTopic = new HashMap<>();
    private final Map<String, Set<String>> raised = new HashMap<>();
    private long count;
    private long countOfEventTime;

    @Override
    public synchronized void observe(Observation observation) {
        count++;
        if (!OF_WALL_CLOCK.contains(observation.topic())) {
            countOfEventTime++;
        }
        Map<String, SpecificRecord> values = byTopic.computeIfAbsent(observation.topic(), any -> new LinkedHashMap<>());
        if (observation.value() == null) {
            values.remove(observation.key());
        } else {
            values.put(observation.key(), observation.value());
        }
        if (observation.value() instanceof DelayAlert alert && alert.getState().equals("RAISED")) {
            String topic = DeliveryCheck.isOfAPublisher(observation.topic())
                    ? TopicCatalogue.DELAYS_PREFIX
                    : observation.topic();
            raised.computeIfAbsent(topic, any -> new TreeSet<>()).add(observation.key());
        }
    }

    /** The number of records so far. */
    public synchronized long count() {
        return count;
    }

    /** The number of records so far, without those that follow the time of day: the clock and the publishers. */
    public synchronized long countOfEventTime() {
        return countOfEventTime;
    }

    public synchronized Map<String, SpecificRecord> of(String topic) {
        return Map.copyOf(byTopic.getOrDefault(topic, Map.of()));
    }

    /**
     * The keys of all alerts that were ever raised.
     *
     * @param topic the processor's topic of alerts, or {@link TopicCatalogue#DELAYS_PREFIX} for those of the publishers
     */
    public synchronized Set<String> raised(String topic) {
        return Set.copyOf(raised.getOrDefault(topic, Set.of()));
    }
}
