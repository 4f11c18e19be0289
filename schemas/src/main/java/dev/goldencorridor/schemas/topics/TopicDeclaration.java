package dev.goldencorridor.schemas.topics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A topic as it should be.
 *
 * @param name its name
 * @param partitions how many partitions
 * @param cleanup {@code delete} or {@code compact}
 * @param retention how long records are kept where cleanup is {@code delete}; null: for ever
 * @param compaction what compaction leaves alone where cleanup is {@code compact}; null where it is {@code delete}
 * @param timestampType {@code LogAppendTime} where the broker's time must not be forged, else {@code CreateTime}
 * @param size what the broker takes
 * @param writer who writes it
 * @param reader who reads it
 */
public record TopicDeclaration(
        String name,
        int partitions,
        String cleanup,
        Duration retention,
        Compaction compaction,
        String timestampType,
        Size size,
        String writer,
        String reader) {

    /** The topic's configuration as Kafka writes it. */
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
        return entries;
    }

    /**
     * What compaction leaves alone, for readers that were away.
     *
     * @param revisionsKept how long every value of a key can be read, not the latest alone
     * @param tombstonesKept how long a tombstone can be read after compaction has seen it
     */
    public record Compaction(Duration revisionsKept, Duration tombstonesKept) {}

    /**
     * What the broker takes.
     *
     * @param maxBatchBytes the longest record batch, as it is sent
     * @param maxRecordBytes the longest record of a compressed batch, decompressed; 0 for no bound. It is set where the
     *     bytes come from others: some kilobytes may stand for gigabytes, and whoever reads them needs that memory
     * @param compression how the broker stores batches where it bounds them: {@code producer} as they come, which costs
     *     it no memory, or a codec
     */
    public record Size(int maxBatchBytes, int maxRecordBytes, String compression) {}
}
