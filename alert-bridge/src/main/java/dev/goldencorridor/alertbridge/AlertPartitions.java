package dev.goldencorridor.alertbridge;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the feed of one Alertmanager reads. Discovers new and deleted partitions, and records which ones
 * have been read to their end. For one thread.
 */
final class AlertPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(AlertPartitions.class);
    private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(5);

    private final Target target;
    private final ChosenTopics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final AlertStates states;
    private final Duration resend;
    private final Cooldown discoveryCooldown;

    /** Partitions whose end has not been reached since the feed began to read them. */
    private final Set<TopicPartition> unread = new HashSet<>();

    /** Assigned partitions that the last discovery did not list. */
    private Set<TopicPartition> missing = Set.of();

    /**
     * @param consumer its assignment is managed here
     * @param states is notified of deleted partitions
     * @param resend how often a firing alert is sent again; limits the duration of a discovery
     * @param nanos measures the interval between discoveries, like {@link System#nanoTime}
     */
    AlertPartitions(
            Target target,
            ChosenTopics topics,
            Consumer<byte[], byte[]> consumer,
            AlertStates states,
            Duration resend,
            LongSupplier nanos) {
        this.target = target;
        this.topics = topics;
        this.consumer = consumer;
        this.states = states;
        this.resend = resend;
        this.discoveryCooldown = new Cooldown(nanos);
    }

    /**
     * Discovers partitions if the interval has passed. The interval starts when the discovery ends: without brokers a
     * discovery itself takes long, and no alert is sent meanwhile.
     */
    void discoverIfDue() {
        if (discoveryCooldown.isOver()) {
            try {
                discover();
            } finally {
                discoveryCooldown.begin(DISCOVERY_INTERVAL);
            }
        }
    }

    boolean isEmpty() {
        return consumer.assignment().isEmpty();
    }

    boolean isCaughtUp(TopicPartition partition) {
        return !unread.contains(partition);
    }

    /**
     * Marks the partitions that the last poll has read to their end. The lag comes from the last fetch. A partition
     * that no broker serves has no lag, so it alone stays unread.
     */
    void updateCaughtUp() {
        unread.removeIf(partition -> consumer.currentLag(partition).orElse(Long.MAX_VALUE) <= 0);
    }

    private void discover() {
        Set<TopicPartition> existing = new LinkedHashSet<>();
        consumer.listTopics(discoveryTimeout()).forEach((topic, infos) -> {
            if (topics.include(topic)) {
                infos.forEach(info -> existing.add(new TopicPartition(topic, info.partition())));
            }
        });
        Set<TopicPartition> partitions = new LinkedHashSet<>(consumer.assignment());
        List<TopicPartition> added =
                existing.stream().filter(one -> !partitions.contains(one)).toList();
        Set<TopicPartition> unlisted = new HashSet<>(partitions);
        unlisted.removeAll(existing);
        List<TopicPartition> deleted = confirmDeleted(unlisted);
        if (added.isEmpty() && deleted.isEmpty()) {
            return;
        }
        partitions.addAll(added);
        deleted.forEach(partitions::remove);
        consumer.assign(partitions);
        if (!added.isEmpty()) {
            consumer.seekToBeginning(added);
            unread.addAll(added);
            LOG.info("Reading {} for {}", added, target);
        }
        if (!deleted.isEmpty()) {
            deleted.forEach(unread::remove);
            deleted.forEach(states::partitionDeleted);
            LOG.warn("{} no longer exist; their firing alerts are resolved at {}", deleted, target);
        }
    }

    /**
     * A partition counts as deleted when two discoveries in a row do not list it. A broker that has just started may
     * not list all topics yet.
     */
    private List<TopicPartition> confirmDeleted(Set<TopicPartition> unlisted) {
        List<TopicPartition> deleted =
                unlisted.stream().filter(missing::contains).toList();
        missing = unlisted;
        return deleted;
    }

    /** Once alerts may fire, a discovery must end before Alertmanager resolves them for want of a repetition. */
    private Duration discoveryTimeout() {
        Duration twice = resend.multipliedBy(2);
        return isEmpty() || twice.compareTo(DISCOVERY_INTERVAL) > 0 ? DISCOVERY_INTERVAL : twice;
    }
}
