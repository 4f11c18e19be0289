package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.kafka.KafkaFailures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes downstream what upstream no longer has. Each partition is compared once, when it has been assigned.
 *
 * <p>A sink that was away for longer than tombstones are kept has missed deletions, and no record will ever bring them.
 * The comparison runs beside the delivery. A key of which the delivery has seen a record meanwhile is left to it. For one
 * thread.
 */
final class StaleKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StaleKeys.class);
    private static final int MAX_REMOVALS = 500;
    private static final int MAX_EXAMPLES = 3;
    /** An internal topic that was made anew by mistake must not empty what readers see. */
    private static final int MIN_KEYS_OF_A_WIPE = 100;

    private static final int MAX_EXAMPLE_CHARS = 100;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Map<String, DeliveryRoute> outlets;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<TopicPartition, Comparison> comparisons = new HashMap<>();
    /** Those that the present scan is for: a partition may be revoked and assigned again while it is read. */
    private final Set<Comparison> scanning = new HashSet<>();

    private final Set<TopicPartition> compared = new HashSet<>();
    private StaleKeyScan scan;
    private long failedAt;
    private boolean failed;

    /**
     * @param outlets how to read and write, by the name of the internal topic
     * @param consumers makes a consumer, read_committed and without a group
     */
    StaleKeys(Map<String, DeliveryRoute> outlets, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.outlets = Map.copyOf(outlets);
        this.consumers = consumers;
    }

    /** A lane has opened; its first record is at this offset or after it. */
    void opened(TopicPartition source, long position) {
        if (!compared.contains(source)) {
            comparisons.put(source, new Comparison(position));
        }
    }

    /** The delivery has these records in hand. */
    void taken(TopicPartition source, Collection<ConsumerRecord<byte[], byte[]>> records) {
        Comparison comparison = comparisons.get(source);
        if (comparison != null) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.key() != null) {
                    comparison.taken.add(Bytes.wrap(record.key()));
                }
            }
        }
    }

    /** Whether there is something to do at once. */
    boolean isBusy() {
        return mustRead() || comparisons.values().stream().anyMatch(comparison -> !comparison.removals.isEmpty());
    }

    /** Reads a little more, if there is something to read. A failure is logged, and does not hold the delivery up. */
    void advance() {
        if (!mustRead()) {
            return;
        }
        try {
            if (scan == null) {
                begin();
            }
            if (scan.advance()) {
                scan.sources().forEach(source -> noteStale(source, scan.staleOf(source)));
                endScan();
            }
            failed = false;
        } catch (KafkaException e) {
            giveUp(e);
        }
    }

    /**
     * Takes out tombstones for keys that are stale, a bounded number.
     *
     * @param lanes are given to know what they delivered is gone
     * @param now in milliseconds since 1970
     */
    List<ProducerRecord<byte[], byte[]>> due(Lanes lanes, long now) {
        List<ProducerRecord<byte[], byte[]>> tombstones = new ArrayList<>();
        comparisons.forEach((source, comparison) -> {
            while (!comparison.removals.isEmpty() && tombstones.size() < MAX_REMOVALS) {
                Removal removal = comparison.removals.remove();
                if (!comparison.taken.contains(removal.key)) {
                    lanes.of(source).removed(removal.key);
                    tombstones.add(removal.tombstone(now));
                }
            }
        });
        return tombstones;
    }

    /** Everything that {@link #due} has returned so far is delivered. */
    void delivered() {
        Iterator<Map.Entry<TopicPartition, Comparison>> all =
                comparisons.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<TopicPartition, Comparison> entry = all.next();
            if (entry.getValue().isScanned && entry.getValue().removals.isEmpty()) {
                compared.add(entry.getKey());
                all.remove();
            }
        }
    }

    /** Another instance has these partitions now. */
    void revoked(Collection<TopicPartition> sources) {
        sources.forEach(comparisons::remove);
        compared.removeAll(sources);
    }

    /** The lanes are closed and will be opened again; what is not delivered yet is compared anew then. */
    void rewind() {
        comparisons.clear();
        endScan();
    }

    @Override
    public void close() {
        endScan();
    }

    private boolean mustRead() {
        return scan != null
                || (!isPausing() && comparisons.values().stream().anyMatch(comparison -> !comparison.isScanned));
    }

    private void begin() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        comparisons.forEach((source, comparison) -> {
            if (!comparison.isScanned) {
                positions.put(source, comparison.position);
                scanning.add(comparison);
            }
        });
        Consumer<byte[], byte[]> consumer = consumers.get();
        try {
            scan = new StaleKeyScan(consumer, positions, (internal, topic) -> outlets.get(internal)
                    .writesTo(topic));
        } finally {
            if (scan == null) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        }
    }

    private void noteStale(TopicPartition source, Map<TopicPartition, Set<Bytes>> stale) {
        Comparison comparison = comparisons.get(source);
        if (comparison == null || !scanning.contains(comparison)) {
            return;
        }
        comparison.isScanned = true;
        stale.forEach((downstream, keys) -> {
            keys.removeAll(comparison.taken);
            if (keys.isEmpty()) {
                return;
            }
            if (keys.size() >= MIN_KEYS_OF_A_WIPE && scan.hasNone(source)) {
                LOG.error(
                        "Topic {} partition {} has {} keys, and topic {} has none of them. They are not deleted: was {}"
                                + " made anew? Delete the topic downstream if its keys are to go",
                        downstream.topic(),
                        downstream.partition(),
                        keys.size(),
                        source.topic(),
                        source.topic());
                return;
            }
            LOG.warn(
                    "Topic {} partition {} has {} keys that topic {} no longer has. They are deleted, e.g. {}",
                    downstream.topic(),
                    downstream.partition(),
                    keys.size(),
                    source.topic(),
                    keys.stream().limit(MAX_EXAMPLES).map(StaleKeys::text).toList());
            keys.forEach(key -> comparison.removals.add(new Removal(downstream, key)));
        });
        if (comparison.removals.isEmpty()) {
            compared.add(source);
            comparisons.remove(source);
        }
    }

    private void giveUp(KafkaException failure) {
        endScan();
        if (KafkaFailures.canHeal(failure)) {
            failed = true;
            failedAt = System.nanoTime();
            LOG.warn(
                    "Comparing downstream with upstream failed and is tried again in {}: {}",
                    RETRY_AFTER,
                    failure.toString());
        } else {
            comparisons.values().removeIf(comparison -> !comparison.isScanned);
            LOG.error(
                    "Cannot compare downstream with upstream, so keys that no longer exist may stay: {}."
                            + " The sink needs READ on corridor., ops. and delays. (prefixes). Grant it and restart the sink",
                    failure.toString());
        }
    }

    private boolean isPausing() {
        return failed && System.nanoTime() - failedAt < RETRY_AFTER.toNanos();
    }

    private void endScan() {
        if (scan != null) {
            scan.close();
            scan = null;
        }
        scanning.clear();
    }

    private static String text(Bytes key) {
        String text = new String(key.get(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= MAX_EXAMPLE_CHARS ? text : text.substring(0, MAX_EXAMPLE_CHARS) + "…";
    }

    /** What is known of one partition of an internal topic while it is compared. */
    private static final class Comparison {
        private final long position;
        private final Set<Bytes> taken = new HashSet<>();
        private final Deque<Removal> removals = new ArrayDeque<>();
        private boolean isScanned;

        private Comparison(long position) {
            this.position = position;
        }
    }

    private record Removal(TopicPartition downstream, Bytes key) {
        ProducerRecord<byte[], byte[]> tombstone(long now) {
            byte[] nothing = null;
            return new ProducerRecord<>(downstream.topic(), downstream.partition(), now, key.get(), nothing);
        }
    }
}
