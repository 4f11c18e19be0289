package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.kafka.CommittedConsumer;
import dev.goldencorridor.runtime.kafka.TransactionalProducer;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Creates the Kafka clients of the sink. */
final class SinkClients {
    /** The shortest time that brokers accept by default. */
    private static final int SESSION_TIMEOUT_MS = 6_000;

    private static final int HEARTBEAT_MS = 1_500;
    /** A broker that hangs must not keep values back for the usual 30 s. */
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    private static final int CONNECTION_SETUP_TIMEOUT_MS = 3_000;
    /** By then the consumer finds the new leader of a broker that hangs. */
    private static final int METADATA_MAX_AGE_MS = 5_000;

    private static final int DEFAULT_MAX_POLL_INTERVAL_MS = 300_000;
    /** Readers know the ends of their partitions, and closing one waits for its fetch in flight. */
    private static final int READER_FETCH_WAIT_MS = 20;

    private final Settings settings;
    private final String transactionalId;
    private final Metrics metrics;

    /** @param metrics serves the metrics of the consumer and of the latest producer */
    SinkClients(Settings settings, String transactionalId, Metrics metrics) {
        this.settings = settings;
        this.transactionalId = transactionalId;
        this.metrics = metrics;
    }

    /** The group expels a consumer that does not poll within this time, so a longer turn of the loop is no work. */
    static Duration maxPollInterval(Settings settings) {
        Object millis = settings.kafkaClient()
                .getOrDefault(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, DEFAULT_MAX_POLL_INTERVAL_MS);
        return Duration.ofMillis(Long.parseLong(millis.toString()));
    }

    /** A transactional producer; each has the same transactional id. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> defaults = Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                settings.string(SinkSettings.COMPRESSION_CONFIG),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                TransactionalProducer.TRANSACTION_TIMEOUT_MS);
        Producer<byte[], byte[]> producer = TransactionalProducer.create(settings, transactionalId, defaults);
        metrics.kafka(SinkProgress.APPLICATION, "producer", producer::metrics);
        return producer;
    }

    /** A consumer of the group. */
    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECTION_SETUP_TIMEOUT_MS);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MAX_AGE_MS);
        String instance = settings.string(SinkSettings.INSTANCE_CONFIG);
        if (!instance.isEmpty()) {
            // A restarted instance takes its partitions back at once.
            properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        }
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.putAll(settings.kafkaClient());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.string(SinkSettings.GROUP_CONFIG));
        Consumer<byte[], byte[]> consumer = CommittedConsumer.create(properties, "earliest");
        metrics.kafka(SinkProgress.APPLICATION, "consumer", consumer::metrics);
        return consumer;
    }

    /** A consumer without a group, for reading a partition to its end. */
    Consumer<byte[], byte[]> reader() {
        Map<String, Object> properties = CommittedConsumer.withoutGroup(settings.kafkaClient());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, READER_FETCH_WAIT_MS);
        return CommittedConsumer.create(properties, "earliest");
    }
}
