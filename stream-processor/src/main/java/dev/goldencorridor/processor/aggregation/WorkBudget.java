package dev.goldencorridor.processor.aggregation;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The work that one punctuation may still do. */
final class WorkBudget {
    private final WorkLimits limits;
    private final EmittedValues emittedValues;
    private final LongSupplier nanoTime;
    private final long started;

    WorkBudget(WorkLimits limits, EmittedValues emittedValues, LongSupplier nanoTime) {
        this.limits = limits;
        this.emittedValues = emittedValues;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
    }

    boolean allowsWindows() {
        return allows(limits.windows());
    }

    boolean allowsRunning() {
        return allows(limits.running());
    }

    boolean allowsBackground() {
        return allows(limits.all());
    }

    private boolean allows(Duration limit) {
        return emittedValues.compared() < limits.values() && spent().compareTo(limit) < 0;
    }

    /** The time since the punctuation began. */
    Duration spent() {
        return Duration.ofNanos(nanoTime.getAsLong() - started);
    }
}
