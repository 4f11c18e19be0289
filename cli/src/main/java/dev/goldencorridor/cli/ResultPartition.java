package dev.goldencorridor.cli;

import dev.goldencorridor.processor.reset.PublishedState;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A partition of published results. A reset deletes the results that cannot be counted again. */
final class ResultPartition implements ResetPartition {
    private final TopicPartition partition;
    private final PublishedState published;
    private final Set<String> lost = new HashSet<>();

    ResultPartition(TopicPartition partition, PublishedState published) {
        this.partition = partition;
        this.published = published;
    }

    @Override
    public TopicPartition partition() {
        return partition;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null || !published.isLost(key)) {
            lost.remove(key);
        } else {
            lost.add(key);
        }
    }

    @Override
    public ResetLosses losses() {
        return ResetLosses.ofResults(partition.topic(), lost.size());
    }

    @Override
    public void forEachChange(Change change) {
        lost.forEach(key -> change.write(key.getBytes(StandardCharsets.UTF_8), null));
    }
}
