package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions of input topics whose next record batch Kafka's client cannot read. A broker accepts some forged batches
 * that are compressed and have a right checksum. The client fails at such a batch in each poll, and would end one stream
 * thread after the other. So the partition is not read, and all others go on. Thread-safe.
 */
final class UnreadablePartitions {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadablePartitions.class);

    /** The message of Kafka's client is the only place that names the partition. {@code DamagedBatchesIT} checks it. */
    private static final Pattern MESSAGE =
            Pattern.compile("Received exception when fetching the next record from (.+)-(\\d+)\\. .*", Pattern.DOTALL);

    private final Set<TopicPartition> all = ConcurrentHashMap.newKeySet();

    /** The partition of an input topic that a poll failed to read; empty if the failure is another one. */
    static Optional<TopicPartition> namedBy(KafkaException failure) {
        Matcher message = MESSAGE.matcher(String.valueOf(failure.getMessage()));
        return message.matches() && message.group(1).startsWith(TopicCatalogue.MOVEMENTS_PREFIX)
                ? Optional.of(new TopicPartition(message.group(1), Integer.parseInt(message.group(2))))
                : Optional.empty();
    }

    /** Stops reading a partition until it is assigned anew. */
    void withhold(TopicPartition partition, Consumer<?, ?> consumer, KafkaException failure) {
        all.add(partition);
        consumer.pause(Set.of(partition));
        // The text has no placeholders, since the terminal suppresses repeated lines of the same pattern.
        LOG.error("Partition " + partition + " is not read from offset " + consumer.position(partition)
                + " on: Kafka's client cannot read the record batch there (" + failure.getCause()
                + "). All other partitions are read. Its publisher must not write batches of its own making. Delete the"
                + " batch with kafka-delete-records.sh, and restart the processor");
    }

    boolean contains(TopicPartition partition) {
        return all.contains(partition);
    }

    /** Another consumer may find these partitions readable. */
    void removeAll(Collection<TopicPartition> partitions) {
        all.removeAll(partitions);
    }

    /** The topics of these partitions. */
    Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        all.forEach(partition -> topics.add(partition.topic()));
        return topics;
    }
}
