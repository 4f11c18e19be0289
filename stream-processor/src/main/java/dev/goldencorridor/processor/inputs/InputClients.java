package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.limits.RecordLimits;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Supplies Streams with Kafka's own clients, and with a consumer that reads only fit topics and cuts long records. */
public final class InputClients implements KafkaClientSupplier {
    private final InputMonitor monitor;

    public InputClients(InputMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return InputConsumer.of(
                new KafkaConsumer<>(
                        config,
                        BoundedBytes.keys(RecordLimits.MAX_KEY_BYTES),
                        BoundedBytes.values(MovementLimits.MAX_VALUE_BYTES)),
                monitor::current);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }
}
