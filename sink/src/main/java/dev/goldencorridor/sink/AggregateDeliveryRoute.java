package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Delivers the aggregates of one internal topic. Only the latest value of a key matters.
 *
 * @param aggregateRoute the internal and the downstream topic
 * @param deserializer decodes received values
 * @param format encodes downstream values
 * @param interval minimum time between two values of a key
 * @param notDelivered counts the values that are not delivered
 */
record AggregateDeliveryRoute(
        AggregateRoute aggregateRoute,
        Deserializer<? extends SpecificRecord> deserializer,
        DownstreamFormat format,
        Duration interval,
        SinkMetrics.NotDelivered notDelivered)
        implements DeliveryRoute {

    /** Whether unchanged values are skipped. The clock is always delivered: its time is its only content. */
    boolean skipsUnchanged() {
        return !aggregateRoute.equals(AggregateRoute.CLOCK);
    }

    @Override
    public Optional<DeliveredTopic> deliveredTopic() {
        return skipsUnchanged()
                ? Optional.of(new DeliveredTopic(aggregateRoute.downstream(), format))
                : Optional.empty();
    }

    @Override
    public boolean writesTo(String topic) {
        return topic.equals(aggregateRoute.downstream());
    }

    @Override
    public Lane open(Uuid topicId, Map<Bytes, Digest> delivered) {
        return new AggregateLane(topicId, this, delivered);
    }
}
