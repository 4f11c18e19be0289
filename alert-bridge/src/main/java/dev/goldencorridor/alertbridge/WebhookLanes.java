package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.kafka.KafkaFailures;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of the partitions that are assigned to the feed of one webhook. A partition is paused until its lane is
 * open, and while the queue of its lane is full.
 *
 * <p>If the offsets of a partition go back, its topic was deleted and created again. The lane then completes its queue
 * and is replaced by a new one, which has the id of the new topic. For one thread.
 */
final class WebhookLanes {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLanes.class);
    private static final Duration MIN_OPEN_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_OPEN_PAUSE = Duration.ofSeconds(5);
    private static final Duration MAX_OPEN_TIME = Duration.ofSeconds(1);

    @Limit(
            scope = Scope.PROCESS,
            of = "the waiting changes of one partition on their way to webhooks",
            beyond = "the partition is paused",
            reason = "They are on the heap.")
    private static final int MAX_QUEUED_CHANGES = 500;

    private final Target target;
    private final Consumer<byte[], byte[]> consumer;
    private final Opener opener;

    private final Map<TopicPartition, WebhookLane> lanes = new HashMap<>();
    /** Partitions whose offsets have gone back. Their lanes close when they are idle. */
    private final Set<TopicPartition> restarted = new HashSet<>();

    /** How often the opening of a lane has failed since its partition was assigned. */
    private final Map<TopicPartition, Integer> failedOpenings = new HashMap<>();

    private final Cooldown targetCooldown = new Cooldown(System::nanoTime);
    private final Cooldown openCooldown = new Cooldown(System::nanoTime);
    private final Backoff openBackoff = new Backoff(MIN_OPEN_PAUSE, MAX_OPEN_PAUSE);
    private long delivered;
    private long failures;
    private long refusals;
    private long undecodable;

    /** Opens the lane of a partition. */
    interface Opener {
        /**
         * Opens a lane; it may query the brokers.
         *
         * @param position all records before this offset have been processed
         * @throws RuntimeException if the brokers do not answer; a retry can heal it
         */
        WebhookLane open(TopicPartition partition, long position);
    }

    WebhookLanes(Target target, Consumer<byte[], byte[]> consumer, Opener opener) {
        this.target = target;
        this.consumer = consumer;
        this.opener = opener;
    }

    /**
     * Opens lanes of assigned partitions for a limited time, so that the open lanes go on. After a failure it pauses,
     * and then begins with the partition that has failed least.
     */
    void open() {
        List<TopicPartition> closed = new ArrayList<>(consumer.assignment());
        closed.removeAll(lanes.keySet());
        closed.sort(Comparator.comparing(partition -> failedOpenings.getOrDefault(partition, 0)));
        long begin = System.nanoTime();
        for (TopicPartition partition : closed) {
            if (openCooldown.isOver() && System.nanoTime() - begin < MAX_OPEN_TIME.toNanos()) {
                knownPosition(partition).ifPresent(position -> open(partition, position));
            }
        }
    }

    private OptionalLong knownPosition(TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            // The brokers have not answered yet.
            return OptionalLong.empty();
        }
    }

    private void open(TopicPartition partition, long position) {
        try {
            lanes.put(partition, opener.open(partition, position));
            failedOpenings.remove(partition);
            openBackoff.reset();
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            if (!KafkaFailures.canHeal(e)) {
                throw e;
            }
            failedOpenings.merge(partition, 1, Integer::sum);
            Duration pause = openBackoff.pause();
            openCooldown.begin(pause);
            LOG.warn(
                    "{} for {} cannot be read yet, trying again in {}: {}",
                    partition,
                    target,
                    pause,
                    KafkaFailures.reason(e));
        }
    }

    /** Adds polled records to their lanes. */
    void add(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            lanes.get(partition).add(records.records(partition)).ifPresent(offset -> {
                LOG.warn("The offsets of {} begin again: its topic was created again, or has lost records", partition);
                restarted.add(partition);
                consumer.seek(partition, offset);
            });
        }
    }

    boolean isBusy() {
        return lanes.values().stream().anyMatch(lane -> !lane.isIdle());
    }

    /** Processes results and sends the next changes. */
    void advance() {
        lanes.values().forEach(lane -> targetCooldown.extend(lane.takeResult()));
        if (targetCooldown.isOver()) {
            lanes.values().forEach(WebhookLane::send);
        }
    }

    /** Limits the memory: changes that do not fit stay in the brokers. */
    void pauseFull() {
        lanes.forEach((partition, lane) -> {
            if (lane.waiting() >= MAX_QUEUED_CHANGES || restarted.contains(partition)) {
                consumer.pause(List.of(partition));
            } else if (consumer.paused().contains(partition)) {
                consumer.resume(List.of(partition));
            }
        });
    }

    Set<TopicPartition> partitions() {
        return Set.copyOf(lanes.keySet());
    }

    /** Partitions whose offsets have gone back, and whose lanes have nothing to send or to save. */
    List<TopicPartition> finished() {
        return restarted.stream()
                .filter(partition -> lanes.get(partition).isIdle()
                        && lanes.get(partition).alerts().unsaved().isEmpty())
                .toList();
    }

    /**
     * The offset to commit for a partition. The end of a transaction has an offset too. An idle lane commits past it,
     * so that no lag is shown. The offsets of a former topic do not count in the new one.
     */
    long completedOffset(TopicPartition partition) {
        WebhookLane lane = lanes.get(partition);
        return lane.isIdle() || restarted.contains(partition) ? consumer.position(partition) : lane.completedOffset();
    }

    /** The alerts that the webhook has as open after the completed changes of a partition. */
    OpenAlerts alerts(TopicPartition partition) {
        return lanes.get(partition).alerts();
    }

    /** Waits for the requests in flight of these partitions, up to a time limit, and processes their results. */
    void awaitResults(Collection<TopicPartition> partitions, Duration timeout) {
        CompletableFuture<?>[] inFlight = partitions.stream()
                .map(partition -> lanes.get(partition).inFlight())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(inFlight)
                .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        partitions.forEach(partition -> lanes.get(partition).takeResult());
    }

    /** Closes the lanes of these partitions; partitions without a lane are ignored. */
    void close(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            restarted.remove(partition);
            failedOpenings.remove(partition);
            WebhookLane lane = lanes.remove(partition);
            if (lane != null) {
                delivered += lane.delivered();
                failures += lane.failures();
                refusals += lane.refusals();
                undecodable += lane.undecodable();
            }
        }
    }

    void logClosed() {
        LOG.info(
                "The feed of {} closes: {} changes delivered, {} tries failed; {} refused, {} records were no alerts",
                target,
                delivered,
                failures,
                refusals,
                undecodable);
    }
}
