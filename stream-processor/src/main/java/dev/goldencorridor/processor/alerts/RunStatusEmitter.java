package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.tracing.ProcessSpans;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.EventCause;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Emits the status of runs, and their tombstones, with the event that caused each. */
final class RunStatusEmitter implements RunStatusPublisher.Output {
    private final ProcessorContext<String, SpecificRecord> context;
    private final ProcessSpans spans;

    RunStatusEmitter(ProcessorContext<String, SpecificRecord> context, ProcessSpans spans) {
        this.context = context;
        this.spans = spans;
    }

    @Override
    public void emit(String run, TrainRunStatus value, EventCause cause) {
        Record<String, SpecificRecord> record = new Record<>(run, value, context.currentSystemTimeMs());
        spans.addCause(cause, AggregateRoute.RUNS.aggregate(), record);
        context.forward(record, AlertProcessor.STATUS);
    }
}
