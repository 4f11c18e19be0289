package dev.goldencorridor.quickstart;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.schemas.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that a reset writes, at once or not at all. */
final class ResetTransaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResetTransaction.class);
    /** The longest time-out that a broker allows by default: changelogs may hold years of trains. */
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Settings settings;
    private final String application;
    private boolean isCommitted;

    ResetTransaction(Settings settings) {
        this.settings = settings;
        application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        properties.put("transactional.id", application + "-reset");
        properties.put("transaction.timeout.ms", Math.toIntExact(LIMIT.toMillis()));
        properties.put("max.request.size", 9 << 20);
        properties.put("linger.ms", 20);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
            producer.beginTransaction();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw failed(e);
        }
    }

    /** A null value deletes the key. */
    void write(TopicPartition partition, byte[] key, byte[] value) {
        try {
            // If one fails, so does the commit.
            var unused = producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), key, value));
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    void commit(Map<TopicPartition, OffsetAndMetadata> positions) {
        try {
            producer.sendOffsetsToTransaction(positions, group());
            producer.commitTransaction();
            isCommitted = true;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** The metadata of a consumer that has not joined: the group has no members. */
    private ConsumerGroupMetadata group() {
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        properties.put("group.id", application);
        properties.put("enable.auto.commit", "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    private static StackException failed(KafkaException e) {
        return new StackException(
                "the reset could not be written: " + e.getMessage() + "; nothing was changed. Run the reset again", e);
    }

    /** Aborts what was not committed; left open, it would hold up whoever reads the changelogs until it times out. */
    @Override
    public void close() {
        try {
            if (!isCommitted) {
                producer.abortTransaction();
            }
        } catch (KafkaException e) {
            LOG.warn(
                    "The transaction of the reset could not be aborted: {}. The brokers abort it within {} min; run the reset again",
                    e.getMessage(),
                    LIMIT.toMinutes());
        } finally {
            producer.close(Duration.ofSeconds(10));
        }
    }
}
