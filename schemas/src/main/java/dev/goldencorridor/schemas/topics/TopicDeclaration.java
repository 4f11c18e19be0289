package dev.goldencorridor.schemas.topics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The declared properties of a topic.
 *
 * @param name its name
 * @param partitions the number of partitions
 * @param cleanup {@code delete} or {@code compact}
 * @param retention how long records are kept; null if for ever, or if cleanup is {@code compact}
 * @param compaction what compaction must not remove; null if cleanup is {@code delete}
 * @param timestampType {@code LogAppendTime} if the writer must not set the time, else {@code CreateTime}
 * @param size the sizes that the broker accepts
 * @param records the keys and values of its records
 * @param writer the application or publisher that writes the topic
 * @param reader the application or people that read the topic
 */
public record TopicDeclaration(
        String name,
        int partitions,
        String cleanup,
        Duration retention,
        Compaction compaction,
        String timestampType,
        Size size,
        Records records,
        String writer,
        String reader) {

    /** The topic's configuration entries, as Kafka spells them. */
    public Map<String, String> configuration(int minInsyncReplicas) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("cleanup.policy", cleanup);
        entries.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
        if (compaction != null) {
            entries.put("min.compaction.lag.ms", Long.toString(compaction.revisionsKept.toMillis()));
            entries.put("delete.retention.ms", Long.toString(compaction.tombstonesKept.toMillis()));
        }
        entries.put("message.timestamp.type", timestampType);
        entries.put("max.message.bytes", Integer.toString(size.maxBatchBytes));
        if (size.maxRecordBytes > 0) {
            entries.put("max.decompressed.message.bytes", Integer.toString(size.maxRecordBytes));
            entries.put("compression.type", size.compression);
        }
        entries.put("min.insync.replicas", Integer.toString(minInsyncReplicas));
        entries.put("unclean.leader.election.enable", "false");
        return entries;
    }

    /**
     * What compaction must not remove, for readers that were offline.
     *
     * @param revisionsKept how long every value of a key can be read, not only the latest
     * @param tombstonesKept how long a tombstone can be read after compaction has processed it
     */
    public record Compaction(Duration revisionsKept, Duration tombstonesKept) {}

    /**
     * The sizes that the broker accepts.
     *
     * @param maxBatchBytes the maximum size of a record batch, as it is sent
     * @param maxRecordBytes the maximum size of a record after decompression; 0 for no limit. It is set for topics
     *     with untrusted writers: some kilobytes may decompress to gigabytes, which a reader would have to hold in
     *     memory
     * @param compression the codec in which the broker stores batches, if it limits them. {@code producer} keeps the
     *     sender's codec, which costs the broker no memory
     */
    public record Size(int maxBatchBytes, int maxRecordBytes, String compression) {}

    /**
     * The keys and values of a topic's records.
     *
     * @param key the pattern of the keys, for readers
     * @param value the schema of the values; empty if they are forwarded as received
     */
    public record Records(String key, Optional<Schema> value) {
        Records(String key, Schema value) {
            this(key, Optional.of(value));
        }
    }
}
