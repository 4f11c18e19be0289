package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.ReportOverflow;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.RejectReason;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards reports beyond the limits of their run to the rejects. For the task's thread. */
final class OverflowForwarder {
    private final ProcessorContext<String, StepMessage> context;
    private final Serializer<TrainMovement> encoder;

    OverflowForwarder(ProcessorContext<String, StepMessage> context, Serializer<TrainMovement> encoder) {
        this.context = context;
        this.encoder = encoder;
    }

    /** @param exceededLimit the description of the limit */
    void forward(Record<String, TrainMovement> record, String exceededLimit) {
        byte[] encoded = encoder.serialize("", record.value());
        Record<String, StepMessage> overflow =
                new Record<>(record.key(), new ReportOverflow(encoded), record.timestamp());
        TraceParent.copy(record.headers(), overflow.headers());
        RejectedRecord.putHeaders(
                overflow.headers(),
                record,
                context.recordMetadata().orElseThrow(),
                RejectReason.TOO_MANY_REPORTS,
                exceededLimit,
                null);
        context.forward(overflow, RunProcessor.OVERFLOW);
    }
}
