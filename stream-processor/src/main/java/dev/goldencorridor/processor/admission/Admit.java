package dev.goldencorridor.processor.admission;

import dev.goldencorridor.processor.partitions.Partitions;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.registry.Registry;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first step: decodes what was received and admits or rejects it. It throws for nothing that a publisher can send;
 * when the registry stays away it throws, so that the record is read again later.
 */
public final class Admit implements Processor<byte[], byte[], byte[], Admission> {
    private static final Logger LOG = LoggerFactory.getLogger(Admit.class);

    /** The step that each outcome goes to, and to no other. */
    public static final String ACCEPTED = "accepted";

    public static final String MISPLACED = "misplaced";
    public static final String REJECTED = "not-admitted";

    private final Registry registry;
    private final PublisherCatalogue publishers;
    private final int partitions;
    private final Map<RejectReason, Sensor> rejected = new EnumMap<>(RejectReason.class);
    private WireDeserializer<TrainMovement> decoder;
    private MovementRules rules;
    private Sensor lateness;
    private ProcessorContext<byte[], Admission> context;

    /**
     * One instance per task.
     *
     * @param registry gives the schemas by which publishers write
     * @param publishers who may report what
     * @param partitions how many partitions every input topic has
     */
    public Admit(Registry registry, PublisherCatalogue publishers, int partitions) {
        this.registry = registry;
        this.publishers = publishers;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], Admission> context) {
        this.context = context;
        this.decoder = new WireDeserializer<>(registry, TrainMovement.getClassSchema());
        this.rules = new MovementRules(publishers);
        this.lateness = context.metrics()
                .addLatencyRateTotalSensor(
                        "admission", context.taskId().toString(), "lateness", Sensor.RecordingLevel.INFO);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        if (record.key() == null) {
            reject(record, RejectReason.NULL_KEY, "the key is null; it must be the trainRunId", null);
            return;
        }
        TrainMovement movement;
        try {
            movement = decoder.deserialize(origin.topic(), record.value());
        } catch (UndecodableException e) {
            reject(record, RejectReason.of(e.reason()), e.getMessage(), e.getCause() == null ? e : e.getCause());
            return;
        }
        String publisher = origin.topic().substring(TopicCatalogue.MOVEMENTS_PREFIX.length());
        Optional<MovementRules.Fault> fault = rules.broken(record.key(), movement, publisher, record.timestamp());
        if (fault.isPresent()) {
            reject(record, fault.get().reason(), fault.get().message(), null);
            return;
        }
        long late = record.timestamp() - movement.getOccurredAt().toEpochMilli();
        lateness.record((double) Math.max(0, late));
        if (Partitions.of(record.key(), partitions) == origin.partition()) {
            context.forward(record.withValue(new Admission.Accepted(movement)), ACCEPTED);
        } else {
            RejectHeaders.putOrigin(record.headers(), origin.topic(), origin.partition(), origin.offset());
            context.forward(record.withValue(new Admission.Misplaced(record.value())), MISPLACED);
        }
    }

    private void reject(Record<byte[], byte[]> record, RejectReason reason, String message, Throwable cause) {
        RecordMetadata origin = context.recordMetadata().orElseThrow();
        Record<byte[], byte[]> rejection = Rejection.of(record, origin, reason, message, cause);
        rejected.computeIfAbsent(reason, this::sensor).record();
        LOG.debug("Rejected {}-{}@{}: {}: {}", origin.topic(), origin.partition(), origin.offset(), reason, message);
        context.forward(rejection.withValue(new Admission.Rejected(rejection.value())), REJECTED);
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
