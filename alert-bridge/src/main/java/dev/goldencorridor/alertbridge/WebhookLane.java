package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the changes of one partition to a webhook, one at a time and in order. Each change is retried until the webhook
 * accepts or refuses it. For one thread.
 */
final class WebhookLane {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLane.class);

    private static final String CLEARED = "CLEARED";

    private final Target target;
    private final Uuid topicId;
    private final AlertReader reader;
    private final HttpEndpoint endpoint;
    private final Backoff backoff;
    private final Runnable onResult;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();
    /** The alerts whose clearing this lane has sent and whose tombstone it has not read. */
    private final Set<String> clearedKeys = new HashSet<>();

    private final Cooldown retryCooldown = new Cooldown(System::nanoTime);
    private CompletableFuture<HttpResult> inFlight;
    private long completedOffset;
    private long nextOffset;
    private long delivered;
    private long failures;
    private long refusals;
    private long undecodable;

    /**
     * @param topicId Kafka's id of the topic that the records are read from
     * @param position the offset of the first record, or a lower one
     * @param onResult called when a request has a result, on any thread
     */
    WebhookLane(
            Target target,
            Uuid topicId,
            long position,
            AlertReader reader,
            HttpEndpoint endpoint,
            Backoff backoff,
            Runnable onResult) {
        this.target = target;
        this.topicId = topicId;
        this.completedOffset = position;
        this.nextOffset = position;
        this.reader = reader;
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.onResult = onResult;
    }

    /**
     * Adds the next records, up to the first one whose offset goes back: that record is in another topic with the same
     * name.
     *
     * @return the offset of that record; empty if all records were added
     */
    OptionalLong add(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() < nextOffset) {
                return OptionalLong.of(record.offset());
            }
            queue.add(record);
            nextOffset = record.offset() + 1;
        }
        return OptionalLong.empty();
    }

    /**
     * Processes the result of the request in flight, if there is one.
     *
     * @return the pause that the target requests for all lanes; zero if it requests none
     */
    Duration takeResult() {
        if (inFlight == null || !inFlight.isDone()) {
            return Duration.ZERO;
        }
        HttpResult result = inFlight.join();
        inFlight = null;
        ConsumerRecord<byte[], byte[]> record = queue.element();
        if (result.isSuccess()) {
            delivered++;
            finish(record);
            return Duration.ZERO;
        }
        if (result.isRefusal()) {
            refused(record, result);
            return Duration.ZERO;
        }
        failed(record, result);
        return result.retryAfter().orElse(Duration.ZERO);
    }

    /** A refused change is skipped, so that it does not block the partition. */
    private void refused(ConsumerRecord<byte[], byte[]> record, HttpResult result) {
        refusals++;
        LOG.error(
                "{} refuses the alert {} read at {}; it stays in the topic, and later alerts are sent: {}",
                target,
                AlertReader.key(record),
                Position.of(record),
                result);
        finish(record);
    }

    private void failed(ConsumerRecord<byte[], byte[]> record, HttpResult result) {
        failures++;
        Duration pause = result.pause(backoff);
        retryCooldown.begin(pause);
        LOG.warn(
                "{} does not take the alert {} read at {}, trying again in {}: {}",
                target,
                AlertReader.key(record),
                Position.of(record),
                pause,
                result);
    }

    /** Sends the next change if no request is in flight. */
    void send() {
        while (inFlight == null && !queue.isEmpty() && retryCooldown.isOver()) {
            ConsumerRecord<byte[], byte[]> record = queue.element();
            try {
                Optional<byte[]> event = event(record);
                if (event.isEmpty()) {
                    finish(record);
                    continue;
                }
                inFlight = endpoint.post(event.get());
                var unused = inFlight.whenComplete((result, noFailure) -> onResult.run());
            } catch (UndecodableException e) {
                undecodable++;
                LOG.error("The record at {} is no alert and is left out: {}", Position.of(record), e.getMessage());
                finish(record);
            } catch (RegistryUnavailableException e) {
                Duration pause = backoff.pause();
                retryCooldown.begin(pause);
                LOG.warn(
                        "Schema registry unavailable, trying again in {}: {} waits for the alert at {}: {}",
                        pause,
                        target,
                        Position.of(record),
                        e.getMessage());
            }
        }
    }

    /** The event of a record; empty for the tombstone of an alert that the webhook has as cleared. */
    private Optional<byte[]> event(ConsumerRecord<byte[], byte[]> record) {
        String key = AlertReader.key(record);
        if (record.value() == null) {
            // The clearing may be lost: it is compacted away if the sink or the bridge was down for too long.
            return clearedKeys.remove(key)
                    ? Optional.empty()
                    : Optional.of(CloudEvent.deleted(
                            id(record), record.topic(), key, Instant.ofEpochMilli(record.timestamp())));
        }
        DelayAlert alert = reader.read(record);
        if (alert.getState().equals(CLEARED)) {
            clearedKeys.add(key);
        } else {
            clearedKeys.remove(key);
        }
        return Optional.of(CloudEvent.of(id(record), record.topic(), key, alert));
    }

    /** Offsets begin at 0 again when a topic is created again, but the topic then has another id. */
    private String id(ConsumerRecord<byte[], byte[]> record) {
        return topicId + "/" + record.partition() + "/" + record.offset();
    }

    private void finish(ConsumerRecord<byte[], byte[]> record) {
        backoff.reset();
        queue.remove();
        completedOffset = record.offset() + 1;
    }

    /** The offset after the last completed record. */
    long completedOffset() {
        return completedOffset;
    }

    boolean isIdle() {
        return queue.isEmpty();
    }

    int waiting() {
        return queue.size();
    }

    /** The request in flight, or a completed future. */
    CompletableFuture<?> inFlight() {
        return inFlight == null ? CompletableFuture.completedFuture(null) : inFlight;
    }

    long delivered() {
        return delivered;
    }

    long failures() {
        return failures;
    }

    long refusals() {
        return refusals;
    }

    long undecodable() {
        return undecodable;
    }
}
