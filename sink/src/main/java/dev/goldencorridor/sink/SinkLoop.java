package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.registry.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Bytes;
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
    /** How long the offsets of values that were left out may stay uncommitted. */
    private static final long COMMIT_EVERY = 1_000;
    /**
     * Of queued records in one transaction. Without a bound, counts that came after 10,000 alerts were delivered after all
     * of them; with it, in the second transaction.
     */
    private static final int MOST_QUEUED = 500;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Map<String, Outlet> outlets;
    private final Consumer<byte[], byte[]> consumer;
    private final Delivery delivery;
    private final DeliveredContent deliveredContent;
    private final Clock clock;
    private final CountDownLatch closing;

    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private boolean failed;
    private long lastCommit;
    private long deliveredRecords;
    private long leftOut;
    private long rejections;

    /**
     * @param outlets how to read and write, by the name of the internal topic
     * @param consumer of the internal topics; the loop subscribes and closes it
     * @param closing counted down, together with a wake-up of the consumer, ends the loop
     */
    SinkLoop(
            Map<String, Outlet> outlets,
            Consumer<byte[], byte[]> consumer,
            Delivery delivery,
            DeliveredContent deliveredContent,
            Clock clock,
            CountDownLatch closing) {
        this.outlets = Map.copyOf(outlets);
        this.consumer = consumer;
        this.delivery = delivery;
        this.deliveredContent = deliveredContent;
        this.clock = clock;
        this.closing = closing;
    }

    /** Works until it is closed; throws only what would not go away by trying again. */
    void run() {
        try {
            consumer.subscribe(outlets.keySet(), new Rebalances());
            Duration pause = FIRST_PAUSE;
            while (!isClosing()) {
                try {
                    if (failed) {
                        rewind();
                    }
                    turn();
                    pause = failed ? pause : FIRST_PAUSE;
                } catch (WakeupException e) {
                    // Woken to close, between a poll and the taking in of what it brought.
                    failed = true;
                } catch (RuntimeException e) {
                    if (!canHeal(e)) {
                        throw e;
                    }
                    LOG.warn(
                            "Delivery failed and is tried again from the last committed offsets in {}: {}",
                            pause,
                            reason(e));
                    failed = true;
                    waitFor(pause);
                    pause = longer(pause);
                }
            }
            finish();
        } finally {
            close();
        }
    }

    /** One poll and what follows from it. */
    private void turn() {
        delivery.open();
        holdQueuesBack();
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(Duration.ofMillis(pollTime()));
        } catch (WakeupException e) {
            // Woken to see that it is time to close; nothing was fetched, so nothing is lost.
            return;
        }
        if (failed) {
            // A rebalance in the middle of the poll could not finish its work.
            return;
        }
        openLanes(records.partitions());
        for (ConsumerRecord<byte[], byte[]> received : records) {
            lanes.get(new TopicPartition(received.topic(), received.partition()))
                    .take(received);
        }
        records.nextOffsets().forEach((partition, next) -> {
            Lane lane = lanes.get(partition);
            if (lane != null) {
                lane.advanceTo(next.offset());
            }
        });
        long now = clock.millis();
        List<ProducerRecord<byte[], byte[]>> due = new ArrayList<>();
        int share = MOST_QUEUED / Math.max(1, queues().size());
        lanes.values().forEach(lane -> due.addAll(lane.due(now, Math.max(1, share))));
        long sinceCommit = now - lastCommit;
        if (!due.isEmpty() || sinceCommit >= COMMIT_EVERY || sinceCommit < 0) {
            deliver(due, lanes.keySet());
            lastCommit = now;
        }
    }

    /**
     * Pauses all partitions of a topic while one of them has a queue: else each of them could fill a poll in its turn. A
     * consumer keeps what it has fetched of a partition that is paused, so this costs nothing.
     */
    private void holdQueuesBack() {
        Set<String> topics = queues().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Set<TopicPartition> held = consumer.assignment().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
        Set<TopicPartition> free = new HashSet<>(consumer.paused());
        free.removeAll(held);
        consumer.resume(free);
        consumer.pause(held);
    }

    private Set<TopicPartition> queues() {
        Set<TopicPartition> queues = new HashSet<>();
        lanes.forEach((source, lane) -> {
            if (lane.isQueueing()) {
                queues.add(source);
            }
        });
        return queues;
    }

    private long pollTime() {
        long now = clock.millis();
        long time = LONGEST_POLL;
        for (Lane lane : lanes.values()) {
            OptionalLong next = lane.nextDue();
            if (next.isPresent()) {
                time = Math.min(time, Math.max(0, next.getAsLong() - now));
            }
        }
        return time;
    }

    /** A lane is opened with its first record: then the position is known, and with it that all before it is decided. */
    private void openLanes(Set<TopicPartition> sources) {
        Map<TopicPartition, DownstreamFormat> toRead = new HashMap<>();
        Set<TopicPartition> opening = new HashSet<>(sources);
        opening.removeAll(lanes.keySet());
        if (opening.isEmpty()) {
            return;
        }
        Map<TopicPartition, TopicPartition> downstream = new HashMap<>();
        for (TopicPartition source : opening) {
            outlets.get(source.topic()).known().ifPresent(known -> {
                TopicPartition partition = new TopicPartition(known.topic(), source.partition());
                downstream.put(source, partition);
                toRead.put(partition, known.format());
            });
        }
        Map<TopicPartition, Map<Bytes, Digest>> contents = deliveredContent.read(toRead);
        for (TopicPartition source : opening) {
            Map<Bytes, Digest> delivered = contents.getOrDefault(downstream.get(source), new HashMap<>());
            lanes.put(source, outlets.get(source.topic()).open(delivered));
            if (downstream.containsKey(source)) {
                LOG.info("Delivering {} to {}: {} keys are there", source, downstream.get(source), delivered.size());
            } else {
                LOG.info("Delivering {}", source);
            }
        }
    }

    /** Delivers these records and commits what is done on these partitions; does nothing if there is neither. */
    private void deliver(List<ProducerRecord<byte[], byte[]>> records, Collection<TopicPartition> sources) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition source : sources) {
            lanes.get(source).toCommit().ifPresent(offset -> offsets.put(source, new OffsetAndMetadata(offset)));
        }
        if (records.isEmpty() && offsets.isEmpty()) {
            return;
        }
        delivery.deliver(records, offsets, consumer.groupMetadata());
        offsets.forEach((source, offset) -> lanes.get(source).committed(offset.offset()));
        deliveredRecords += records.size();
    }

    private void rewind() {
        closeLanes(List.copyOf(lanes.keySet()));
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned);
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
        failed = false;
    }

    /** Nothing may wait for a successor that perhaps never comes: what is held goes out early. */
    private void finish() {
        if (failed) {
            return;
        }
        try {
            long now = clock.millis();
            List<ProducerRecord<byte[], byte[]>> rest = new ArrayList<>();
            lanes.values().forEach(lane -> rest.addAll(lane.all(now)));
            deliver(rest, lanes.keySet());
        } catch (RuntimeException e) {
            if (!canHeal(e)) {
                throw e;
            }
            failed = true;
            LOG.warn(
                    "The last delivery failed; whoever takes over does it again from the last committed offsets: {}",
                    reason(e));
        }
    }

    private void close() {
        closeLanes(List.copyOf(lanes.keySet()));
        LOG.info(
                "The sink closes: {} records written, {} of them to the rejects; {} left out as unchanged",
                deliveredRecords,
                rejections,
                leftOut);
        try {
            delivery.close();
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
        }
    }

    private void closeLanes(Collection<TopicPartition> sources) {
        for (TopicPartition source : sources) {
            Lane lane = lanes.remove(source);
            if (lane != null) {
                leftOut += lane.leftOut();
                rejections += lane.rejections();
            }
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void waitFor(Duration pause) {
        try {
            boolean unused = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static boolean canHeal(RuntimeException failure) {
        return (failure instanceof KafkaException || failure instanceof RegistryUnavailableException)
                && KafkaFailures.canHeal(failure);
    }

    private static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : failure + ", because of " + failure.getCause();
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
                    partitions.stream().filter(lanes::containsKey).toList();
            try {
                if (!failed) {
                    // What is held stays uncommitted: the next owner delivers it.
                    deliver(List.of(), leaving);
                }
            } catch (RuntimeException e) {
                if (!canHeal(e)) {
                    throw e;
                }
                failed = true;
                LOG.warn("Committing the offsets of {} before they leave failed: {}", leaving, reason(e));
            } finally {
                closeLanes(leaving);
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.warn("Lost {}: another instance has them", partitions);
            closeLanes(partitions);
        }
    }
}
