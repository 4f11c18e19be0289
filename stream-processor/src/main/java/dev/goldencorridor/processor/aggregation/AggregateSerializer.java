package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Serializes an aggregate by its route's schema. A deleted key becomes a tombstone. */
public final class AggregateSerializer implements Serializer<Aggregate> {
    private final Map<AggregateRoute, WireSerializer<SpecificRecord>> byRoute = new HashMap<>();

    public AggregateSerializer(Registry registry) {
        AggregateRoute.all().forEach(route -> byRoute.put(route, new WireSerializer<>(registry, route.schema())));
    }

    @Override
    public byte[] serialize(String topic, Aggregate aggregate) {
        if (aggregate.value() == null) {
            return null;
        }
        return byRoute.get(aggregate.route()).serialize(topic, aggregate.value());
    }
}
