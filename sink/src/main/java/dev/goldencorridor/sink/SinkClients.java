package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates the Kafka clients of the sink. */
final class SinkClients {
    /** The open transaction of a killed instance blocks downstream readers for this long. */
    static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private static final int SESSION_TIMEOUT_MS = 10_000;
    private static final int DEFAULT_MAX_POLL_INTERVAL_MS = 300_000;
    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int DELIVERY_TIMEOUT_MS = 8_000;
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
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.string(SinkSettings.COMPRESSION_CONFIG));
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        // The brokers refuse a transaction while they complete the previous one; the first retry follows after this.
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.putAll(settings.kafkaClient());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        metrics.kafka(SinkProgress.APPLICATION, "producer", producer::metrics);
        return producer;
    }

    /** A consumer of the group. */
    Consumer<byte[], byte[]> consumer() {
        Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerProperties());
        metrics.kafka(SinkProgress.APPLICATION, "consumer", consumer::metrics);
        return consumer;
    }

    /** A consumer without a group, for reading a partition to its end. */
    Consumer<byte[], byte[]> reader() {
        return new KafkaConsumer<>(readerProperties());
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.putAll(settings.kafkaClient());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.string(SinkSettings.GROUP_CONFIG));
        return readCommitted(properties);
    }

    private Map<String, Object> readerProperties() {
        Map<String, Object> properties = new HashMap<>(settings.kafkaClient());
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, READER_FETCH_WAIT_MS);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        return readCommitted(properties);
    }

    private static Map<String, Object> readCommitted(Map<String, Object> properties) {
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }
}
