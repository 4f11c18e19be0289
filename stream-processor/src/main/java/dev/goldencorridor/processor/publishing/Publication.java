package dev.goldencorridor.processor.publishing;

import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.schemas.registry.Registry;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What was last published under each key, so that only changes are, each with the next revision. Survives in a store. */
final class Publication {
    private static final char SEPARATOR = '\0';

    private final KeyValueStore<String, byte[]> store;
    private final AggregateSerializer serializer;
    private final Map<String, Last> lastByKey = new HashMap<>();

    private record Last(SpecificRecord value, Stamp stamp) {}

    Publication(KeyValueStore<String, byte[]> store, AggregateSerializer serializer, Registry registry) {
        this.store = store;
        this.serializer = serializer;
        Map<String, WireDeserializer<SpecificRecord>> readers = new HashMap<>();
        AggregateRoute.all()
                .forEach(route -> readers.put(route.aggregate(), new WireDeserializer<>(registry, route.schema())));
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                String topic = entry.key.substring(0, entry.key.indexOf(SEPARATOR));
                SpecificRecord value = readers.get(topic).deserialize(topic, entry.value);
                lastByKey.put(entry.key, new Last(value, stampOf(value)));
            }
        }
    }

    /** The dimensions of which something has been published. */
    Set<String> dimensions() {
        return lastByKey.keySet().stream()
                .map(key -> {
                    String told = key.substring(key.indexOf(SEPARATOR) + 1);
                    return key.startsWith(AggregateRoute.PORTS.aggregate())
                            ? Dimension.port(told).key()
                            : told.substring(0, told.lastIndexOf('/'));
                })
                .collect(Collectors.toSet());
    }

    boolean has(AggregateRoute route, String key) {
        return lastByKey.containsKey(route.aggregate() + SEPARATOR + key);
    }

    /**
     * The value to publish if its content differs from what was published last under the key, else null.
     *
     * @param clock the pipeline's clock, milliseconds since 1970-01-01T00:00Z
     * @param write writes the present content with a stamp
     */
    Aggregate changed(AggregateRoute route, String key, long clock, Function<Stamp, ? extends SpecificRecord> write) {
        String storeKey = route.aggregate() + SEPARATOR + key;
        Last last = lastByKey.get(storeKey);
        if (last != null && write.apply(last.stamp).equals(last.value)) {
            return null;
        }
        Stamp stamp = last == null ? Stamp.first(clock) : last.stamp.next(clock);
        Aggregate aggregate = new Aggregate(route, write.apply(stamp));
        lastByKey.put(storeKey, new Last(aggregate.value(), stamp));
        store.put(storeKey, serializer.serialize(route.aggregate(), aggregate));
        return aggregate;
    }

    private static Stamp stampOf(SpecificRecord value) {
        Instant asOf = (Instant) field(value, "asOf");
        return new Stamp(asOf, Math.floorDiv(asOf.toEpochMilli(), 60_000L), (Long) field(value, "revision"));
    }

    private static Object field(SpecificRecord value, String name) {
        return value.get(value.getSchema().getField(name).pos());
    }
}
