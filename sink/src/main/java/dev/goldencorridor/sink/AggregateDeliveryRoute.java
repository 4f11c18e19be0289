package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * The aggregates of one route: of each key the latest counts.
 *
 * @param route from where to where
 * @param deserializer reads what comes in
 * @param format writes what goes out
 * @param interval least time between two values of a key
 */
record AggregateDeliveryRoute(
        AggregateRoute route,
        Deserializer<? extends SpecificRecord> deserializer,
        DownstreamFormat format,
        Duration interval)
        implements DeliveryRoute {

    /** Whether a value that says the same as the one before is left out. The clock's time is all it says: it never is. */
    boolean leavesOutUnchanged() {
        return !route.equals(AggregateRoute.CLOCK);
    }

    @Override
    public Optional<Known> known() {
        return leavesOutUnchanged() ? Optional.of(new Known(route.downstream(), format)) : Optional.empty();
    }

    @Override
    public boolean writesTo(String topic) {
        return topic.equals(route.downstream());
    }

    @Override
    public Lane open(Map<Bytes, Digest> delivered) {
        return new AggregateLane(this, delivered);
    }
}
