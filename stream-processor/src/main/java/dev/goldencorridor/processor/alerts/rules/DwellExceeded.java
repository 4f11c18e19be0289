package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/** Arrived and released, and not departed; until it has left. */
final class DwellExceeded implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.DWELL_EXCEEDED;
    }

    @Override
    public Finding judge(RunCalls run, String facility, Call call) {
        if (!call.arrival().hasOccurred() || call.releasedAt() == UNKNOWN) {
            return Finding.Nothing.RETRACTED;
        }
        long arrivedAt = call.arrival().occurredAt();
        long freeAt = Math.max(arrivedAt, call.releasedAt());
        AlertDetails facts = AlertDetails.since(freeAt, call.causeOf(type().name()));
        RunCalls.Leaving left = run.leaving(facility, call, arrivedAt);
        return left == null
                ? new Finding.Growing(freeAt, facts, ClearedCause.CORRECTED)
                : new Finding.Ended(left.at() - freeAt, left.cause(), facts);
    }
}
