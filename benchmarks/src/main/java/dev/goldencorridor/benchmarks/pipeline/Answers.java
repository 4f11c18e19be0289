package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.harness.AllRecords;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The last values of {@code corridor.trips}.
 *
 * @param trips the counts by key
 */
record Answers(Map<String, Long> trips) {
    /** The last committed value under each key. */
    static Answers of(Stage stage) {
        Map<String, byte[]> latest = new HashMap<>();
        String topic = AggregateRoute.TRIPS.aggregate();
        AllRecords.read(
                stage.bootstrapServers(), AllRecords.partitions(stage.bootstrapServers(), List.of(topic)), record -> {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (record.value() == null) {
                        latest.remove(key);
                    } else {
                        latest.put(key, record.value());
                    }
                });
        Map<String, Long> trips = new TreeMap<>();
        try (Registry registry = stage.registry()) {
            WireDeserializer<TripCounts> decoder = new WireDeserializer<>(registry, AggregateRoute.TRIPS.schema());
            latest.forEach((key, value) ->
                    trips.put(key, decoder.deserialize(topic, value).getTrips()));
        }
        return new Answers(trips);
    }

    /** The differences from the expected trips, one a line; a missing key counts as 0. */
    List<String> differencesFrom(Map<String, Long> counted) {
        return differences(counted.keySet(), counted);
    }

    /** The differences from the values of another run, one a line; a missing key counts as 0. */
    List<String> differencesFrom(Answers other) {
        Set<String> keys = new TreeSet<>(trips.keySet());
        keys.addAll(other.trips.keySet());
        return differences(keys, other.trips);
    }

    private List<String> differences(Set<String> keys, Map<String, Long> others) {
        return keys.stream()
                .filter(key -> trips.getOrDefault(key, 0L) - others.getOrDefault(key, 0L) != 0)
                .map(key -> key + ": " + trips.getOrDefault(key, 0L) + " trips, not " + others.getOrDefault(key, 0L))
                .toList();
    }
}
