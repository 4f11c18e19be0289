package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.schemas.wire.EventCause;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Emits the calls of runs when they change. If the pipeline uses the event clock, it emits the watermark too: with each
 * call, and to all partitions several times a second. Otherwise the clock of a partition with quiet runs would not advance.
 *
 * <p>The watermark is stored before each commit, so a crash before the next emission loses nothing. For the task's
 * thread.
 */
final class CallEmitter {
    /** The child node that receives calls. */
    static final String CALLS = "calls";
    /** The child node that receives the clock, which is broadcast to all tasks from there. */
    static final String CLOCK = "clock";

    private final ProcessorContext<String, StepMessage> context;
    private final boolean eventClock;
    private final long orderToleranceMillis;
    private final Set<String> alertTypes;
    /** Has no value if the pipeline uses the time of day. */
    private final PersistentWatermark watermark;

    private long emittedWatermark = Long.MIN_VALUE;
    /** The event that is processed now; null in a punctuation. */
    private EventCause cause;

    /**
     * @param orderToleranceMillis by how much a departure may precede the arrival of its own call
     * @param alertTypes the types of alerts whose causes are emitted
     * @param section the section that stores the watermark
     * @param commitHook the registration of the processor, which flushes the watermark before a commit
     */
    CallEmitter(
            ProcessorContext<String, StepMessage> context,
            boolean eventClock,
            long orderToleranceMillis,
            Set<String> alertTypes,
            StoreSection section,
            CommitHook.Registration commitHook) {
        this.alertTypes = alertTypes;
        this.context = context;
        this.eventClock = eventClock;
        this.orderToleranceMillis = orderToleranceMillis;
        this.watermark = new PersistentWatermark(section, commitHook);
    }

    /** Sets the event that causes the next changes of calls; null if time does. */
    void causedBy(EventCause event) {
        cause = event;
    }

    /** Advances the event clock, if the pipeline uses it. */
    void advance(long eventTime) {
        if (eventClock) {
            watermark.advanceTo(eventTime);
        }
    }

    /**
     * Returns the furthest event time, also of events before a restart. Returns the least number if there was no event,
     * or if the pipeline uses the time of day.
     */
    long watermark() {
        return watermark.millis();
    }

    /**
     * Forwards the call if it has changed.
     *
     * @param publisher the publisher of the report that changed the visit
     */
    void emitIfChanged(String runId, String facility, String publisher, Visit before, Visit after, long timestamp) {
        if (!callForAlerts(after).equals(callForAlerts(before))) {
            emit(runId, facility, publisher, after, timestamp);
        }
    }

    /** Forwards the call of a visit, changed or not. */
    void emit(String runId, String facility, String publisher, Visit visit, long timestamp) {
        context.forward(
                new Record<>(
                        runId,
                        new RunUpdate.CallChanged(
                                facility, publisher, callForAlerts(visit), emissionWatermark(), cause),
                        timestamp),
                CALLS);
    }

    /**
     * Returns the call of a visit; null if the visit is empty. It has no causes of unknown types of alert: a publisher
     * could make up any number of them.
     */
    private Call callForAlerts(Visit visit) {
        Call call = visit.call(orderToleranceMillis);
        return call == null ? null : call.withCausesFor(alertTypes);
    }

    /** Forwards that the visit is over, so its call counts no longer. */
    void emitExpired(String runId, String facility) {
        context.forward(
                new Record<>(
                        runId, new RunUpdate.CallExpired(facility, emissionWatermark()), context.currentSystemTimeMs()),
                CALLS);
    }

    /** With the time of day, the watermark has no meaning; 0 has the shortest bytes. */
    private long emissionWatermark() {
        return eventClock ? watermark.millis() : 0;
    }

    /** Forwards the watermark to all tasks if it has advanced. */
    void emitClock(long wallClock) {
        if (watermark.millis() > emittedWatermark) {
            emittedWatermark = watermark.millis();
            context.forward(new Record<>("", new RunUpdate.ClockAdvanced(emittedWatermark), wallClock), CLOCK);
        }
    }
}
