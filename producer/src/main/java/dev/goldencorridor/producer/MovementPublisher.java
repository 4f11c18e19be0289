package dev.goldencorridor.producer;

import dev.goldencorridor.producer.validation.MovementFault;
import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.MessageOperation;
import dev.goldencorridor.runtime.tracing.MessageSpan;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes the movements of one port system to its own topic, {@code movements.<publisher>}.
 *
 * <p>Delivery: idempotent and acknowledged by all in-sync replicas. Sending is retried until {@link
 * PublishSettings#DELIVERY_TIMEOUT_CONFIG} has passed. Events of one train run keep the order in which they were
 * published. An event that is published again, after a failure or a restart, counts once if it keeps its {@code
 * eventId}.
 *
 * <p>Memory: at most {@link PublishSettings#MAX_IN_FLIGHT_CONFIG} events are in flight; {@link #publish} waits while
 * the limit is reached.
 *
 * <p>Safe for use by several threads.
 *
 * <pre>{@code
 * try (MovementPublisher publisher = MovementPublisher.builder().publisher("khorgos").settings(settings).open()) {
 *     publisher.publish(movement).whenComplete((where, failure) -> ...);
 * }
 * }</pre>
 */
public final class MovementPublisher implements AutoCloseable {
    private final String publisher;
    private final String topic;
    private final MovementValidation validation;
    private final BoundedSender sender;
    private final Tracing tracing;
    private final Runnable onClosed;

    /**
     * @param tracing records the spans
     * @param onClosed runs when the publisher is closed, after its events are acknowledged or have failed
     */
    MovementPublisher(
            String publisher, MovementValidation validation, BoundedSender sender, Tracing tracing, Runnable onClosed) {
        this.publisher = publisher;
        this.topic = TopicCatalogue.movementsOf(publisher);
        this.validation = validation;
        this.sender = sender;
        this.tracing = tracing;
        this.onClosed = onClosed;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The faults for which the movement would be refused; empty if it is valid. */
    public List<MovementFault> faults(TrainMovement movement) {
        return validation.faults(publisher, movement);
    }

    /**
     * Validates the movement and hands it to Kafka, in a trace of its own. Waits while too many events are in flight.
     *
     * @return completes with partition and offset when the brokers have acknowledged the event; fails with a
     *     {@link PublishException} if they have not within the delivery time. It completes on the producer's thread:
     *     do not block there
     * @throws InvalidMovementException with {@linkplain InvalidMovementException#faults all faults}; nothing was
     *     sent
     * @throws PublishException if the limit was still reached after {@link PublishSettings#MAX_BLOCK_CONFIG}, the
     *     thread was interrupted, or this publisher is closed; nothing was sent
     */
    public CompletableFuture<RecordMetadata> publish(TrainMovement movement) {
        return publish(movement, (byte[]) null);
    }

    /**
     * Publishes as {@link #publish(TrainMovement)} does, in the caller's trace. The pipeline carries the trace to the
     * alerts and aggregates that the event changes. With {@code traces.endpoint}, the span of publishing is a child of
     * the caller's span, if the trace is sampled.
     *
     * @param trace the value of the caller's W3C trace context header, version 00
     * @throws IllegalArgumentException if it has another format; nothing was sent
     */
    public CompletableFuture<RecordMetadata> publish(TrainMovement movement, String trace) {
        byte[] value = trace.getBytes(StandardCharsets.US_ASCII);
        if (!TraceParent.isValid(value)) {
            throw new IllegalArgumentException("'" + trace + "' is no traceparent of version 00, such as"
                    + " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        }
        return publish(movement, value);
    }

    /** @param trace null to begin a trace */
    private CompletableFuture<RecordMetadata> publish(TrainMovement movement, byte[] trace) {
        List<MovementFault> faults = faults(movement);
        if (!faults.isEmpty()) {
            throw new InvalidMovementException(faults);
        }
        if (tracing.isOn()) {
            return publishInSpan(movement, trace);
        }
        return sender.send(topic, movement, trace == null ? TraceParent.random() : trace);
    }

    private CompletableFuture<RecordMetadata> publishInSpan(TrainMovement movement, byte[] parent) {
        MessageSpan span = tracing.begin(MessageOperation.PUBLISH, topic, parent)
                .with(MessageSpan.MESSAGE_ID, movement.getEventId().toString())
                .with(MessageSpan.KEY, movement.getTrainRunId());
        try {
            CompletableFuture<RecordMetadata> acknowledged = sender.send(topic, movement, span.traceParent());
            var unused = acknowledged.whenComplete((where, failure) -> {
                if (failure == null) {
                    span.end();
                } else {
                    span.fail(failure);
                }
            });
            return acknowledged;
        } catch (PublishException e) {
            span.fail(e);
            throw e;
        }
    }

    /** Waits until every published event is acknowledged or has failed. The futures hold the outcomes. */
    public void flush() {
        sender.flush();
    }

    /**
     * Waits until every published event is acknowledged or has failed, then closes the connections to brokers and
     * registry.
     */
    @Override
    public void close() {
        sender.flush();
        onClosed.run();
    }

    /** Settings and clock of a publisher. */
    public static final class Builder {
        private String publisher;
        private Settings settings;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** The publisher's name in the catalogue. It determines the topic and the facilities that may be reported. */
        public Builder publisher(String name) {
            this.publisher = name;
            return this;
        }

        /** Settings read with {@link PublishSettings#definition()}. */
        public Builder settings(Settings values) {
            this.settings = values;
            return this;
        }

        /** The clock that decides whether an event lies in the future; by default the clock of the system. */
        public Builder clock(Clock now) {
            this.clock = now;
            return this;
        }

        /**
         * Checks that the publisher and its topic exist, registers the schema, and connects.
         *
         * @throws PublishException if the publisher is unknown, its topic is missing or no broker answers
         * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if no registry answers
         * @throws dev.goldencorridor.runtime.registry.IncompatibleRegistryException if the registry refuses the
         *     schema
         */
        public MovementPublisher open() {
            Objects.requireNonNull(publisher, "publisher");
            Objects.requireNonNull(settings, "settings");
            MovementPublishers publishers =
                    MovementPublishers.connect(PublisherIdentity.of(settings, publisher), clock);
            try {
                return publishers.owning(publisher);
            } catch (RuntimeException e) {
                publishers.close();
                throw e;
            }
        }
    }
}
