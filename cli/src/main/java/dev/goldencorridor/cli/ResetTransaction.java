package dev.goldencorridor.cli;

import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_BATCH_BYTES;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transaction with all writes of a reset. */
final class ResetTransaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ResetTransaction.class);
    /** The maximum that a broker allows by default: changelogs may hold years of trains. */
    private static final Duration LIMIT = Duration.ofMinutes(15);
    /** One attempt waits up to {@code max.block.ms}, by default a minute. */
    private static final int MAX_COMMIT_ATTEMPTS = 10;

    private final Producer<byte[], byte[]> producer;
    private final ConsumerGroupMetadata group;
    private Phase phase = Phase.OPEN;

    private enum Phase {
        OPEN,
        /** The brokers may have committed or may still commit. The producer refuses to abort now. */
        COMMITTING,
        COMMITTED
    }

    /**
     * Begins a transaction on the producer and closes the producer later.
     *
     * @param group the application's group, without a member
     */
    ResetTransaction(Producer<byte[], byte[]> producer, ConsumerGroupMetadata group) {
        this.producer = producer;
        this.group = group;
        try {
            producer.initTransactions();
            producer.beginTransaction();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw failed(e);
        }
    }

    static ResetTransaction begin(Settings settings) {
        String application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        properties.put("transactional.id", application + "-reset");
        properties.put("transaction.timeout.ms", Math.toIntExact(LIMIT.toMillis()));
        properties.put("max.request.size", MAX_BATCH_BYTES);
        properties.put("linger.ms", 20);
        return new ResetTransaction(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                group(settings, application));
    }

    /** The metadata of a consumer that has not joined, since the group has no members. */
    private static ConsumerGroupMetadata group(Settings settings, String application) {
        Map<String, Object> properties = new LinkedHashMap<>(settings.kafkaClient());
        properties.put("group.id", application);
        properties.put("enable.auto.commit", "false");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.groupMetadata();
        }
    }

    /** A null value deletes the key. */
    void write(TopicPartition partition, byte[] key, byte[] value) {
        try {
            // A failed send also fails the commit.
            var unused = producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), key, value));
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * Commits, and retries while the brokers do not answer.
     *
     * @return whether the brokers have confirmed the commit; otherwise it may or may not have happened
     * @throws StackException if nothing was changed
     */
    boolean commit(Map<TopicPartition, OffsetAndMetadata> positions) {
        try {
            producer.sendOffsetsToTransaction(positions, group);
        } catch (KafkaException e) {
            throw failed(e);
        }
        phase = Phase.COMMITTING;
        for (int attempt = 1; phase == Phase.COMMITTING && attempt <= MAX_COMMIT_ATTEMPTS; attempt++) {
            try {
                producer.commitTransaction();
                phase = Phase.COMMITTED;
            } catch (TimeoutException e) {
                LOG.warn(
                        "The brokers have not confirmed the reset (attempt {} of {}): {}",
                        attempt,
                        MAX_COMMIT_ATTEMPTS,
                        e.getMessage());
            } catch (InterruptException e) {
                return false;
            } catch (KafkaException e) {
                phase = Phase.OPEN;
                throw failed(e);
            }
        }
        return phase == Phase.COMMITTED;
    }

    private static StackException failed(KafkaException e) {
        return new StackException(
                "the reset could not be written: " + e.getMessage() + "; nothing was changed. Run the reset again", e);
    }

    /** Aborts an uncommitted transaction. An open one would block readers of the changelogs until it times out. */
    @Override
    public void close() {
        if (phase == Phase.COMMITTING) {
            producer.close(Duration.ZERO);
            return;
        }
        try {
            if (phase == Phase.OPEN) {
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
