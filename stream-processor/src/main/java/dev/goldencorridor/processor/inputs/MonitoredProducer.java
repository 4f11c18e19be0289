package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.runtime.health.Health;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer whose flushes do not count as hanging. A transactional producer without a coordinator keeps its batches, so
 * a flush lasts as long as an outage of the brokers. All other calls end after a minute.
 */
final class MonitoredProducer extends KafkaProducer<byte[], byte[]> {
    private final Health health;

    MonitoredProducer(Map<String, Object> config, Health health) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.health = health;
    }

    @Override
    public void flush() {
        health.whileWaiting(super::flush);
    }
}
