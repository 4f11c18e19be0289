package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.KafkaFailures;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the alerts of the topics to one Alertmanager. All work runs on the thread that calls {@link #run}.
 *
 * <p>The feed belongs to no consumer group and commits nothing. At its start it reads the topics from the beginning, so
 * it has no state that could get lost or become wrong. Several instances may run: Alertmanager deduplicates their
 * alerts.
 */
final class AlertmanagerFeed implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerFeed.class);

    @Limit(
            scope = Scope.PROCESS,
            of = "the alerts of one request to Alertmanager",
            beyond = "the next request has them",
            reason = "The size of a request stays limited during a storm of alerts.")
    private static final int MAX_NOTIFICATIONS_PER_REQUEST = 200;

    private static final Duration MAX_POLL = Duration.ofMillis(100);
    private static final Duration READ_RETRY_DELAY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Target target;
    private final Consumer<byte[], byte[]> consumer;
    private final AlertReader reader;
    private final AlertStates states;
    private final AlertPartitions partitions;
    private final AlertmanagerSender sender;
    private final Cooldown readCooldown;
    private final TargetMonitor monitor;
    private final CompletableFuture<Void> closing;
    private long undecodable;

    /**
     * @param consumer reads committed records and has no group; the feed closes it
     * @param nanos measures the pauses, like {@link System#nanoTime}
     * @param closing completed, together with a wake-up of the consumer, ends the feed
     */
    AlertmanagerFeed(
            Target target,
            Consumer<byte[], byte[]> consumer,
            AlertReader reader,
            AlertStates states,
            AlertPartitions partitions,
            AlertmanagerSender sender,
            LongSupplier nanos,
            TargetMonitor monitor,
            CompletableFuture<Void> closing) {
        this.target = target;
        this.consumer = consumer;
        this.reader = reader;
        this.states = states;
        this.partitions = partitions;
        this.sender = sender;
        this.readCooldown = new Cooldown(nanos);
        this.monitor = monitor;
        this.closing = closing;
    }

    /** Works until the feed is closed; throws only failures that a retry cannot heal. */
    @Override
    public void run() {
        try {
            while (!closing.isDone()) {
                monitor.turn();
                read();
                sendDue();
            }
        } catch (WakeupException closed) {
            // The wake-up ends the feed.
        } finally {
            LOG.info(
                    "The feed of {} closes: {} alerts sent in {} requests, {} of which failed; {} refused, {} records were no alerts; {} fire, {} changes wait",
                    target,
                    sender.sent(),
                    sender.requests(),
                    sender.failures(),
                    sender.refusals(),
                    undecodable,
                    states.firing(),
                    states.pendingChanges());
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    /** Reads once. A failure that can heal delays the next read only: firing alerts are sent again meanwhile. */
    private void read() {
        try {
            partitions.discoverIfDue();
            Duration maxWait = hasMoreToSend() ? Duration.ZERO : MAX_POLL;
            if (partitions.isEmpty() || !readCooldown.isOver()) {
                pause(maxWait);
                return;
            }
            take(consumer.poll(maxWait));
        } catch (WakeupException e) {
            throw e;
        } catch (RegistryUnavailableException e) {
            LOG.warn(
                    "Schema registry unavailable, trying again in {}: {} waits for new alerts: {}",
                    READ_RETRY_DELAY,
                    target,
                    e.getMessage());
            readCooldown.begin(READ_RETRY_DELAY);
        } catch (KafkaException e) {
            if (!KafkaFailures.canHeal(e)) {
                throw e;
            }
            LOG.warn("Reading the alerts for {} failed and is tried again: {}", target, e.toString());
            readCooldown.begin(READ_RETRY_DELAY);
        }
    }

    private boolean hasMoreToSend() {
        return sender.isReady() && !states.due(1, partitions::isCaughtUp).isEmpty();
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> received : records.records(partition)) {
                try {
                    take(received);
                } catch (UndecodableException e) {
                    undecodable++;
                    LOG.error(
                            "The record at {} is no alert and is left out: {}", Position.of(received), e.getMessage());
                } catch (RegistryUnavailableException e) {
                    // The record may be a valid alert, so the rest of this poll is read again.
                    rewind(records, partition, received.offset());
                    throw e;
                }
            }
        }
        partitions.updateCaughtUp();
    }

    /** Seeks back to this offset on the failed partition, and to the start of the poll on the partitions after it. */
    private void rewind(ConsumerRecords<byte[], byte[]> records, TopicPartition failed, long offset) {
        boolean after = false;
        for (TopicPartition partition : records.partitions()) {
            if (partition.equals(failed)) {
                consumer.seek(partition, offset);
                after = true;
            } else if (after) {
                consumer.seek(partition, records.records(partition).get(0).offset());
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> received) {
        Position position = Position.of(received);
        DelayAlert alert = received.value() == null ? null : reader.read(received);
        states.update(
                AlertReader.key(received),
                alert,
                position,
                Instant.ofEpochMilli(received.timestamp()),
                TraceParent.of(received.headers()),
                !partitions.isCaughtUp(position.partition()));
    }

    /** Sends one request at most, so that every request carries the states that were read last. */
    private void sendDue() {
        if (!sender.isReady()) {
            return;
        }
        List<AlertStates.Notification> due = states.due(MAX_NOTIFICATIONS_PER_REQUEST, partitions::isCaughtUp);
        if (!due.isEmpty()) {
            sender.send(due);
        }
    }

    /** Waits for this time, or until the feed is closed. */
    private void pause(Duration time) {
        try {
            closing.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // The time is over.
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
