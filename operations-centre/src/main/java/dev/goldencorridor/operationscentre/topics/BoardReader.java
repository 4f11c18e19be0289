package dev.goldencorridor.operationscentre.topics;

import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.operationscentre.state.BoardState;
import dev.goldencorridor.operationscentre.state.BoardTopics;
import dev.goldencorridor.runtime.health.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics from their beginning, on one thread and without a consumer group, and applies the records to the
 * board. It retries through failures of Kafka's client. Any other failure ends it.
 *
 * <p>Whenever the records read so far no longer determine the state, it starts a new reading from the beginning: a
 * topic was deleted or created again, the brokers have lost offsets, the pipeline's clock went back. Meanwhile viewers
 * keep the former state, and at the end they receive the differences. So a start and a repair are the same.
 */
final class BoardReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BoardReader.class);
    private static final Duration STEP_INTERVAL = Duration.ofMillis(100);
    private static final Duration IDLE_POLL = Duration.ofMillis(500);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(2);

    private final Board board;
    private final TopicMonitor monitor;
    private final RecordDecoder decoder;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Heartbeat heartbeat;
    private final InstantSource clock;
    private final CountDownLatch closing;
    private volatile Consumer<byte[], byte[]> current;
    private boolean hasShown;

    /**
     * @param consumers creates a read_committed consumer without a group that does not reset offsets
     * @param heartbeat beats in each turn
     * @param closing ends the reading
     */
    BoardReader(
            Board board,
            TopicMonitor monitor,
            RecordDecoder decoder,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Heartbeat heartbeat,
            InstantSource clock,
            CountDownLatch closing) {
        this.board = board;
        this.monitor = monitor;
        this.decoder = decoder;
        this.consumers = consumers;
        this.heartbeat = heartbeat;
        this.clock = clock;
        this.closing = closing;
    }

    /** Ends a poll of {@link #run}, so that it sees that it is to end. Safe from any thread. */
    void wakeup() {
        Consumer<byte[], byte[]> polling = current;
        if (polling != null) {
            polling.wakeup();
        }
    }

    /** The metrics of the consumer in use; empty if there is none. Safe from any thread. */
    Map<MetricName, ? extends Metric> metrics() {
        Consumer<byte[], byte[]> polling = current;
        return polling == null ? Map.of() : polling.metrics();
    }

    @Override
    public void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                String reason = new Reading(consumer).follow();
                LOG.info("Reading all topics again: {}", reason);
                board.status().catchingUp("the topics are read again, because " + reason);
            } catch (WakeupException | InterruptException e) {
                // Only close() wakes the consumer up.
                return;
            } catch (InvalidOffsetException e) {
                LOG.warn("Reading all topics again, because the brokers have lost offsets: {}", e.getMessage());
                board.status().catchingUp("the topics are read again, because the brokers have lost offsets");
            } catch (KafkaException e) {
                // E.g. a missing permission, which somebody may grant. Any other failure is a defect and ends the
                // board.
                LOG.error("The topics cannot be read, trying again in {}", RETRY_PAUSE, e);
                board.status().disconnected("the topics cannot be read: " + e.getMessage());
                heartbeat.beat();
                pause();
            }
        }
    }

    private void pause() {
        try {
            var unused = closing.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** One reading from the beginning of the topics. */
    private final class Reading {
        private final Consumer<byte[], byte[]> consumer;
        private final BoardState state = new BoardState();
        private final Map<String, TopicMonitor.Found> topics = new HashMap<>();
        private final Set<TopicPartition> unread = new HashSet<>();
        private boolean isShown;
        private boolean hasUnpublished;
        private long lastStep = System.nanoTime() - STEP_INTERVAL.toNanos();

        Reading(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        /** Reads until the state cannot be continued. Returns the reason, for a message. */
        private String follow() {
            if (!hasShown) {
                // At the first start viewers see the state grow.
                show();
            }
            readClock();
            while (true) {
                Map<String, TopicMonitor.Found> found = monitor.topics();
                for (Map.Entry<String, TopicMonitor.Found> topic : topics.entrySet()) {
                    TopicMonitor.Found now = found.get(topic.getKey());
                    if (now == null) {
                        return "topic " + topic.getKey() + " was deleted";
                    }
                    if (!now.id().equals(topic.getValue().id())) {
                        return "topic " + topic.getKey() + " was created again";
                    }
                }
                add(found);
                poll();
                if (state.clockWentBack()) {
                    return "the pipeline's clock went back";
                }
                stepIfDue();
                updateStatus();
            }
        }

        /** The clock decides which values are live, so it is read first. */
        private void readClock() {
            while (!monitor.hasAnswer()) {
                updateStatus();
                pauseWithoutPartitions();
            }
            Map<String, TopicMonitor.Found> found = monitor.topics();
            if (found.containsKey(BoardTopics.CLOCK)) {
                add(Map.of(BoardTopics.CLOCK, found.get(BoardTopics.CLOCK)));
                while (!unread.isEmpty() && monitor.topics().containsKey(BoardTopics.CLOCK)) {
                    poll();
                    updateStatus();
                }
            }
            state.clockIsCurrent();
        }

        /** Begins to read the partitions that are not read yet. */
        private void add(Map<String, TopicMonitor.Found> found) {
            List<TopicPartition> added = new ArrayList<>();
            found.forEach((name, topic) -> {
                int known = topics.containsKey(name) ? topics.get(name).partitions() : 0;
                for (int partition = known; partition < topic.partitions(); partition++) {
                    added.add(new TopicPartition(name, partition));
                }
                topics.put(name, topic);
            });
            if (!added.isEmpty()) {
                List<TopicPartition> all = new ArrayList<>(consumer.assignment());
                all.addAll(added);
                consumer.assign(all);
                consumer.seekToBeginning(added);
                unread.addAll(added);
                LOG.info("Reading {} partitions, {} of them from their beginning", all.size(), added.size());
            }
        }

        private void poll() {
            if (consumer.assignment().isEmpty()) {
                // Without partitions a poll is an error.
                pauseWithoutPartitions();
                return;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(untilNextStep());
            Instant now = clock.instant();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                hasUnpublished |= decoder.apply(record, state, now);
            }
            board.status().read(records.count());
            unread.removeIf(partition -> consumer.currentLag(partition).orElse(Long.MAX_VALUE) <= 0);
        }

        private void pauseWithoutPartitions() {
            try {
                var unused = closing.await(STEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            if (closing.getCount() == 0) {
                throw new WakeupException();
            }
        }

        private Duration untilNextStep() {
            if (!hasUnpublished || !isShown) {
                return IDLE_POLL;
            }
            Duration left = STEP_INTERVAL.minusNanos(System.nanoTime() - lastStep);
            return left.isNegative() ? Duration.ZERO : left;
        }

        /** The first change after a pause is published at once, further ones together after the interval. */
        private void stepIfDue() {
            if (!isShown && unread.isEmpty()) {
                show();
                board.replaceLive();
                hasUnpublished = false;
                return;
            }
            boolean isDue = System.nanoTime() - lastStep >= STEP_INTERVAL.toNanos();
            if (isShown && hasUnpublished && isDue) {
                lastStep = System.nanoTime();
                hasUnpublished = false;
                board.step();
            }
        }

        private void show() {
            board.show(state);
            isShown = true;
            hasShown = true;
        }

        private void updateStatus() {
            heartbeat.beat();
            if (closing.getCount() == 0) {
                throw new WakeupException();
            }
            if (monitor.failure().isPresent()) {
                board.status().disconnected(monitor.failure().get());
            } else if (!monitor.hasAnswer()) {
                board.status().catchingUp("the brokers have not answered yet");
            } else if (topics.isEmpty()) {
                board.status().catchingUp("there are no topics to read; create them with: corridor topics --apply");
            } else if (unread.isEmpty()) {
                board.status().live();
            } else {
                board.status().catchingUp(unread.size() + " partitions are not read to their end yet");
            }
        }
    }
}
