package dev.goldencorridor.producer;

import dev.goldencorridor.producer.validation.MovementFault;
import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes one port system's movements to its own topic, {@code movements.<publisher>}.
 *
 * <p>Delivery: idempotent and acknowledged by all in-sync replicas; what was sent is tried again until {@link
 * PublishSettings#DELIVERY_TIMEOUT_CONFIG} has passed. Events of one train run keep the order in which they were
 * published. An event that is published again, after a failure or a restart, counts once as long as it keeps its
 * {@code eventId}.
 *
 * <p>Memory: at most {@link PublishSettings#MAX_IN_FLIGHT_CONFIG} events are under way; {@link #publish} waits for room.
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
    private final boolean ownsSender;

    MovementPublisher(String publisher, MovementValidation validation, BoundedSender sender, boolean ownsSender) {
        this.publisher = publisher;
        this.topic = TopicCatalogue.movementsOf(publisher);
        this.validation = validation;
        this.sender = sender;
        this.ownsSender = ownsSender;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Every fault that would keep the movement from being sent; empty if it is good. */
    public List<MovementFault> faults(TrainMovement movement) {
        return validation.faults(publisher, movement);
    }

    /**
     * Checks the movement and hands it to Kafka, waiting for room if too many are under way.
     *
     * @return completes when the brokers have taken the event, with its partition and offset; fails with a {@link
     *     PublishException} if they have not within the delivery time. It completes on the producer's own thread: do not
     *     block there
     * @throws InvalidMovementException with {@linkplain InvalidMovementException#faults all faults}; nothing was sent
     * @throws PublishException if there was no room within {@link PublishSettings#MAX_BLOCK_CONFIG}, the thread was
     *     interrupted, or this publisher is closed; nothing was sent
     */
    public CompletableFuture<RecordMetadata> publish(TrainMovement movement) {
        List<MovementFault> faults = faults(movement);
        if (!faults.isEmpty()) {
            throw new InvalidMovementException(faults);
        }
        return sender.send(topic, movement);
    }

    /** Waits until everything published so far is acknowledged or has failed; the futures tell which. */
    public void flush() {
        sender.flush();
    }

    /** Waits until everything published is acknowledged or has failed, then lets go of brokers and registry. */
    @Override
    public void close() {
        if (ownsSender) {
            sender.close();
        } else {
            sender.flush();
        }
    }

    /** Settings and clock of a publisher. */
    public static final class Builder {
        private String publisher;
        private Settings settings;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** The publisher's name in the catalogue; it decides the topic and the facilities that may be reported. */
        public Builder publisher(String name) {
            this.publisher = name;
            return this;
        }

        /** Settings read with {@link PublishSettings#definition()}. */
        public Builder settings(Settings values) {
            this.settings = values;
            return this;
        }

        /** What "now" is for events that claim to lie in the future; the system's clock unless told otherwise. */
        public Builder clock(Clock now) {
            this.clock = now;
            return this;
        }

        /**
         * Connects: checks that the publisher is known and its topic is there, and registers the schema.
         *
         * @throws PublishException if the publisher is unknown, its topic is missing or no broker answers
         * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if no registry answers
         * @throws dev.goldencorridor.runtime.registry.IncompatibleRegistryException if the registry refuses the schema
         */
        public MovementPublisher open() {
            Objects.requireNonNull(publisher, "publisher");
            Objects.requireNonNull(settings, "settings");
            MovementPublishers publishers = MovementPublishers.connect(settings, clock);
            try {
                return publishers.owning(publisher);
            } catch (RuntimeException e) {
                publishers.close();
                throw e;
            }
        }
    }
}
