package dev.goldencorridor.cli.rejects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.processor.admission.Admission;
import dev.goldencorridor.processor.repair.Reject;
import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.producer.format.MovementJson;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.limits.MovementLimits;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Decides which rejects can be published again. The admission of the pipeline judges each record, as if the broker had
 * taken it now.
 */
final class RepairPlan {
    private static final String PATCH_FAULT = "PATCH";

    private final Admission admission;
    private final ValueDecoder decoder;
    private final Serializer<TrainMovement> encoder;
    private final Optional<Patch> patch;
    private final InstantSource clock;

    /**
     * @param schemas the schemas of publishers
     * @param encoder encodes patched movements in the pipeline's schema
     * @param clock the time at which the broker would take the records
     */
    RepairPlan(
            Admission admission,
            WriterSchemas schemas,
            Serializer<TrainMovement> encoder,
            Optional<Patch> patch,
            InstantSource clock) {
        this.admission = admission;
        this.decoder = new ValueDecoder(schemas);
        this.encoder = encoder;
        this.patch = patch;
        this.clock = clock;
    }

    /** @param record the record of the topic of rejects */
    Repair of(RejectEntry entry, ConsumerRecord<byte[], byte[]> record) {
        Reject reject = entry.reject();
        if (!reject.isMovement()) {
            return new Repair.StillRejected(
                    entry, reject.reason(), "only records of input topics can be published again; discard it");
        }
        if (reject.reason().equals(RejectReason.TOO_LARGE.name())) {
            return new Repair.StillRejected(
                    entry,
                    reject.reason(),
                    "the rejects hold its first " + MovementLimits.MAX_VALUE_BYTES
                            + " bytes; publish it anew from its source");
        }
        try {
            return patch.isEmpty() ? judged(entry, record, record.key(), record.value(), "") : patched(entry, record);
        } catch (Patch.DoesNotApplyException e) {
            return new Repair.StillRejected(entry, PATCH_FAULT, "the patch does not apply: " + e.getMessage());
        }
    }

    private Repair patched(RejectEntry entry, ConsumerRecord<byte[], byte[]> record)
            throws Patch.DoesNotApplyException {
        DecodedValue decoded = decoder.decode(entry.reject().id().topic(), record.value());
        ObjectNode fields = decoded.fields();
        if (!patch.get().selection().matches(entry.reject(), fields)) {
            return new Repair.NotSelected(entry);
        }
        if (!decoded.isComplete() || fields.isEmpty()) {
            throw new Patch.DoesNotApplyException("the value cannot be decoded");
        }
        byte[] value = record.value();
        if (!patch.get().changes().isEmpty()) {
            patch.get().apply(fields);
            value = encoded(fields);
        }
        byte[] key = patch.get().setsKey()
                ? fields.path("trainRunId").asText().getBytes(StandardCharsets.UTF_8)
                : record.key();
        return judged(entry, record, key, value, patch.get().describe());
    }

    private byte[] encoded(ObjectNode fields) throws Patch.DoesNotApplyException {
        try {
            return encoder.serialize("", MovementJson.read(fields.toString()));
        } catch (IllegalArgumentException e) {
            throw new Patch.DoesNotApplyException("then it is no movement: " + e.getMessage());
        }
    }

    private Repair judged(
            RejectEntry entry, ConsumerRecord<byte[], byte[]> record, byte[] key, byte[] value, String changes) {
        Admission.Verdict verdict = admission.judge(entry.reject().id().topic(), key, value, clock.millis());
        return verdict instanceof Admission.Refused refused
                ? new Repair.StillRejected(entry, refused.reason().name(), refused.message())
                : new Repair.Publishable(entry, key, value, TraceParent.of(record.headers()), changes);
    }
}
