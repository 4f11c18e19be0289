package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.KafkaFailures;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards every change of an alert to one webhook. All work runs on the thread that calls {@link #run}.
 *
 * <p>Each partition has a lane, which sends its changes one after the other. This keeps the order of each key, and a
 * slow response delays no other partition. Offsets are committed after the response, so each change is sent at least
 * once. The event id identifies duplicates.
 */
final class WebhookFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookFeed.class);
    private static final Duration MAX_POLL = Duration.ofMillis(100);
    private static final long MAX_WAIT_MS = 50;
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

    @Limit(
            scope = Scope.PROCESS,
            of = "the waiting changes of one partition on their way to webhooks",
            beyond = "the partition is paused",
            reason = "They are on the heap.")
    private static final int MAX_QUEUED_CHANGES = 500;
    /** How long to wait for the requests in flight before their partitions are revoked, or the feed closes. */
    private static final Duration LAST_RESULT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Target target;
    private final ChosenTopics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Function<Runnable, WebhookLane> laneFactory;
    private final CompletableFuture<Void> closing;

    private final Map<TopicPartition, WebhookLane> lanes = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Semaphore results = new Semaphore(0);
    private final Cooldown targetCooldown = new Cooldown(System::nanoTime);
    private final Cooldown commitCooldown = new Cooldown(System::nanoTime);
    private long delivered;
    private long failures;
    private long refusals;
    private long undecodable;

    /**
     * @param consumer reads committed records in the target's group; the feed subscribes and closes it
     * @param laneFactory creates a lane that calls its argument when a request has a result
     * @param closing completed, together with a wake-up of the consumer, ends the feed
     */
    WebhookFeed(
            Target target,
            ChosenTopics topics,
            Consumer<byte[], byte[]> consumer,
            Function<Runnable, WebhookLane> laneFactory,
            CompletableFuture<Void> closing) {
        this.target = target;
        this.topics = topics;
        this.consumer = consumer;
        this.laneFactory = laneFactory;
        this.closing = closing;
    }

    /** Works until the feed is closed; throws only failures that a retry cannot heal. */
    @Override
    public void run() {
        try {
            consumer.subscribe(topics.pattern(), new Rebalances());
            while (!closing.isDone()) {
                try {
                    runOnce();
                } catch (WakeupException closed) {
                    // The close woke the consumer; the loop condition ends the feed.
                } catch (KafkaException e) {
                    if (!KafkaFailures.canHeal(e)) {
                        throw e;
                    }
                    LOG.warn("Reading the alerts for {} failed and is tried again: {}", target, e.toString());
                    awaitResult();
                }
            }
            settle(List.copyOf(lanes.keySet()));
        } finally {
            addCounters(lanes.values());
            LOG.info(
                    "The feed of {} closes: {} changes delivered, {} tries failed; {} refused, {} records were no alerts",
                    target,
                    delivered,
                    failures,
                    refusals,
                    undecodable);
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void runOnce() {
        boolean busy = isBusy();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(busy ? Duration.ZERO : MAX_POLL);
        for (TopicPartition partition : records.partitions()) {
            lanes.computeIfAbsent(partition, any -> laneFactory.apply(results::release))
                    .add(records.records(partition));
        }
        advance();
        pauseFullLanes();
        if (commitCooldown.isOver()) {
            commit(lanes.keySet());
            commitCooldown.begin(COMMIT_INTERVAL);
        }
        if (busy && isBusy()) {
            awaitResult();
        }
    }

    private boolean isBusy() {
        return lanes.values().stream().anyMatch(lane -> !lane.isIdle());
    }

    private void advance() {
        lanes.values().forEach(lane -> targetCooldown.extend(lane.takeResult()));
        if (targetCooldown.isOver()) {
            lanes.values().forEach(WebhookLane::send);
        }
    }

    /** Bounds the memory: changes that do not fit stay in the brokers. */
    private void pauseFullLanes() {
        lanes.forEach((partition, lane) -> {
            if (lane.waiting() >= MAX_QUEUED_CHANGES) {
                consumer.pause(List.of(partition));
            } else if (consumer.paused().contains(partition)) {
                consumer.resume(List.of(partition));
            }
        });
    }

    private void awaitResult() {
        try {
            boolean unused = results.tryAcquire(MAX_WAIT_MS, TimeUnit.MILLISECONDS);
            results.drainPermits();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The next commit repairs a failed one; a restart before it sends some changes again. */
    private void commit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            WebhookLane lane = lanes.get(partition);
            // The end of a transaction has an offset too. An idle lane commits past it, so that no lag is shown.
            long next = lane.isIdle() ? consumer.position(partition) : lane.completedOffset();
            if (next >= 0 && next != committed.getOrDefault(partition, -1L)) {
                offsets.put(partition, new OffsetAndMetadata(next));
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets);
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            if (!KafkaFailures.canHeal(e)) {
                throw e;
            }
            LOG.warn("Committing how far {} has got failed and is tried again: {}", target, e.toString());
        }
    }

    /** Waits for the requests in flight of these partitions and commits their offsets, before they are revoked. */
    private void settle(Collection<TopicPartition> leaving) {
        CompletableFuture<?>[] inFlight = leaving.stream()
                .map(partition -> lanes.get(partition).inFlight())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(inFlight)
                .completeOnTimeout(null, LAST_RESULT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        leaving.forEach(partition -> lanes.get(partition).takeResult());
        try {
            commit(leaving);
        } catch (WakeupException e) {
            // The close woke the commit. The consumer is woken only once, so a second call succeeds.
            commit(leaving);
        }
    }

    private void closeLanes(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            WebhookLane lane = lanes.remove(partition);
            committed.remove(partition);
            if (lane != null) {
                addCounters(List.of(lane));
            }
        }
    }

    private void addCounters(Collection<WebhookLane> over) {
        for (WebhookLane lane : over) {
            delivered += lane.delivered();
            failures += lane.failures();
            refusals += lane.refusals();
            undecodable += lane.undecodable();
        }
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                LOG.info("Assigned {} for {}", partitions, target);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            List<TopicPartition> leaving =
                    partitions.stream().filter(lanes::containsKey).toList();
            settle(leaving);
            closeLanes(leaving);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            closeLanes(partitions);
        }
    }
}
