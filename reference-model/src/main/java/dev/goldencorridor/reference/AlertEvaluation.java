package dev.goldencorridor.reference;

import java.time.Instant;

/** One alert key at one instant: its state, its thresholds and the run. */
record AlertEvaluation(AlertEntry entry, SeveritySteps steps, RunView run, Instant now) {
    void raise(int severity, boolean byEvent) {
        entry.raise(severity, byEvent, now);
    }

    void clear(String cause) {
        entry.clear(cause, now);
    }
}
