package dev.goldencorridor.runtime.kafka;

import dev.goldencorridor.runtime.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates transactional producers. */
public final class TransactionalProducer {
    /** The open transaction of a killed instance blocks readers and its successor for this long. */
    public static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private static final int REQUEST_TIMEOUT_MS = 5_000;
    private static final int DELIVERY_TIMEOUT_MS = 8_000;
    private static final int RETRY_BACKOFF_MS = 10;

    private TransactionalProducer() {}

    /**
     * Creates a producer that has not begun its transactions.
     *
     * @param defaults further properties; Kafka client properties of the settings replace them
     */
    public static Producer<byte[], byte[]> create(
            Settings settings, String transactionalId, Map<String, Object> defaults) {
        Map<String, Object> properties = new HashMap<>(defaults);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        // The brokers refuse a transaction while they complete the previous one; the first retry follows after this.
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, RETRY_BACKOFF_MS);
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
        properties.putAll(settings.kafkaClient());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
