package dev.goldencorridor.reference;

import java.time.Instant;

/** The state of one alert key. */
final class AlertEntry {
    boolean open;
    /** Whether the alert was raised by the event itself, which arrived late, and not by its absence. */
    boolean raisedByEvent;
    /** Whether the lateness of the event was already reported. */
    boolean latenessReported;

    int severity;
    /** Since when the train is silent. */
    Instant silentSince;
    /** When the event occurred, as of the last evaluation. */
    Instant eventAt;

    Instant raisedAt;
    Instant clearedAt;
    String cause;

    void raise(int at, boolean byEvent, Instant when) {
        open = true;
        raisedByEvent = byEvent;
        severity = at;
        raisedAt = when;
        clearedAt = null;
        cause = null;
    }

    void raiseSeverity(int at) {
        severity = Math.max(severity, at);
    }

    void clear(String why, Instant when) {
        open = false;
        clearedAt = when;
        cause = why;
    }

    /** Forgets an alert that a reader no longer sees. */
    void expire() {
        raisedAt = null;
        clearedAt = null;
    }
}
