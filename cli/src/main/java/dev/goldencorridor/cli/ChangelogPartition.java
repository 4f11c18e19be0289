package dev.goldencorridor.cli;

import dev.goldencorridor.processor.reset.PublishedState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A partition of a changelog. A reset deletes all entries except those that record published results. */
final class ChangelogPartition implements ResetPartition {
    private final TopicPartition partition;
    private final String store;
    private final PublishedState published;
    /** The part of each entry that is kept; empty if the entry is deleted. */
    private final Map<ByteBuffer, Optional<byte[]>> entries = new HashMap<>();

    private final Map<ByteBuffer, ResetLosses> losses = new HashMap<>();

    ChangelogPartition(TopicPartition partition, String store, PublishedState published) {
        this.partition = partition;
        this.store = store;
        this.published = published;
    }

    @Override
    public TopicPartition partition() {
        return partition;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
        ByteBuffer bytes = ByteBuffer.wrap(record.key());
        losses.remove(bytes);
        if (record.value() == null) {
            entries.remove(bytes);
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        entries.put(bytes, Optional.ofNullable(published.survivor(store, key, record.value())));
        ResetLosses found = losses(key, record.value());
        if (!found.equals(ResetLosses.NONE)) {
            losses.put(bytes, found);
        }
    }

    private ResetLosses losses(String key, byte[] value) {
        PublishedState.TrainAtPort train = published.trainAtPort(store, key, value);
        return new ResetLosses(
                published.openAlerts(store, key, value),
                published.lostAlerts(store, key, value),
                train == null ? 0 : 1,
                train == null || !train.isLost() ? 0 : 1,
                Map.of());
    }

    @Override
    public ResetLosses losses() {
        return losses.values().stream().reduce(ResetLosses.NONE, ResetLosses::plus);
    }

    @Override
    public void forEachChange(Change change) {
        Map<String, byte[]> marks = published.marks(store);
        entries.forEach((wrapped, survivor) -> {
            byte[] key = new byte[wrapped.remaining()];
            wrapped.duplicate().get(key);
            if (!marks.containsKey(new String(key, StandardCharsets.UTF_8))) {
                change.write(key, survivor.orElse(null));
            }
        });
        marks.forEach((key, value) -> change.write(key.getBytes(StandardCharsets.UTF_8), value));
    }
}
