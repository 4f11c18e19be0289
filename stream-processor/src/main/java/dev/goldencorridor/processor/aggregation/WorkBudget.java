package dev.goldencorridor.processor.aggregation;

import java.time.Duration;
import java.util.function.LongSupplier;

/** What is left of the work that one punctuation may do. */
final class WorkBudget {
    private final WorkLimits limits;
    private final EmittedValues publication;
    private final LongSupplier nanoTime;
    private final long started;

    WorkBudget(WorkLimits limits, EmittedValues publication, LongSupplier nanoTime) {
        this.limits = limits;
        this.publication = publication;
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
        return publication.asked() < limits.values() && spent().compareTo(limit) < 0;
    }

    /** Since the punctuation began. */
    Duration spent() {
        return Duration.ofNanos(nanoTime.getAsLong() - started);
    }
}
