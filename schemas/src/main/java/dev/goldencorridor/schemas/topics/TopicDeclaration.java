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
 * @param timestampType {@code LogAppendTime} where the broker's time must not be forged, else {@code CreateTime}
 * @param maxMessageBytes the longest record batch that the broker takes
 * @param writer who writes it
 * @param reader who reads it
 */
public record TopicDeclaration(
        String name,
        int partitions,
        String cleanup,
        Duration retention,
        String timestampType,
        int maxMessageBytes,
        String writer,
        String reader) {

    /** The topic's configuration as Kafka writes it. */
    public Map<String, String> configuration(int minInsyncReplicas) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("cleanup.policy", cleanup);
        entries.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
        entries.put("message.timestamp.type", timestampType);
        entries.put("max.message.bytes", Integer.toString(maxMessageBytes));
        entries.put("min.insync.replicas", Integer.toString(minInsyncReplicas));
        return entries;
    }
}
