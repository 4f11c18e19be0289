package dev.goldencorridor.processor.admission;

import dev.goldencorridor.processor.messages.Partitions;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.metrics.PublisherMetrics;
import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StepProcessor;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.PublisherSchemas;
import dev.goldencorridor.schemas.wire.SchemaNotKnownYetException;
import dev.goldencorridor.schemas.wire.Undecodable;
import dev.goldencorridor.schemas.wire.UndecodableException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step 1, {@code admit}. Decodes each received record, and admits or rejects it. No record that a publisher can send
 * makes it throw.
 *
 * <p>A record is parked if the registry does not have its schema id yet. It is processed when the id has become
 * available, and rejected when the grace has passed. An admitted movement has no header but a valid {@code traceparent}, and it carries the publisher
 * of its topic rather than the publisher that it claims.
 */
public final class AdmissionProcessor extends StepProcessor<byte[], byte[], byte[], AdmissionResult> {
    private static final Logger LOG = LoggerFactory.getLogger(AdmissionProcessor.class);

    public static final String BEFORE_COMMIT_STORE = "admission-before-commit";

    /** The child node that receives accepted movements. Each record goes to one child node only. */
    public static final String ACCEPTED = "accepted";

    /** The child node that receives movements on the wrong partition. */
    public static final String MISPLACED = "misplaced";
    /** The child node that receives rejected records. */
    public static final String REJECTED = "not-admitted";

    private static final int PUBLISHER_POSITION =
            TrainMovement.getClassSchema().getField("publisher").pos();

    private static final Duration RETRY_PARKED = Duration.ofSeconds(1);

    private final Parameters parameters;
    private final Map<RejectReason, Sensor> rejected = new EnumMap<>(RejectReason.class);
    private final Map<String, InputTopic> inputTopics = new HashMap<>();
    private Admission admission;
    private Sensor lateness;
    private Parking parking;
    private Sensor parked;

    /**
     * The parameters of the step.
     *
     * @param schemas the schemas of publishers; one object for all tasks
     * @param encoder encodes misplaced movements
     * @param publishers the publishers and the facilities that they may report
     * @param partitions the number of partitions of each input topic
     * @param grace how long the registry may lack a schema id
     * @param metrics counts the records of each publisher
     */
    public record Parameters(
            PublisherSchemas schemas,
            Serializer<TrainMovement> encoder,
            PublisherCatalogue publishers,
            int partitions,
            Duration grace,
            ProcessorMetrics metrics) {}

    /** A topic of movements, with what is looked up once. */
    private record InputTopic(String publisher, PublisherMetrics metrics) {}

    private AdmissionProcessor(Parameters parameters, String storeName, CommitHook commitHook) {
        super(storeName, commitHook);
        this.parameters = parameters;
    }

    /**
     * Returns the step with its stores.
     *
     * @param shared a store in which the step has a section
     */
    public static ProcessorSupplier<byte[], byte[], byte[], AdmissionResult> of(
            Parameters parameters, StoreBuilder<KeyValueStore<String, byte[]>> shared) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(() -> new AdmissionProcessor(parameters, shared.name(), commitHook), shared);
    }

    @Override
    protected void restore(StagedStore store, CommitHook.Registration hook) {
        this.admission = new Admission(parameters.schemas(), parameters.publishers());
        String task = context().taskId().toString();
        this.lateness = context()
                .metrics()
                .addLatencyRateTotalSensor("admission", task, "lateness", Sensor.RecordingLevel.INFO);
        this.parking =
                new Parking(parameters.schemas(), parameters.grace(), new ParkedRecords(store), new ParkingResults());
        this.parked = context().metrics().addRateTotalSensor("admission", task, "parked", Sensor.RecordingLevel.INFO);
        schedule(RETRY_PARKED, parking::retry);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context().recordMetadata().orElseThrow();
        try {
            admitOrReject(record, origin, false);
        } catch (SchemaNotKnownYetException e) {
            park(record, origin, e);
        }
    }

    /** @throws SchemaNotKnownYetException if the schema may become available later */
    private void admitOrReject(Record<byte[], byte[]> record, RecordMetadata origin, boolean wasParked) {
        Admission.Verdict verdict = admission.judge(origin.topic(), record.key(), record.value(), record.timestamp());
        if (verdict instanceof Admission.Refused refused) {
            reject(record, origin, refused.reason(), refused.message(), refused.cause());
        } else if (verdict instanceof Admission.Admitted admitted) {
            admit(record, admitted.movement(), origin, wasParked);
        }
    }

    private void admit(
            Record<byte[], byte[]> record, TrainMovement movement, RecordMetadata origin, boolean wasParked) {
        InputTopic input = inputTopic(origin);
        replaceClaimedPublisher(movement, input.publisher);
        countAccepted(record.timestamp(), movement, input.metrics);
        if (isMisplaced(record, origin)) {
            input.metrics.misplaced();
            forwardMisplaced(record, movement, origin);
        } else {
            forwardAccepted(record, movement, origin, wasParked);
        }
    }

    private InputTopic inputTopic(RecordMetadata origin) {
        InputTopic known = inputTopics.get(origin.topic());
        if (known != null) {
            return known;
        }
        String publisher = TopicCatalogue.publisherOf(origin.topic());
        InputTopic input = new InputTopic(publisher, parameters.metrics().of(publisher));
        inputTopics.put(origin.topic(), input);
        return input;
    }

    private void countAccepted(long publishedAt, TrainMovement movement, PublisherMetrics metrics) {
        long occurredAt = movement.getOccurredAt().toEpochMilli();
        lateness.record((double) Math.max(0, publishedAt - occurredAt));
        metrics.accepted(publishedAt, occurredAt);
        if (movement.getRetracts() != null) {
            metrics.retraction();
        }
    }

    /** The topic alone identifies the publisher, since only it is protected by ACLs. */
    static void replaceClaimedPublisher(TrainMovement movement, String publisherOfTopic) {
        movement.put(PUBLISHER_POSITION, publisherOfTopic);
    }

    /**
     * A publisher's partitioner can differ from that of Kafka's Java clients, which brings all reports of a run
     * together.
     */
    private boolean isMisplaced(Record<byte[], byte[]> record, RecordMetadata origin) {
        return Partitions.of(record.key(), parameters.partitions()) != origin.partition();
    }

    private void forwardAccepted(
            Record<byte[], byte[]> record, TrainMovement movement, RecordMetadata origin, boolean wasParked) {
        Record<byte[], AdmissionResult> accepted =
                new Record<>(record.key(), new AdmissionResult.Accepted(movement), record.timestamp());
        TraceParent.copy(record.headers(), accepted.headers());
        if (wasParked) {
            // The later steps cannot ask the context for the origin, since a punctuation has no record.
            RejectHeaders.putOrigin(accepted.headers(), origin.topic(), origin.partition(), origin.offset());
        }
        context().forward(accepted, ACCEPTED);
    }

    private void forwardMisplaced(Record<byte[], byte[]> record, TrainMovement movement, RecordMetadata origin) {
        byte[] encoded = parameters.encoder().serialize("", movement);
        Record<byte[], AdmissionResult> misplaced =
                new Record<>(record.key(), new AdmissionResult.Misplaced(encoded), record.timestamp());
        TraceParent.copy(record.headers(), misplaced.headers());
        RejectHeaders.putOrigin(misplaced.headers(), origin.topic(), origin.partition(), origin.offset());
        context().forward(misplaced, MISPLACED);
    }

    private void park(Record<byte[], byte[]> record, RecordMetadata origin, SchemaNotKnownYetException unknown) {
        if (parking.park(record, origin, unknown, context().currentSystemTimeMs())) {
            parked.record();
            inputTopic(origin).metrics.parked();
        }
    }

    /** Receives the records that leave the parking, and those that cannot be parked. Also called by a punctuation. */
    private final class ParkingResults implements Parking.Results {
        @Override
        public void schemaDecided(Record<byte[], byte[]> record, Origin origin) {
            try {
                admitOrReject(record, origin, true);
            } catch (SchemaNotKnownYetException e) {
                // So many other ids came in between that the cache has dropped this one.
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
        inputTopic(origin).metrics.rejected(reason);
        LOG.debug("Rejected {}-{}@{}: {}: {}", origin.topic(), origin.partition(), origin.offset(), reason, message);
        context().forward(rejection.withValue(new AdmissionResult.Rejected(rejection.value())), REJECTED);
    }

    private Sensor sensor(RejectReason reason) {
        return context()
                .metrics()
                .addRateTotalSensor(
                        "admission",
                        context().taskId().toString(),
                        "rejected-" + reason.name(),
                        Sensor.RecordingLevel.INFO);
    }
}
