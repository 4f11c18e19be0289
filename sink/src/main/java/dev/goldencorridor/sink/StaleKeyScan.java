package dev.goldencorridor.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Bytes;

/**
 * Reads the keys downstream, then finds those that upstream no longer has. Keeps only keys, and of the upstream keys
 * only those that exist downstream. Each step is one poll, so that the delivery continues between steps. For one
 * thread.
 */
final class StaleKeyScan implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration MAX_TIME_WITHOUT_PROGRESS = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> positions;
    /** By downstream partition, the partition of the internal topic that feeds it. */
    private final Map<TopicPartition, TopicPartition> sources = new HashMap<>();
    /** The keys by downstream partition. */
    private final Map<TopicPartition, Set<Bytes>> keys = new HashMap<>();
    /** By source partition, the keys that exist both downstream and upstream. */
    private final Map<TopicPartition, Set<Bytes>> upstream = new HashMap<>();

    private boolean readsUpstream;
    private Map<TopicPartition, Long> unreachedEnds;
    private long sumOfPositions;
    private long lastProgress;

    /**
     * Starts the scan.
     *
     * @param consumer read_committed and without a group; the scan closes it
     * @param positions by partition of an internal topic, the offset at which its delivery began. The lane delivers
     *     later records, so their keys never count as stale
     * @param writes whether records of an internal topic (first argument) may go to a downstream topic (second)
     */
    StaleKeyScan(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> positions,
            BiPredicate<String, String> writes) {
        this.consumer = consumer;
        this.positions = Map.copyOf(positions);
        Map<String, List<PartitionInfo>> topics = consumer.listTopics(REQUEST_TIMEOUT);
        for (TopicPartition source : positions.keySet()) {
            topics.forEach((topic, partitions) -> {
                if (source.partition() < partitions.size() && writes.test(source.topic(), topic)) {
                    TopicPartition downstream = new TopicPartition(topic, source.partition());
                    sources.put(downstream, source);
                    keys.put(downstream, new HashSet<>());
                }
            });
        }
        read(sources.keySet());
    }

    /**
     * Polls once.
     *
     * @return whether the scan is complete
     * @throws TimeoutException if reading makes no progress
     */
    boolean advance() {
        if (!unreachedEnds.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ZERO)) {
                if (read.key() != null) {
                    collect(read);
                }
            }
        }
        if (!hasReachedEnds()) {
            return false;
        }
        if (readsUpstream) {
            return true;
        }
        startUpstream();
        return upstream.isEmpty();
    }

    /** Upstream is read only where keys exist downstream. */
    private void startUpstream() {
        readsUpstream = true;
        sources.forEach((downstream, source) -> {
            if (!keys.get(downstream).isEmpty()) {
                upstream.put(source, new HashSet<>());
            }
        });
        read(upstream.keySet());
    }

    Set<TopicPartition> sources() {
        return positions.keySet();
    }

    /** By downstream partition, the keys that the source no longer has. Valid once the scan is complete. */
    Map<TopicPartition, Set<Bytes>> staleOf(TopicPartition source) {
        Map<TopicPartition, Set<Bytes>> stale = new HashMap<>();
        sources.forEach((downstream, from) -> {
            if (from.equals(source)) {
                Set<Bytes> gone = new HashSet<>(keys.get(downstream));
                gone.removeAll(upstream.getOrDefault(source, Set.of()));
                stale.put(downstream, gone);
            }
        });
        return stale;
    }

    /** Whether the source has none of the keys downstream. Valid once the scan is complete. */
    boolean hasNone(TopicPartition source) {
        return upstream.getOrDefault(source, Set.of()).isEmpty();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private void read(Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        unreachedEnds = new HashMap<>(consumer.endOffsets(partitions, REQUEST_TIMEOUT));
        sumOfPositions = -1;
        lastProgress = System.nanoTime();
    }

    private boolean hasReachedEnds() {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            if (unreachedEnds.containsKey(partition)) {
                long position = consumer.position(partition, REQUEST_TIMEOUT);
                sum += position;
                unreachedEnds.computeIfPresent(partition, (key, end) -> position >= end ? null : end);
            }
        }
        if (sum != sumOfPositions) {
            sumOfPositions = sum;
            lastProgress = System.nanoTime();
        } else if (System.nanoTime() - lastProgress > MAX_TIME_WITHOUT_PROGRESS.toNanos()) {
            throw new TimeoutException(
                    "no progress for " + MAX_TIME_WITHOUT_PROGRESS + " before these ends: " + unreachedEnds);
        }
        return unreachedEnds.isEmpty();
    }

    private void collect(ConsumerRecord<byte[], byte[]> read) {
        TopicPartition partition = new TopicPartition(read.topic(), read.partition());
        Bytes key = Bytes.wrap(read.key());
        if (!readsUpstream) {
            set(keys.get(partition), key, read.value() != null);
        } else if (isDownstream(partition, key)) {
            set(upstream.get(partition), key, read.value() != null || isLeftToDelivery(partition, read.offset()));
        }
    }

    private boolean isLeftToDelivery(TopicPartition source, long offset) {
        return offset >= positions.get(source);
    }

    private boolean isDownstream(TopicPartition source, Bytes key) {
        for (Map.Entry<TopicPartition, Set<Bytes>> downstream : keys.entrySet()) {
            if (sources.get(downstream.getKey()).equals(source)
                    && downstream.getValue().contains(key)) {
                return true;
            }
        }
        return false;
    }

    private static void set(Set<Bytes> keys, Bytes key, boolean present) {
        if (present) {
            keys.add(key);
        } else {
            keys.remove(key);
        }
    }
}
