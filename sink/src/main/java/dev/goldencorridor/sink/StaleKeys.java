package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.kafka.KafkaFailures;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
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
 * Deletes downstream keys that upstream no longer has. Each partition is compared once after each assignment.
 *
 * <p>A sink that was down for longer than tombstones are retained has missed deletions, and no later record repeats
 * them. The comparison runs beside the delivery. A key is skipped if the delivery has received a record of it
 * meanwhile. For one thread.
 */
final class StaleKeys implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StaleKeys.class);

    @Limit(
            scope = Scope.PROCESS,
            of = "the tombstones of one transaction of the sink",
            beyond = "the next transaction delivers them",
            reason = "A transaction stays short.")
    private static final int MAX_REMOVALS = 500;

    private static final int MAX_EXAMPLES = 3;
    /**
     * An internal topic that has none of at least this many keys counts as recreated by mistake. Nothing is deleted.
     */
    private static final int MIN_KEYS_OF_RECREATED_TOPIC = 100;

    private static final int MAX_EXAMPLE_CHARS = 100;
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    private final Map<String, DeliveryRoute> routes;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Map<TopicPartition, Comparison> comparisons = new HashMap<>();
    /** The comparisons of the current scan. A partition may be revoked and assigned again during the scan. */
    private final Set<Comparison> scanning = new HashSet<>();

    private final Set<TopicPartition> compared = new HashSet<>();
    private StaleKeyScan scan;
    private long failedAt;
    private boolean failed;

    /**
     * @param routes the delivery route of each internal topic
     * @param consumers creates a read_committed consumer without a group
     */
    StaleKeys(Map<String, DeliveryRoute> routes, Supplier<Consumer<byte[], byte[]>> consumers) {
        this.routes = Map.copyOf(routes);
        this.consumers = consumers;
    }

    /** A lane has opened. Its first record is at this offset or later. */
    void opened(TopicPartition source, long position) {
        if (!compared.contains(source)) {
            comparisons.put(source, new Comparison(position));
        }
    }

    /** The lane has received these records, so it decides about their keys. */
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

    /** Whether a scan or a removal is due at once. */
    boolean isBusy() {
        return mustScan() || comparisons.values().stream().anyMatch(comparison -> !comparison.removals.isEmpty());
    }

    /** Continues the scan by one poll. A failure is logged and does not stop the delivery. */
    void advance() {
        if (!mustScan()) {
            return;
        }
        try {
            if (scan == null) {
                beginScan();
            }
            if (scan.advance()) {
                scan.sources().forEach(source -> scheduleRemovals(source, scan.staleOf(source)));
                endScan();
            }
            failed = false;
        } catch (KafkaException e) {
            handleFailure(e);
        }
    }

    /**
     * Takes out tombstones for stale keys, a bounded number.
     *
     * @param lanes are notified of each deleted key
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

    /** The transaction with all tombstones that {@link #due} has returned is committed. */
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

    /** These partitions belong to another instance now. */
    void revoked(Collection<TopicPartition> sources) {
        sources.forEach(comparisons::remove);
        compared.removeAll(sources);
    }

    /**
     * Comparisons whose tombstones are not committed start again.
     *
     * @param lanes the offset at which each open lane goes on
     */
    void rewind(Map<TopicPartition, Long> lanes) {
        comparisons.clear();
        endScan();
        lanes.forEach(this::opened);
    }

    @Override
    public void close() {
        endScan();
    }

    private boolean mustScan() {
        return scan != null
                || (!isWaitingToRetry() && comparisons.values().stream().anyMatch(comparison -> !comparison.isScanned));
    }

    private void beginScan() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        comparisons.forEach((source, comparison) -> {
            if (!comparison.isScanned) {
                positions.put(source, comparison.position);
                scanning.add(comparison);
            }
        });
        Consumer<byte[], byte[]> consumer = consumers.get();
        try {
            scan = new StaleKeyScan(consumer, positions, (internal, topic) -> routes.get(internal)
                    .writesTo(topic));
        } finally {
            if (scan == null) {
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            }
        }
    }

    private void scheduleRemovals(TopicPartition source, Map<TopicPartition, Set<Bytes>> stale) {
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
            if (looksRecreated(source, keys)) {
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

    /** Whether the internal topic seems to have been recreated: it has none of many keys. */
    private boolean looksRecreated(TopicPartition source, Set<Bytes> staleKeys) {
        return staleKeys.size() >= MIN_KEYS_OF_RECREATED_TOPIC && scan.hasNone(source);
    }

    private void handleFailure(KafkaException failure) {
        endScan();
        if (KafkaFailures.canHeal(failure)) {
            failed = true;
            failedAt = System.nanoTime();
            LOG.warn(
                    "Comparing downstream with upstream failed and is tried again in {}: {}",
                    RETRY_DELAY,
                    failure.toString());
        } else {
            comparisons.values().removeIf(comparison -> !comparison.isScanned);
            LOG.error(
                    "Cannot compare downstream with upstream, so keys that no longer exist may stay: {}."
                            + " The sink needs READ on corridor., ops. and delays. (prefixes). Grant it and restart the sink",
                    failure.toString());
        }
    }

    private boolean isWaitingToRetry() {
        return failed && System.nanoTime() - failedAt < RETRY_DELAY.toNanos();
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

    /** The comparison of one partition of an internal topic with its downstream partitions. */
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
