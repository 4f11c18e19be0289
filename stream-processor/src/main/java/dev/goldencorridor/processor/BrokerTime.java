package dev.goldencorridor.processor;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Extracts the time at which the broker appended the record. If a topic was altered to another timestamp type, the
 * publisher sets the timestamp. Such a timestamp is bounded by the time of day.
 */
final class BrokerTime implements TimestampExtractor {
    private final InstantSource clock;

    BrokerTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        long timestamp = record.timestamp();
        if (timestamp >= 0 && record.timestampType() == TimestampType.LOG_APPEND_TIME) {
            return timestamp;
        }
        long now = clock.millis();
        return timestamp < 0 ? now : Math.min(timestamp, now);
    }
}
