package dev.goldencorridor.processor.admission;

import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.util.Optional;

/**
 * Decides whether a record of an input topic is admitted. The step {@code admit} applies it to each record. The command
 * {@code rejects} applies it to repaired records before it publishes them. It knows neither stores nor the run's other
 * reports, so a report beyond the limits of its run passes here. Thread-safe; one thread decodes at a time.
 */
public final class Admission {
    private final WireDeserializer<TrainMovement> decoder;
    private final MovementRules rules;

    /**
     * @param schemas the schemas of publishers
     * @param publishers the publishers and the facilities that they may report
     */
    public Admission(WriterSchemas schemas, PublisherCatalogue publishers) {
        this.decoder = new WireDeserializer<>(schemas, TrainMovement.getClassSchema());
        this.rules = new MovementRules(publishers);
    }

    /** The verdict on one record. */
    public sealed interface Verdict {}

    /** The record is admitted. The movement has the publisher that it claims. */
    public record Admitted(TrainMovement movement) implements Verdict {}

    /**
     * The record is rejected.
     *
     * @param message what is wrong, for a reader
     * @param cause the exception that revealed the fault; null if there was none
     */
    public record Refused(RejectReason reason, String message, Throwable cause) implements Verdict {}

    /**
     * Judges a record.
     *
     * @param topic an input topic
     * @param key as received; may be null
     * @param value as received; may be null
     * @param receivedAt the broker's clock when it received the record, milliseconds since 1970-01-01T00:00Z
     * @throws dev.goldencorridor.schemas.wire.SchemaNotKnownYetException if the schema may become available later, with
     *     schemas that wait
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if the registry does not answer
     */
    public Verdict judge(String topic, byte[] key, byte[] value, long receivedAt) {
        if (key == null) {
            return new Refused(RejectReason.NULL_KEY, "the key is null; it must be the trainRunId", null);
        }
        TrainMovement movement;
        try {
            movement = decoder.deserialize(topic, value);
        } catch (UndecodableException e) {
            return new Refused(RejectReason.of(e.reason()), e.getMessage(), e.getCause() == null ? e : e.getCause());
        }
        Optional<MovementRules.Fault> fault =
                rules.firstFault(key, movement, TopicCatalogue.publisherOf(topic), receivedAt);
        return fault.isPresent()
                ? new Refused(fault.get().reason(), fault.get().message(), null)
                : new Admitted(movement);
    }
}
