package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.runtime.health.Health;
import dev.goldencorridor.runtime.health.Heartbeat;
import dev.goldencorridor.runtime.metrics.ClientName;
import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.limits.RecordLimits;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** Supplies Streams with Kafka's own clients, and with a consumer that reads only fit topics and cuts long records. */
public final class InputClients implements KafkaClientSupplier {
    private static final int DEFAULT_MAX_POLL_INTERVAL_MS = 300_000;
    private static final String CONSUMER_SUFFIX = "-consumer";

    private final InputMonitor monitor;
    private final Health health;

    /** @param health gets a heartbeat of each stream thread, which beats in each poll */
    public InputClients(InputMonitor monitor, Health health) {
        this.monitor = monitor;
        this.health = health;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new MonitoredProducer(config, health);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return InputConsumer.of(
                new KafkaConsumer<>(
                        config,
                        BoundedBytes.keys(RecordLimits.MAX_KEY_BYTES),
                        BoundedBytes.values(MovementLimits.MAX_VALUE_BYTES)),
                monitor::current,
                monitor.unreadable(),
                heartbeat(config));
    }

    /** The group expels a consumer that does not poll within this time, so a longer silence is no work. */
    private Heartbeat heartbeat(Map<String, Object> config) {
        String client = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
        String thread = ClientName.withoutProcessId(
                client.endsWith(CONSUMER_SUFFIX)
                        ? client.substring(0, client.length() - CONSUMER_SUFFIX.length())
                        : client);
        Object interval = config.getOrDefault(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, DEFAULT_MAX_POLL_INTERVAL_MS);
        return health.heartbeat("process/" + thread, Duration.ofMillis(Long.parseLong(interval.toString())));
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
