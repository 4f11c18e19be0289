package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.processor.state.StoreSection;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Tells what is known of runs' calls whenever it changes and, where the pipeline goes by the event clock, how far that is:
 * with each call, and to all partitions several times a second, since one with quiet runs would otherwise stand still. The
 * clock is in the store before each commit, so that a crash between an event and the next telling loses nothing.
 */
final class CallEmitter {
    /** The step that calls go to. */
    static final String CALLS = "calls";
    /** The step that the clock goes to, from where it reaches all tasks. */
    static final String CLOCK = "clock";

    private static final Duration CLOCK_INTERVAL = Duration.ofMillis(100);

    private final ProcessorContext<String, StepMessage> context;
    private final boolean eventClock;
    private final Set<String> alertTypes;
    /** Stays unknown where the pipeline goes by the time of day. */
    private final PersistentWatermark watermark;

    private long told = Long.MIN_VALUE;
    private Cancellable punctuation;

    /**
     * Of one task.
     *
     * @param alertTypes of which causes are told
     * @param section where the clock is kept
     * @param write the request of the processor; whoever made it has {@link #write} called
     */
    CallEmitter(
            ProcessorContext<String, StepMessage> context,
            boolean eventClock,
            Set<String> alertTypes,
            StoreSection section,
            CommitHook.Request write) {
        this.alertTypes = alertTypes;
        this.context = context;
        this.eventClock = eventClock;
        this.watermark = new PersistentWatermark(section, write);
        if (eventClock) {
            punctuation = context.schedule(CLOCK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::tellClock);
        }
    }

    /** The furthest event time that the task has seen. */
    void reached(long eventTime) {
        if (eventClock) {
            watermark.reach(eventTime);
        }
    }

    /** The furthest event time known, also before a restart; the least number if none is or the time of day is gone by. */
    long furthest() {
        return watermark.millis();
    }

    /**
     * Forwards the call as it is now known, if it has changed.
     *
     * @param publisher of the report that changed it
     */
    void changed(String run, String facility, String publisher, Visit before, Visit after, long timestamp) {
        Call call = told(after);
        if (!call.equals(told(before))) {
            context.forward(
                    new Record<>(run, new RunUpdate.Known(facility, publisher, call, watermark()), timestamp), CALLS);
        }
    }

    /** Causes of what is no alert are left out: there may be as many as a publisher makes up. Null of no reports. */
    private Call told(Visit journey) {
        Call call = journey.call();
        return call == null ? null : call.explaining(alertTypes);
    }

    void forgotten(String run, String facility) {
        context.forward(
                new Record<>(run, new RunUpdate.Forgotten(facility, watermark()), context.currentSystemTimeMs()), CALLS);
    }

    /** Of no meaning, and short, where the pipeline goes by the time of day. */
    private long watermark() {
        return eventClock ? watermark.millis() : 0;
    }

    private void tellClock(long wallClock) {
        if (watermark.millis() > told) {
            told = watermark.millis();
            context.forward(new Record<>("", new RunUpdate.Clock(told), wallClock), CLOCK);
        }
    }

    /** Writes what has changed. */
    void write() {
        watermark.write();
    }

    /** A task that is revived is initialised again. */
    void stop() {
        if (punctuation != null) {
            punctuation.cancel();
        }
    }
}
