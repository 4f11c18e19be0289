package dev.goldencorridor.processor.admission;

import dev.goldencorridor.processor.messages.Partitions;
import dev.goldencorridor.processor.rejects.RejectReason;
import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.PublisherSchemas;
import dev.goldencorridor.schemas.wire.SchemaNotKnownYetException;
import dev.goldencorridor.schemas.wire.Undecodable;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step: decodes what was received and admits or rejects it. It throws for nothing that a publisher can send.
 *
 * <p>A record whose schema id the registry does not know yet is parked: stored, and processed when the id has become
 * known. It is rejected when the grace has passed. What a publisher sends keeps neither its headers nor the publisher's
 * name that it claims: an admitted movement bears the publisher of its topic.
 */
public final class AdmissionProcessor implements Processor<byte[], byte[], byte[], AdmissionResult> {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionProcessor.class);

    public static final String BEFORE_COMMIT_STORE = "admission-before-commit";

    /** The step that each outcome goes to, and to no other. */
    public static final String ACCEPTED = "accepted";

    public static final String MISPLACED = "misplaced";
    public static final String REJECTED = "not-admitted";

    static final int PUBLISHER_POSITION =
            TrainMovement.getClassSchema().getField("publisher").pos();

    private static final Duration RETRY_PARKED = Duration.ofSeconds(1);

    private final Parameters parameters;
    private final String storeName;
    private final CommitHook beforeCommit;
    private final Map<RejectReason, Sensor> rejected = new EnumMap<>(RejectReason.class);
    private final Map<String, String> publisherOf = new HashMap<>();
    private WireDeserializer<TrainMovement> decoder;
    private MovementRules rules;
    private Sensor lateness;
    private ProcessorContext<byte[], AdmissionResult> context;
    private CommitHook.Request write;
    private Parking parking;
    private Sensor parked;
    private Cancellable punctuation;

    /**
     * What the step works by.
     *
     * @param schemas by which publishers write; one for all tasks
     * @param encoder for misplaced movements
     * @param publishers who may report what
     * @param partitions how many partitions every input topic has
     * @param grace how long a schema id may be unknown to the registry
     */
    public record Parameters(
            PublisherSchemas schemas,
            Serializer<TrainMovement> encoder,
            PublisherCatalogue publishers,
            int partitions,
            Duration grace) {}

    private AdmissionProcessor(Parameters parameters, String storeName, CommitHook beforeCommit) {
        this.parameters = parameters;
        this.storeName = storeName;
        this.beforeCommit = beforeCommit;
    }

    /**
     * The step and its stores.
     *
     * @param shared a store that the step may have a section of
     */
    public static ProcessorSupplier<byte[], byte[], byte[], AdmissionResult> of(
            Parameters parameters, StoreBuilder<KeyValueStore<String, byte[]>> shared) {
        CommitHook beforeCommit = new CommitHook(BEFORE_COMMIT_STORE);
        return beforeCommit.supplier(() -> new AdmissionProcessor(parameters, shared.name(), beforeCommit), shared);
    }

    @Override
    public void init(ProcessorContext<byte[], AdmissionResult> context) {
        this.context = context;
        this.decoder = new WireDeserializer<>(parameters.schemas(), TrainMovement.getClassSchema());
        this.rules = new MovementRules(parameters.publishers());
        String task = context.taskId().toString();
        this.lateness =
                context.metrics().addLatencyRateTotalSensor("admission", task, "lateness", Sensor.RecordingLevel.INFO);
        this.write = beforeCommit.connect(context, () -> {});
        ParkedRecords records = new ParkedRecords(new StagedStore(context.getStateStore(storeName), write));
        this.parking = new Parking(parameters.schemas(), parameters.grace(), records, new OutOfParking());
        this.parked = context.metrics().addRateTotalSensor("admission", task, "parked", Sensor.RecordingLevel.INFO);
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
        }
        this.punctuation = context.schedule(RETRY_PARKED, PunctuationType.WALL_CLOCK_TIME, parking::retry);
    }

    @Override
    public void close() {
        write.withdraw();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        if (record.key() == null) {
            reject(record, origin, RejectReason.NULL_KEY, "the key is null; it must be the trainRunId", null);
            return;
        }
        try {
            admit(record, origin, false);
        } catch (SchemaNotKnownYetException e) {
            park(record, origin, e);
        }
    }

    /** @throws SchemaNotKnownYetException if its schema may become known */
    private void admit(Record<byte[], byte[]> record, RecordMetadata origin, boolean wasParked) {
        TrainMovement movement;
        try {
            movement = decoder.deserialize(origin.topic(), record.value());
        } catch (UndecodableException e) {
            reject(
                    record,
                    origin,
                    RejectReason.of(e.reason()),
                    e.getMessage(),
                    e.getCause() == null ? e : e.getCause());
            return;
        }
        String publisher = publisherOf.computeIfAbsent(origin.topic(), TopicCatalogue::publisherOf);
        Optional<MovementRules.Fault> fault = rules.broken(record.key(), movement, publisher, record.timestamp());
        if (fault.isPresent()) {
            reject(record, origin, fault.get().reason(), fault.get().message(), null);
            return;
        }
        movement.put(PUBLISHER_POSITION, publisher);
        long late = record.timestamp() - movement.getOccurredAt().toEpochMilli();
        lateness.record((double) Math.max(0, late));
        if (Partitions.of(record.key(), parameters.partitions()) == origin.partition()) {
            Record<byte[], AdmissionResult> accepted =
                    new Record<>(record.key(), new AdmissionResult.Accepted(movement), record.timestamp());
            if (wasParked) {
                // The steps behind cannot ask for it: a punctuation has no record.
                RejectHeaders.putOrigin(accepted.headers(), origin.topic(), origin.partition(), origin.offset());
            }
            context.forward(accepted, ACCEPTED);
        } else {
            byte[] encoded = parameters.encoder().serialize("", movement);
            Record<byte[], AdmissionResult> misplaced =
                    new Record<>(record.key(), new AdmissionResult.Misplaced(encoded), record.timestamp());
            RejectHeaders.putOrigin(misplaced.headers(), origin.topic(), origin.partition(), origin.offset());
            context.forward(misplaced, MISPLACED);
        }
    }

    private void park(Record<byte[], byte[]> record, RecordMetadata origin, SchemaNotKnownYetException unknown) {
        if (parking.park(record, origin, unknown, context.currentSystemTimeMs())) {
            parked.record();
        }
    }

    /** What becomes of parked records; also called by a punctuation. */
    private final class OutOfParking implements Parking.Outcomes {
        @Override
        public void idIsDecided(Record<byte[], byte[]> record, Origin origin) {
            try {
                admit(record, origin, true);
            } catch (SchemaNotKnownYetException e) {
                // More ids came between than are remembered.
                park(record, origin, e);
            }
        }

        @Override
        public void rejected(
                Record<byte[], byte[]> record, RecordMetadata origin, RejectReason reason, String message) {
            Throwable cause = reason == RejectReason.UNKNOWN_SCHEMA
                    ? new UndecodableException(Undecodable.UNKNOWN_SCHEMA, message)
                    : null;
            reject(record, origin, reason, message, cause);
        }
    }

    private void reject(
            Record<byte[], byte[]> record,
            RecordMetadata origin,
            RejectReason reason,
            String message,
            Throwable cause) {
        Record<byte[], byte[]> rejection = RejectedRecord.of(record, origin, reason, message, cause);
        rejected.computeIfAbsent(reason, this::sensor).record();
        LOG.debug("Rejected {}-{}@{}: {}: {}", origin.topic(), origin.partition(), origin.offset(), reason, message);
        context.forward(rejection.withValue(new AdmissionResult.Rejected(rejection.value())), REJECTED);
    }

    private Sensor sensor(RejectReason reason) {
        return context.metrics()
                .addRateTotalSensor(
                        "admission",
                        context.taskId().toString(),
                        "rejected-" + reason.name(),
                        Sensor.RecordingLevel.INFO);
    }
}
