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
 * Reads which keys are downstream, then which of them upstream still has. It keeps keys alone, and only those that are
 * downstream. Each step takes one poll, so that the delivery goes on beside it. For one thread.
 */
final class StaleKeyScan implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> positions;
    /** By downstream partition, the partition of the internal topic that it is filled from. */
    private final Map<TopicPartition, TopicPartition> sources = new HashMap<>();
    /** By downstream partition. */
    private final Map<TopicPartition, Set<Bytes>> keys = new HashMap<>();
    /** By source, those of the keys downstream that upstream has. */
    private final Map<TopicPartition, Set<Bytes>> upstream = new HashMap<>();

    private boolean readsUpstream;
    private Map<TopicPartition, Long> left;
    private long sumOfPositions;
    private long lastProgress;

    /**
     * Begins to read.
     *
     * @param consumer read_committed and without a group; the scan closes it
     * @param positions by partition of an internal topic, the offset at which its delivery began. Records from there on
     *     are delivered as usual, so their keys never count as stale
     * @param writes whether what an internal topic holds may go to a downstream topic
     */
    StaleKeyScan(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> positions,
            BiPredicate<String, String> writes) {
        this.consumer = consumer;
        this.positions = Map.copyOf(positions);
        Map<String, List<PartitionInfo>> topics = consumer.listTopics(ANSWER_WITHIN);
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
     * Reads a little more.
     *
     * @return whether everything has been read
     * @throws TimeoutException if reading does not get on
     */
    boolean advance() {
        if (!left.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(Duration.ZERO)) {
                if (read.key() != null) {
                    note(read);
                }
            }
        }
        if (!isAtEnd()) {
            return false;
        }
        if (readsUpstream) {
            return true;
        }
        readsUpstream = true;
        sources.forEach((downstream, source) -> {
            if (!keys.get(downstream).isEmpty()) {
                upstream.put(source, new HashSet<>());
            }
        });
        read(upstream.keySet());
        return upstream.isEmpty();
    }

    Set<TopicPartition> sources() {
        return positions.keySet();
    }

    /** By downstream partition, the keys that the source no longer has; to be asked for once all has been read. */
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

    /** Whether the source has none of the keys downstream; to be asked for once all has been read. */
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
        left = new HashMap<>(consumer.endOffsets(partitions, ANSWER_WITHIN));
        sumOfPositions = -1;
        lastProgress = System.nanoTime();
    }

    private boolean isAtEnd() {
        long sum = 0;
        for (TopicPartition partition : consumer.assignment()) {
            if (left.containsKey(partition)) {
                long position = consumer.position(partition, ANSWER_WITHIN);
                sum += position;
                left.computeIfPresent(partition, (key, end) -> position >= end ? null : end);
            }
        }
        if (sum != sumOfPositions) {
            sumOfPositions = sum;
            lastProgress = System.nanoTime();
        } else if (System.nanoTime() - lastProgress > LONGEST_STANDSTILL.toNanos()) {
            throw new TimeoutException("no progress for " + LONGEST_STANDSTILL + " before these ends: " + left);
        }
        return left.isEmpty();
    }

    private void note(ConsumerRecord<byte[], byte[]> read) {
        TopicPartition partition = new TopicPartition(read.topic(), read.partition());
        Bytes key = Bytes.wrap(read.key());
        if (!readsUpstream) {
            set(keys.get(partition), key, read.value() != null);
        } else if (isDownstream(partition, key)) {
            set(upstream.get(partition), key, read.value() != null || read.offset() >= positions.get(partition));
        }
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
