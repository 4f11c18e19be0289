package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the changes of one partition to a webhook, one at a time and in order. Each change is retried until the webhook
 * accepts or refuses it. First it sends the deletions of alerts that are over without a record. For one thread.
 */
final class WebhookLane {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLane.class);

    private static final String CLEARED = "CLEARED";

    private final Target target;
    private final LaneStart start;
    private final OpenAlerts alerts;
    private final AlertReader reader;
    private final HttpEndpoint endpoint;
    private final Backoff backoff;
    private final Clock clock;
    private final Runnable onResult;
    /** Keys of alerts that are over without a record. They precede the queue. */
    private final ArrayDeque<String> over;

    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();

    private final Cooldown retryCooldown = new Cooldown(System::nanoTime);
    private Change sending;
    private CompletableFuture<HttpResult> inFlight;
    private long completedOffset;
    private long nextOffset;
    private long delivered;
    private long failures;
    private long refusals;
    private long undecodable;

    private enum Kind {
        OPEN,
        CLEARED,
        DELETED
    }

    /**
     * A change that is sent.
     *
     * @param key the key of the alert
     * @param kind the state of the alert after the change
     * @param eventId the id of its event
     * @param origin the position of its record, for the log
     */
    private record Change(String key, Kind kind, String eventId, String origin) {}

    /**
     * @param clock the time of an event without a record
     * @param onResult called when a request has a result, on any thread
     */
    WebhookLane(
            Target target,
            LaneStart start,
            AlertReader reader,
            HttpEndpoint endpoint,
            Backoff backoff,
            Clock clock,
            Runnable onResult) {
        this.target = target;
        this.start = start;
        this.alerts = start.alerts();
        this.reader = reader;
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.clock = clock;
        this.onResult = onResult;
        this.over = new ArrayDeque<>(start.over());
        this.completedOffset = start.position();
        this.nextOffset = start.position();
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
        if (result.isSuccess()) {
            delivered++;
            accepted(sending);
            finish();
            return Duration.ZERO;
        }
        if (result.isRefusal()) {
            refused(sending, result);
            finish();
            return Duration.ZERO;
        }
        failed(sending, result);
        return result.retryAfter().orElse(Duration.ZERO);
    }

    private void accepted(Change change) {
        if (change.kind() == Kind.OPEN) {
            alerts.opened(change.key(), change.eventId());
        } else {
            alerts.closed(change.key());
        }
    }

    /** A refused change is skipped, so that it does not block the partition. */
    private void refused(Change change, HttpResult result) {
        refusals++;
        LOG.error(
                "{} refuses the alert {} read at {}; it stays in the topic, and later alerts are sent: {}",
                target,
                change.key(),
                change.origin(),
                result);
        if (change.kind() == Kind.DELETED) {
            // Otherwise each start would send it again.
            alerts.closed(change.key());
        }
    }

    private void failed(Change change, HttpResult result) {
        failures++;
        Duration pause = result.pause(backoff);
        retryCooldown.begin(pause);
        LOG.warn(
                "{} does not take the alert {} read at {}, trying again in {}: {}",
                target,
                change.key(),
                change.origin(),
                pause,
                result);
    }

    /** Sends the next change if no request is in flight. */
    void send() {
        while (inFlight == null && !isIdle() && retryCooldown.isOver()) {
            try {
                if (over.isEmpty()) {
                    sendRecord(queue.element());
                } else {
                    sendVanished(over.element());
                }
            } catch (UndecodableException e) {
                undecodable++;
                LOG.error(
                        "The record at {} is no alert and is left out: {}",
                        Position.of(queue.element()),
                        e.getMessage());
                finish();
            } catch (RegistryUnavailableException e) {
                Duration pause = backoff.pause();
                retryCooldown.begin(pause);
                LOG.warn(
                        "Schema registry unavailable, trying again in {}: {} waits for the alert at {}: {}",
                        pause,
                        target,
                        Position.of(queue.element()),
                        e.getMessage());
            }
        }
    }

    /** Sends the change of a record. Skips the tombstone of an alert that the webhook does not have as open. */
    private void sendRecord(ConsumerRecord<byte[], byte[]> record) {
        String key = AlertReader.key(record);
        String id = start.eventId(record.offset());
        String origin = Position.of(record).toString();
        if (record.value() != null) {
            DelayAlert alert = reader.read(record);
            Kind kind = alert.getState().equals(CLEARED) ? Kind.CLEARED : Kind.OPEN;
            post(new Change(key, kind, id, origin), CloudEvent.of(id, record.topic(), key, alert), traceOf(record));
        } else if (alerts.contains(key)) {
            // The clearing was compacted away, because the sink or the bridge was down for too long.
            Instant deletedAt = Instant.ofEpochMilli(record.timestamp());
            byte[] event = CloudEvent.deleted(id, record.topic(), key, deletedAt);
            post(new Change(key, Kind.DELETED, id, origin), event, traceOf(record));
        } else {
            finish();
        }
    }

    /** Sends the deletion of an alert without a record. Its id contains that of the event that opened the alert. */
    private void sendVanished(String key) {
        String id = alerts.eventId(key) + "/deleted";
        String origin = start.partition() + ", which has no record of it";
        post(
                new Change(key, Kind.DELETED, id, origin),
                CloudEvent.deleted(id, start.partition().topic(), key, clock.instant()),
                new TracedRecord(start.partition().topic(), null));
    }

    private static TracedRecord traceOf(ConsumerRecord<byte[], byte[]> record) {
        return new TracedRecord(record.topic(), TraceParent.of(record.headers()));
    }

    private void post(Change change, byte[] event, TracedRecord record) {
        sending = change;
        inFlight = endpoint.post(event, List.of(record));
        var unused = inFlight.whenComplete((result, noFailure) -> onResult.run());
    }

    private void finish() {
        backoff.reset();
        if (over.isEmpty()) {
            completedOffset = queue.remove().offset() + 1;
        } else {
            over.remove();
        }
    }

    /** The alerts that the webhook has as open after the completed changes. */
    OpenAlerts alerts() {
        return alerts;
    }

    /** The offset after the last completed record. */
    long completedOffset() {
        return completedOffset;
    }

    boolean isIdle() {
        return queue.isEmpty() && over.isEmpty();
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
