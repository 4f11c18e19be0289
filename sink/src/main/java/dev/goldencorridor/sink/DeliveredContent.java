package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** Reads downstream partitions from start to end, to find which content has been delivered under each key. */
final class DeliveredContent {
    /** The content of a value in another format. It equals that of no value, so the next one is delivered. */
    static final Digest UNREADABLE = new Digest(0, 0);

    @Limit(
            scope = Scope.PROCESS,
            of = "the values of one partition that a starting sink has read and not decoded",
            beyond = "they are decoded",
            reason = "Only the last value of a key counts, and decoding takes most of the time of a start.")
    private static final int MAX_UNDECODED = 10_000;

    private final CommittedReader reader;

    DeliveredContent(CommittedReader reader) {
        this.reader = reader;
    }

    /**
     * Returns the content of each key that exists in each downstream partition. Call this only after the loop's consumer
     * has positions: all earlier transactions of the group are decided then.
     *
     * @throws org.apache.kafka.common.errors.TimeoutException if reading makes no progress
     */
    Map<TopicPartition, Map<Bytes, Digest>> read(Map<TopicPartition, DownstreamFormat> partitions) {
        Map<TopicPartition, PartitionContent> contents = new HashMap<>();
        partitions.forEach((partition, format) -> contents.put(partition, new PartitionContent(format)));
        reader.read(partitions.keySet(), delivered -> {
            if (delivered.key() != null) {
                contents.get(new TopicPartition(delivered.topic(), delivered.partition()))
                        .add(Bytes.wrap(delivered.key()), delivered.value());
            }
        });
        Map<TopicPartition, Map<Bytes, Digest>> byKey = new HashMap<>();
        contents.forEach((partition, content) -> byKey.put(partition, content.byKey()));
        return byKey;
    }

    /** The content of one partition, of which the last values are not decoded yet. */
    private static final class PartitionContent {
        private final DownstreamFormat format;
        private final Map<Bytes, Digest> decoded = new HashMap<>();
        /** The last value of a key; null if it is a tombstone. */
        private final Map<Bytes, byte[]> undecoded = new HashMap<>();

        PartitionContent(DownstreamFormat format) {
            this.format = format;
        }

        void add(Bytes key, byte[] value) {
            undecoded.put(key, value);
            if (undecoded.size() >= MAX_UNDECODED) {
                decode();
            }
        }

        Map<Bytes, Digest> byKey() {
            decode();
            return decoded;
        }

        private void decode() {
            undecoded.forEach((key, value) -> {
                if (value == null) {
                    decoded.remove(key);
                } else {
                    decoded.put(key, format.contentOf(value).orElse(UNREADABLE));
                }
            });
            undecoded.clear();
        }
    }
}
