package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of one partition on their way to a webhook: one at a time and in order, each until it is taken or refused.
 * For one thread.
 */
final class WebhookLane {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLane.class);

    private final Target target;
    private final AlertReader reader;
    private final HttpEndpoint endpoint;
    private final Backoff backoff;
    private final Runnable answered;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> queue = new ArrayDeque<>();
    private final Cooldown tryAgain = new Cooldown(System::nanoTime);
    private CompletableFuture<HttpResult> underWay;
    private long done = -1;
    private long delivered;
    private long failures;
    private long refusals;
    private long undecodable;

    /** @param answered called, on any thread, when an answer has come */
    WebhookLane(Target target, AlertReader reader, HttpEndpoint endpoint, Backoff backoff, Runnable answered) {
        this.target = target;
        this.reader = reader;
        this.endpoint = endpoint;
        this.backoff = backoff;
        this.answered = answered;
    }

    void add(List<ConsumerRecord<byte[], byte[]>> records) {
        queue.addAll(records);
    }

    /**
     * Takes in an answer that has come. Returns how long the target asks to be left alone, which goes for all lanes; zero
     * if it does not ask.
     */
    Duration takeAnswer() {
        if (underWay == null || !underWay.isDone()) {
            return Duration.ZERO;
        }
        HttpResult answer = underWay.join();
        underWay = null;
        ConsumerRecord<byte[], byte[]> record = queue.element();
        if (answer.isSuccess()) {
            delivered++;
            finish(record);
            return Duration.ZERO;
        }
        if (answer.isRefusal()) {
            refusals++;
            LOG.error(
                    "{} refuses the alert {} read at {}; what follows goes on, it stays in the topic: {}",
                    target,
                    AlertReader.key(record),
                    Position.of(record),
                    answer);
            finish(record);
            return Duration.ZERO;
        }
        failures++;
        Duration pause = answer.pause(backoff);
        tryAgain.begin(pause);
        LOG.warn(
                "{} does not take the alert {} read at {}, trying again in {}: {}",
                target,
                AlertReader.key(record),
                Position.of(record),
                pause,
                answer);
        return answer.retryAfter().orElse(Duration.ZERO);
    }

    /** Sends the next one if none is under way. */
    void send() {
        while (underWay == null && !queue.isEmpty() && tryAgain.isOver()) {
            ConsumerRecord<byte[], byte[]> record = queue.element();
            if (record.value() == null) {
                // What it deletes has been told as cleared.
                finish(record);
                continue;
            }
            try {
                underWay =
                        endpoint.post(CloudEvent.of(AlertReader.key(record), reader.read(record), Position.of(record)));
                var unused = underWay.whenComplete((answer, never) -> answered.run());
            } catch (UndecodableException e) {
                undecodable++;
                LOG.error("The record at {} is no alert and is left out: {}", Position.of(record), e.getMessage());
                finish(record);
            } catch (RegistryUnavailableException e) {
                Duration pause = backoff.pause();
                tryAgain.begin(pause);
                LOG.warn(
                        "Schema registry unavailable, trying again in {}: {} waits for the alert at {}: {}",
                        pause,
                        target,
                        Position.of(record),
                        e.getMessage());
            }
        }
    }

    private void finish(ConsumerRecord<byte[], byte[]> record) {
        backoff.reset();
        queue.remove();
        done = record.offset() + 1;
    }

    /** The offset after all that is done with; -1 before the first. */
    long done() {
        return done;
    }

    boolean isIdle() {
        return queue.isEmpty();
    }

    int waiting() {
        return queue.size();
    }

    /** The request under way, or one that is over. */
    CompletableFuture<?> underWay() {
        return underWay == null ? CompletableFuture.completedFuture(null) : underWay;
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
