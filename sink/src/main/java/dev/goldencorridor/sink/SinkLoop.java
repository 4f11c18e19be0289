package dev.goldencorridor.sink;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls, takes in, delivers what is due; all on the thread that calls {@link #run}.
 *
 * <p>No transaction is open while it polls, so a rebalance never meets one. After a failure it goes back to the last
 * committed offsets and forgets all that it held in memory: what is downstream tells it what was delivered.
 *
 * <p>Lanes that queue share a bound on what goes into one transaction, and are given no more until their queues are empty:
 * so a storm of alerts takes its share of each turn, and what the other lanes bring is delivered in every turn as well.
 */
final class SinkLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
    private static final long LONGEST_POLL = 100;
    private static final long BUSY_POLL = 1; // while there is something to compare
    /** How long the offsets of values that were left out may stay uncommitted. */
    private static final long COMMIT_EVERY = 1_000;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Set<String> topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Delivery delivery;
    private final Lanes lanes;
    private final StaleKeys staleKeys;
    private final Clock clock;
    private final CountDownLatch closing;

    private boolean failed;
    private long lastCommit;
    private long deliveredRecords;

    /**
     * @param topics the internal topics to read
     * @param consumer of the internal topics; the loop subscribes and closes it
     * @param closing counted down, together with a wake-up of the consumer, ends the loop
     */
    SinkLoop(
            Set<String> topics,
            Consumer<byte[], byte[]> consumer,
            Delivery delivery,
            Lanes lanes,
            StaleKeys staleKeys,
            Clock clock,
            CountDownLatch closing) {
        this.topics = Set.copyOf(topics);
        this.consumer = consumer;
        this.delivery = delivery;
        this.lanes = lanes;
        this.staleKeys = staleKeys;
        this.clock = clock;
        this.closing = closing;
    }

    /** Works until it is closed; throws only what would not go away by trying again. */
    void run() {
        try {
            consumer.subscribe(topics, new Rebalances());
            RetryPause pause = new RetryPause(closing);
            while (closing.getCount() > 0) {
                try {
                    if (failed) {
                        rewind();
                    }
                    turn();
                    if (!failed) {
                        pause.reset();
                    }
                } catch (WakeupException e) {
                    // Woken to close, between a poll and the taking in of what it brought.
                    failed = true;
                } catch (RuntimeException e) {
                    if (!RetryPause.canHeal(e)) {
                        throw e;
                    }
                    LOG.warn(
                            "Delivery failed and is tried again from the last committed offsets in {}: {}",
                            pause.next(),
                            RetryPause.reason(e));
                    failed = true;
                    pause.waitForNext();
                }
            }
            finish();
        } finally {
            close();
        }
    }

    private void turn() {
        delivery.open();
        holdQueuesBack();
        ConsumerRecords<byte[], byte[]> records;
        try {
            long longest = staleKeys.isBusy() ? BUSY_POLL : LONGEST_POLL;
            records = consumer.poll(Duration.ofMillis(lanes.untilDue(clock.millis(), longest)));
        } catch (WakeupException e) {
            // Woken to see that it is time to close; nothing was fetched, so nothing is lost.
            return;
        }
        if (failed) {
            // A rebalance in the middle of the poll could not finish its work.
            return;
        }
        openLanes(records);
        for (TopicPartition source : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> received = records.records(source);
            received.forEach(lanes.of(source)::take);
            staleKeys.taken(source, received);
        }
        records.nextOffsets().forEach((partition, next) -> {
            if (lanes.has(partition)) {
                lanes.of(partition).advanceTo(next.offset());
            }
        });
        staleKeys.advance();
        long now = clock.millis();
        List<ProducerRecord<byte[], byte[]>> due = lanes.due(now);
        due.addAll(staleKeys.due(lanes, now));
        long sinceCommit = now - lastCommit;
        if (!due.isEmpty() || sinceCommit >= COMMIT_EVERY || sinceCommit < 0) {
            deliver(due, lanes.sources());
            staleKeys.delivered();
            lastCommit = now;
        }
    }

    /**
     * Pauses all partitions of a topic while one of them has a queue: else each of them could fill a poll in its turn. A
     * consumer keeps what it has fetched of a partition that is paused, so this costs nothing.
     */
    private void holdQueuesBack() {
        Set<String> topics = lanes.queues().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Set<TopicPartition> held = consumer.assignment().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
        Set<TopicPartition> free = new HashSet<>(consumer.paused());
        free.removeAll(held);
        consumer.resume(free);
        consumer.pause(held);
    }

    /**
     * Opens a lane where the position is known: that means that all before it is decided. A partition without records gets
     * one too, since what it holds downstream may no longer exist.
     */
    private void openLanes(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, Long> opening = new HashMap<>();
        for (TopicPartition source : records.partitions()) {
            if (!lanes.has(source)) {
                opening.put(source, records.records(source).get(0).offset());
            }
        }
        for (TopicPartition source : consumer.assignment()) {
            if (!lanes.has(source) && !opening.containsKey(source)) {
                knownPosition(source).ifPresent(position -> opening.put(source, position));
            }
        }
        lanes.open(opening.keySet());
        opening.forEach((source, position) -> {
            lanes.of(source).beginAt(position);
            staleKeys.opened(source, position);
        });
    }

    private OptionalLong knownPosition(TopicPartition source) {
        try {
            return OptionalLong.of(consumer.position(source, Duration.ZERO));
        } catch (TimeoutException e) {
            // The group's earlier transactions are not decided yet, or the brokers have not answered.
            return OptionalLong.empty();
        }
    }

    /** Delivers these records and commits what is done on these partitions; does nothing if there is neither. */
    private void deliver(List<ProducerRecord<byte[], byte[]>> records, Collection<TopicPartition> sources) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                records.isEmpty() ? lanes.movedOffsets(sources) : lanes.allOffsets();
        if (records.isEmpty() && offsets.isEmpty()) {
            return;
        }
        delivery.deliver(records, offsets, consumer.groupMetadata());
        lanes.committed(offsets);
        deliveredRecords += records.size();
    }

    private void rewind() {
        lanes.close(lanes.sources());
        staleKeys.rewind();
        Set<TopicPartition> assigned = consumer.assignment();
        consumer.seekToBeginning(assigned);
        consumer.committed(assigned).forEach((partition, offset) -> {
            if (offset != null) {
                consumer.seek(partition, offset);
            }
        });
        failed = false;
    }

    /** Nothing may wait for a successor that perhaps never comes: what is held goes out early. */
    private void finish() {
        if (failed) {
            return;
        }
        try {
            deliver(lanes.all(clock.millis()), lanes.sources());
        } catch (RuntimeException e) {
            if (!RetryPause.canHeal(e)) {
                throw e;
            }
            failed = true;
            LOG.warn(
                    "The last delivery failed; whoever takes over does it again from the last committed offsets: {}",
                    RetryPause.reason(e));
        }
    }

    private void close() {
        lanes.close(lanes.sources());
        LOG.info(
                "The sink closes: {} records written, {} of them to the rejects; {} left out as unchanged",
                deliveredRecords,
                lanes.rejections(),
                lanes.leftOut());
        try {
            staleKeys.close();
            delivery.close();
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
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
                    // What is held stays uncommitted: the next owner delivers it.
                    deliver(List.of(), leaving);
                }
            } catch (RuntimeException e) {
                if (!RetryPause.canHeal(e)) {
                    throw e;
                }
                failed = true;
                LOG.warn("Committing the offsets of {} before they leave failed: {}", leaving, RetryPause.reason(e));
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
