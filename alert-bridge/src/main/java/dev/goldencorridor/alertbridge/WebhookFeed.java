package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.KafkaFailures;
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
 * Passes every change of an alert on to one webhook; all on the thread that calls {@link #run}.
 *
 * <p>Each partition has a lane: its changes are sent one after the other, so the order of a key is kept, and a slow
 * answer holds up no other partition. Offsets are committed when the webhook has answered, so each change is sent at
 * least once; its id tells a second time.
 */
final class WebhookFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookFeed.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);
    private static final long LONGEST_WAIT_MS = 50;
    private static final Duration COMMIT_EVERY = Duration.ofMillis(500);
    /** A lane with so many changes waiting reads no more. */
    private static final int FULL = 500;
    /** How long a request under way is waited for before its partition leaves, or the feed closes. */
    private static final Duration LAST_ANSWER_WITHIN = Duration.ofSeconds(5);

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(3);

    private final Target target;
    private final ChosenTopics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Function<Runnable, WebhookLane> lanesMaker;
    private final CompletableFuture<Void> closing;

    private final Map<TopicPartition, WebhookLane> lanes = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Semaphore answers = new Semaphore(0);
    private final Cooldown rest = new Cooldown(System::nanoTime);
    private final Cooldown commitAgain = new Cooldown(System::nanoTime);
    private long delivered;
    private long failures;
    private long refusals;
    private long undecodable;

    /**
     * @param consumer reads committed records in the target's group; the feed subscribes and closes it
     * @param lanesMaker makes a lane that calls what it is given when an answer has come
     * @param closing completed, together with a wake-up of the consumer, ends the feed
     */
    WebhookFeed(
            Target target,
            ChosenTopics topics,
            Consumer<byte[], byte[]> consumer,
            Function<Runnable, WebhookLane> lanesMaker,
            CompletableFuture<Void> closing) {
        this.target = target;
        this.topics = topics;
        this.consumer = consumer;
        this.lanesMaker = lanesMaker;
        this.closing = closing;
    }

    /** Works until it is closed; throws only what would not go away by trying again. */
    @Override
    public void run() {
        try {
            consumer.subscribe(topics.pattern(), new Rebalances());
            while (!closing.isDone()) {
                try {
                    turn();
                } catch (WakeupException closed) {
                    // Woken to see that it is time to close.
                } catch (KafkaException e) {
                    if (!KafkaFailures.canHeal(e)) {
                        throw e;
                    }
                    LOG.warn("Reading the alerts for {} failed and is tried again: {}", target, e.toString());
                    awaitAnswer();
                }
            }
            part(List.copyOf(lanes.keySet()));
        } finally {
            count(lanes.values());
            LOG.info(
                    "The feed of {} closes: {} changes delivered, {} tries failed; {} refused, {} records were no alerts",
                    target,
                    delivered,
                    failures,
                    refusals,
                    undecodable);
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }

    private void turn() {
        boolean busy = isBusy();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(busy ? Duration.ZERO : LONGEST_POLL);
        for (TopicPartition partition : records.partitions()) {
            lanes.computeIfAbsent(partition, any -> lanesMaker.apply(answers::release))
                    .add(records.records(partition));
        }
        advance();
        holdBack();
        if (commitAgain.isOver()) {
            commit(lanes.keySet());
            commitAgain.begin(COMMIT_EVERY);
        }
        if (busy && isBusy()) {
            awaitAnswer();
        }
    }

    private boolean isBusy() {
        return lanes.values().stream().anyMatch(lane -> !lane.isIdle());
    }

    private void advance() {
        lanes.values().forEach(lane -> rest.extend(lane.takeAnswer()));
        if (rest.isOver()) {
            lanes.values().forEach(WebhookLane::send);
        }
    }

    /** Memory is bounded: what is not sent stays with the brokers. */
    private void holdBack() {
        lanes.forEach((partition, lane) -> {
            if (lane.waiting() >= FULL) {
                consumer.pause(List.of(partition));
            } else if (consumer.paused().contains(partition)) {
                consumer.resume(List.of(partition));
            }
        });
    }

    private void awaitAnswer() {
        try {
            boolean unused = answers.tryAcquire(LONGEST_WAIT_MS, TimeUnit.MILLISECONDS);
            answers.drainPermits();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** A failed commit is made up for by the next; until then a restart would send some changes again. */
    private void commit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            WebhookLane lane = lanes.get(partition);
            // The end of a transaction takes an offset too; past it, no lag is shown where there is nothing left to do.
            long next = lane.isIdle() ? consumer.position(partition) : lane.done();
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

    /** Before partitions leave: their requests under way are waited for, and what is done is committed. */
    private void part(Collection<TopicPartition> leaving) {
        CompletableFuture<?>[] underWay = leaving.stream()
                .map(partition -> lanes.get(partition).underWay())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(underWay)
                .completeOnTimeout(null, LAST_ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        leaving.forEach(partition -> lanes.get(partition).takeAnswer());
        try {
            commit(leaving);
        } catch (WakeupException e) {
            // Woken to close in the middle of it: the call after that goes through.
            commit(leaving);
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            WebhookLane lane = lanes.remove(partition);
            committed.remove(partition);
            if (lane != null) {
                count(List.of(lane));
            }
        }
    }

    private void count(Collection<WebhookLane> over) {
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
            part(leaving);
            forget(leaving);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            forget(partitions);
        }
    }
}
