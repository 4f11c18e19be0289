package dev.goldencorridor.processor;

import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The broker's clock when it took the record. A topic may be altered to another timestamp type while it is read. The
 * publisher's clock replaces the broker's then, so it counts only up to the time of day.
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
