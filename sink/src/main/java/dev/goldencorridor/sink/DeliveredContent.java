package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.runtime.kafka.CommittedReader;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** Reads downstream partitions from start to end, to find which content has been delivered under each key. */
final class DeliveredContent {
    /** The content of a value in another format. It equals that of no value, so the next one is delivered. */
    static final Digest UNREADABLE = new Digest(0, 0);

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
        Map<TopicPartition, Map<Bytes, Digest>> contents = new HashMap<>();
        partitions.keySet().forEach(partition -> contents.put(partition, new HashMap<>()));
        reader.read(partitions.keySet(), delivered -> {
            TopicPartition partition = new TopicPartition(delivered.topic(), delivered.partition());
            collect(delivered, partitions.get(partition), contents.get(partition));
        });
        return contents;
    }

    private static void collect(
            ConsumerRecord<byte[], byte[]> delivered, DownstreamFormat format, Map<Bytes, Digest> contents) {
        if (delivered.key() == null) {
            return;
        }
        Bytes key = Bytes.wrap(delivered.key());
        if (delivered.value() == null) {
            contents.remove(key);
        } else {
            contents.put(key, format.contentOf(delivered.value()).orElse(UNREADABLE));
        }
    }
}
