package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.windows.Hour;
import java.util.function.Consumer;

/** Emits the marked hours of a task's dimensions. For a task's thread. */
final class HourEmitter {
    private static final long MINUTE_MILLIS = 60_000;

    private final ChangedHours changed;
    private final DimensionStates states;
    private final AggregateEmitter emitter;
    private final Consumer<String> catchUp;
    private final long completeFrom;

    /**
     * An emitter of hours.
     *
     * @param catchUp lets a dimension follow the clock
     * @param completeFrom hours that begin earlier are not emitted; milliseconds since 1970-01-01T00:00Z
     */
    HourEmitter(
            ChangedHours changed,
            DimensionStates states,
            AggregateEmitter emitter,
            Consumer<String> catchUp,
            long completeFrom) {
        this.changed = changed;
        this.states = states;
        this.emitter = emitter;
        this.catchUp = catchUp;
        this.completeFrom = completeFrom;
    }

    /**
     * Emits the due hours within the budget, but at least one.
     *
     * @param clock milliseconds since 1970-01-01T00:00Z
     */
    void emit(WorkBudget budget, long clock) {
        for (String key = changed.pollDue(); key != null; key = changed.pollDue()) {
            // After a start, the budget may end before all dimensions have followed the clock.
            catchUp.accept(key);
            Dimension dimension = Dimension.ofKey(key);
            for (Hour hour = changed.poll(key); hour != null; hour = changed.poll(key)) {
                emit(dimension, hour, clock);
                if (!budget.allowsRunning()) {
                    changed.requeue(key);
                    return;
                }
            }
        }
    }

    private void emit(Dimension dimension, Hour hour, long clock) {
        boolean isComplete = hour.firstMillis() >= completeFrom;
        if (isComplete && changed.isKept(hour, Math.floorDiv(clock, MINUTE_MILLIS))) {
            emitter.emitHour(dimension, states.sum(dimension.key(), hour), clock);
        } else {
            emitter.deleteHour(dimension, hour);
        }
    }
}
