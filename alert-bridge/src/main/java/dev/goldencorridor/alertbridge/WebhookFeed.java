package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.kafka.KafkaFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
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
 *
 * <p>Offsets and the set of alerts that the webhook has as open are committed in one transaction. The group's
 * coordinator refuses the transaction of an instance that has lost its partitions without noticing. So such an instance
 * can repeat a change, but it cannot overwrite the state of its successor.
 */
final class WebhookFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookFeed.class);
    private static final Duration MAX_POLL = Duration.ofMillis(100);
    private static final long MAX_WAIT_MS = 50;
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
    /** How long to wait for the requests in flight before their partitions are revoked, or the feed closes. */
    private static final Duration LAST_RESULT_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Target target;
    private final ChosenTopics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final TargetMonitor monitor;
    private final CompletableFuture<Void> closing;

    private final WebhookLanes lanes;
    private final Delivery delivery;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Semaphore results;
    private final Cooldown commitCooldown = new Cooldown(System::nanoTime);

    /**
     * @param consumer reads committed records in the target's group; the feed subscribes and closes it
     * @param lanes the lanes of the consumer's partitions
     * @param delivery commits offsets and the state of the webhook; the feed closes it
     * @param results gets a permit when a request of a lane has a result
     * @param closing completed, together with a wake-up of the consumer, ends the feed
     */
    WebhookFeed(
            Target target,
            ChosenTopics topics,
            Consumer<byte[], byte[]> consumer,
            WebhookLanes lanes,
            Delivery delivery,
            Semaphore results,
            TargetMonitor monitor,
            CompletableFuture<Void> closing) {
        this.target = target;
        this.topics = topics;
        this.consumer = consumer;
        this.lanes = lanes;
        this.delivery = delivery;
        this.results = results;
        this.monitor = monitor;
        this.closing = closing;
    }

    /** Works until the feed is closed; throws only failures that a retry cannot heal. */
    @Override
    public void run() {
        try {
            consumer.subscribe(topics.pattern(), new Rebalances());
            while (!closing.isDone()) {
                monitor.turn();
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
            settle(lanes.partitions());
        } finally {
            closeLanes(lanes.partitions());
            lanes.logClosed();
            try {
                delivery.close();
            } finally {
                consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
            }
        }
    }

    private void runOnce() {
        lanes.open();
        boolean busy = lanes.isBusy();
        lanes.add(consumer.poll(busy ? Duration.ZERO : MAX_POLL));
        lanes.advance();
        lanes.pauseFull();
        if (commitCooldown.isOver()) {
            commit(lanes.partitions());
            commitCooldown.begin(COMMIT_INTERVAL);
        }
        closeLanes(lanes.finished());
        if (busy && lanes.isBusy()) {
            awaitResult();
        }
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
    private void commit(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        List<ProducerRecord<byte[], byte[]>> changes = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long next = lanes.completedOffset(partition);
            List<ProducerRecord<byte[], byte[]>> unsaved =
                    lanes.alerts(partition).unsaved();
            if (next != committed.getOrDefault(partition, -1L) || !unsaved.isEmpty()) {
                offsets.put(partition, new OffsetAndMetadata(next));
                changes.addAll(unsaved);
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        try {
            delivery.deliver(changes, offsets, consumer.groupMetadata());
            offsets.forEach((partition, offset) -> {
                committed.put(partition, offset.offset());
                lanes.alerts(partition).saved();
            });
        } catch (KafkaException e) {
            if (!KafkaFailures.canHeal(e)) {
                throw e;
            }
            LOG.warn("Committing how far {} has got failed and is tried again: {}", target, KafkaFailures.reason(e));
        }
    }

    /** Waits for the requests in flight of these partitions and commits their offsets, before they are revoked. */
    private void settle(Set<TopicPartition> leaving) {
        lanes.awaitResults(leaving, LAST_RESULT_TIMEOUT);
        try {
            commit(leaving);
        } catch (WakeupException e) {
            // The close woke the query of a position. The consumer is woken only once, so a second call succeeds.
            commit(leaving);
        }
    }

    private void closeLanes(Collection<TopicPartition> partitions) {
        lanes.close(partitions);
        partitions.forEach(committed::remove);
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                LOG.info("Assigned {} for {}", partitions, target);
                // No record may arrive before its lane is open.
                consumer.pause(partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Set<TopicPartition> leaving = new HashSet<>(partitions);
            leaving.retainAll(lanes.partitions());
            settle(leaving);
            closeLanes(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            closeLanes(partitions);
        }
    }
}
