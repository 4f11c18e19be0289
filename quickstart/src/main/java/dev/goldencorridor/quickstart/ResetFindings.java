package dev.goldencorridor.quickstart;

import dev.goldencorridor.processor.reset.PublishedState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What a reset finds in changelogs and aggregates: what it keeps of them, and how much it gives up. */
final class ResetFindings {
    private final PublishedState published;
    /** The entries of each changelog partition; empty where nothing of one is kept. */
    private final Map<TopicPartition, Map<ByteBuffer, Optional<byte[]>>> entries = new HashMap<>();

    private final Map<TopicPartition, String> stores = new HashMap<>();
    private final Map<TopicPartition, Set<String>> lostResults = new HashMap<>();
    private final Map<TopicPartition, Map<ByteBuffer, Counts>> counts = new HashMap<>();

    /** The alerts and trains that one entry says are open now. */
    private record Counts(int alerts, int lostAlerts, int trains, int lostTrains) {
        static final Counts NOTHING = new Counts(0, 0, 0, 0);

        Counts plus(Counts other) {
            return new Counts(
                    alerts + other.alerts,
                    lostAlerts + other.lostAlerts,
                    trains + other.trains,
                    lostTrains + other.lostTrains);
        }
    }

    ResetFindings(PublishedState published) {
        this.published = published;
    }

    /** A changelog partition is there, also if it is empty. */
    void expect(TopicPartition partition, String store) {
        stores.put(partition, store);
        entries.put(partition, new HashMap<>());
        counts.put(partition, new HashMap<>());
    }

    /** An entry of a changelog. */
    void takeEntry(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        String store = stores.get(partition);
        String key = new String(record.key(), StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.wrap(record.key());
        if (record.value() == null) {
            entries.get(partition).remove(bytes);
            counts.get(partition).remove(bytes);
            return;
        }
        entries.get(partition).put(bytes, Optional.ofNullable(published.survivor(store, key, record.value())));
        PublishedState.WaitingTrain train = published.waitingTrain(store, key, record.value());
        Counts found = new Counts(
                published.openAlerts(store, key, record.value()),
                published.lostAlerts(store, key, record.value()),
                train == null ? 0 : 1,
                train == null || !train.isLost() ? 0 : 1);
        if (!found.equals(Counts.NOTHING)) {
            counts.get(partition).put(bytes, found);
        } else {
            counts.get(partition).remove(bytes);
        }
    }

    /** A published result. */
    void takeResult(ConsumerRecord<byte[], byte[]> record) {
        Set<String> lost = lostResults.computeIfAbsent(
                new TopicPartition(record.topic(), record.partition()), partition -> new TreeSet<>());
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

    /** What is to be written to each changelog partition; a null value deletes the entry. */
    void forEachChange(Change change) {
        entries.forEach((partition, found) -> {
            Map<String, byte[]> marks = published.marks(stores.get(partition));
            found.forEach((wrapped, survivor) -> {
                byte[] key = new byte[wrapped.remaining()];
                wrapped.duplicate().get(key);
                if (!marks.containsKey(new String(key, StandardCharsets.UTF_8))) {
                    change.write(partition, key, survivor.orElse(null));
                }
            });
            marks.forEach((key, value) -> change.write(partition, key.getBytes(StandardCharsets.UTF_8), value));
        });
    }

    /** The published results that cannot be recounted. */
    void forEachLostResult(Change deletion) {
        lostResults.forEach((partition, keys) ->
                keys.forEach(key -> deletion.write(partition, key.getBytes(StandardCharsets.UTF_8), null)));
    }

    /** One record to write. */
    interface Change {
        void write(TopicPartition partition, byte[] key, byte[] value);
    }

    /** How many published results of each topic cannot be recounted. */
    Map<String, Integer> lostResults() {
        Map<String, Integer> lost = new TreeMap<>();
        lostResults.forEach((partition, keys) -> lost.merge(partition.topic(), keys.size(), Integer::sum));
        return lost;
    }

    int openAlerts() {
        return sum().alerts;
    }

    int lostAlerts() {
        return sum().lostAlerts;
    }

    int trains() {
        return sum().trains;
    }

    int lostTrains() {
        return sum().lostTrains;
    }

    private Counts sum() {
        return counts.values().stream()
                .flatMap(byKey -> byKey.values().stream())
                .reduce(Counts.NOTHING, Counts::plus);
    }
}
