package dev.goldencorridor.processor;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The broker's clock when it took the record. A topic that was not declared with {@code LogAppendTime} may hold records
 * without any time; those must not stop the stream, as Streams' own extractor would.
 */
final class BrokerTime implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : Math.max(0, partitionTime);
    }
}
