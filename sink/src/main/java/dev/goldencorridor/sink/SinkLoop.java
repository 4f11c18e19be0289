package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.kafka.CommittedConsumer;
import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.kafka.KafkaFailures;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls records, adds them to the lanes and delivers due records. All work runs on the thread that calls {@link #run}.
 *
 * <p>No transaction is open during a poll, so a rebalance never meets one. After a failure the loop returns to the last
 * committed offsets, and so do its lanes. Only if nobody knows whether the transaction was aborted, new lanes read from
 * downstream which values were delivered. That takes seconds.
 *
 * <p>Lanes with a queue share a limit of the records of one transaction. They receive no more records until their
 * queues are empty. A storm of alerts therefore takes a bounded share of each turn, and the other lanes deliver in
 * every turn.
 */
final class SinkLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final long MAX_POLL_MS = 100;
    /** Used while stale keys are being scanned or removed. */
    private static final long BUSY_POLL_MS = 1;
    /** How long offsets may stay uncommitted if no record is delivered, e.g. because all values were unchanged. */
    private static final long COMMIT_INTERVAL_MS = 1_000;

    private static final Duration MIN_RETRY_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_RETRY_PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Set<String> topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Delivery delivery;
    private final Lanes lanes;
    private final SourcePartitions sourcePartitions;
    private final StaleKeys staleKeys;
    private final Clock clock;
    private final SinkProgress progress;
    private final CountDownLatch closing;

    private boolean failed;
    private long lastCommit;
    private long deliveredRecords;

    /**
     * @param consumer reads the internal topics; the loop subscribes and closes it
     * @param closing counted down, together with a wake-up of the consumer, ends the loop
     */
    SinkLoop(
            Set<String> topics,
            Consumer<byte[], byte[]> consumer,
            Delivery delivery,
            Lanes lanes,
            StaleKeys staleKeys,
            Clock clock,
            SinkProgress progress,
            CountDownLatch closing) {
        this.topics = Set.copyOf(topics);
        this.consumer = consumer;
        this.delivery = delivery;
        this.lanes = lanes;
        this.sourcePartitions = new SourcePartitions(consumer, lanes);
        this.staleKeys = staleKeys;
        this.clock = clock;
        this.progress = progress;
        this.closing = closing;
    }

    /** Works until the loop is closed; throws only failures that a retry cannot heal. */
    void run() {
        try {
            consumer.subscribe(topics, new Rebalances());
            Backoff backoff = new Backoff(MIN_RETRY_PAUSE, MAX_RETRY_PAUSE);
            while (closing.getCount() > 0) {
                progress.turn();
                try {
                    if (failed) {
                        rewind();
                    }
                    runOnce();
                    if (!failed) {
                        backoff.reset();
                        progress.delivered(consumer.groupMetadata().generationId() >= 0);
                    }
                } catch (WakeupException e) {
                    // The close woke a later call than the poll, so polled records may not be in the lanes.
                    failed = true;
                } catch (RuntimeException e) {
                    if (!canHeal(e)) {
                        throw e;
                    }
                    Duration pause = backoff.pause();
                    LOG.warn(
                            "Delivery failed and is tried again from the last committed offsets in {}: {}",
                            pause,
                            KafkaFailures.reason(e));
                    failed = true;
                    progress.failed();
                    waitUnlessClosing(pause);
                }
            }
            finish();
        } finally {
            close();
        }
    }

    private static boolean canHeal(RuntimeException failure) {
        return failure instanceof RegistryUnavailableException || KafkaFailures.canHeal(failure);
    }

    private void waitUnlessClosing(Duration pause) {
        try {
            boolean unused = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void runOnce() {
        delivery.open();
        sourcePartitions.pauseQueueing();
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = poll();
        } catch (WakeupException e) {
            // The close woke the poll. It fetched nothing, so nothing is lost.
            return;
        }
        if (failed) {
            // A rebalance during the poll could not commit its offsets.
            return;
        }
        openLanes(records);
        addToLanes(records);
        staleKeys.advance();
        deliverDue(clock.millis());
    }

    private ConsumerRecords<byte[], byte[]> poll() {
        long maxMillis = staleKeys.isBusy() ? BUSY_POLL_MS : MAX_POLL_MS;
        return consumer.poll(Duration.ofMillis(lanes.untilDue(clock.millis(), maxMillis)));
    }

    private void openLanes(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, Long> opening = sourcePartitions.withoutLane(records);
        lanes.open(opening.keySet());
        opening.forEach((source, position) -> {
            lanes.of(source).beginAt(position);
            staleKeys.opened(source, position);
        });
    }

    private void addToLanes(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition source : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> received = records.records(source);
            lanes.take(source, received);
            staleKeys.taken(source, received);
        }
        records.nextOffsets().forEach((partition, next) -> {
            if (lanes.has(partition)) {
                lanes.of(partition).advanceTo(next.offset());
            }
        });
    }

    private void deliverDue(long now) {
        List<ProducerRecord<byte[], byte[]>> due = lanes.due(now);
        due.addAll(staleKeys.due(lanes, now));
        if (!due.isEmpty() || isCommitDue(now)) {
            deliver(due, lanes.sources());
            staleKeys.delivered();
            lastCommit = now;
        }
    }

    /** A commit is also due if the clock was set back. */
    private boolean isCommitDue(long now) {
        long sinceCommit = now - lastCommit;
        return sinceCommit >= COMMIT_INTERVAL_MS || sinceCommit < 0;
    }

    /**
     * Delivers these records together with the offsets of all lanes. Without records, commits the offsets of these
     * partitions that have moved; without either, does nothing.
     */
    private void deliver(List<ProducerRecord<byte[], byte[]>> records, Collection<TopicPartition> sources) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                records.isEmpty() ? lanes.movedOffsets(sources) : lanes.allOffsets();
        if (records.isEmpty() && offsets.isEmpty()) {
            return;
        }
        progress.transaction(records, clock, () -> delivery.deliver(records, offsets, consumer.groupMetadata()));
        lanes.committed(offsets);
        deliveredRecords += records.size();
    }

    private void rewind() {
        staleKeys.rewind(sourcePartitions.rewind(delivery.isDecided()));
        failed = false;
    }

    /** Delivers held values before their interval ends, because no other instance may take over. */
    private void finish() {
        if (failed) {
            return;
        }
        try {
            deliver(lanes.all(clock.millis()), lanes.sources());
        } catch (RuntimeException e) {
            if (!canHeal(e)) {
                throw e;
            }
            failed = true;
            LOG.warn(
                    "The last delivery failed; the next owner of the partitions repeats it from the last committed offsets: {}",
                    KafkaFailures.reason(e));
        }
    }

    private void close() {
        lanes.close(lanes.sources());
        LOG.info(
                "The sink closes: {} records written, {} of them to the rejects; {} left out as unchanged",
                deliveredRecords,
                lanes.rejections(),
                lanes.skippedUnchanged());
        try {
            staleKeys.close();
            delivery.close();
        } finally {
            CommittedConsumer.closeAndLeave(consumer, CLOSE_TIMEOUT);
        }
    }

    private void closeLanes(Collection<TopicPartition> sources) {
        lanes.close(sources);
        staleKeys.revoked(sources);
    }

    private final class Rebalances implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                LOG.info("Assigned {}", partitions);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (partitions.isEmpty()) {
                return;
            }
            LOG.info("Revoked {}", partitions);
            List<TopicPartition> leaving =
                    partitions.stream().filter(lanes::has).toList();
            try {
                if (!failed) {
                    // The offsets of held values stay uncommitted, so the next owner delivers them.
                    deliver(List.of(), leaving);
                }
            } catch (RuntimeException e) {
                if (!canHeal(e)) {
                    throw e;
                }
                failed = true;
                LOG.warn("Committing the offsets of {} before they leave failed: {}", leaving, KafkaFailures.reason(e));
            } finally {
                closeLanes(partitions);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.warn("Lost {}: another instance has them", partitions);
            closeLanes(partitions);
        }
    }
}
