package dev.goldencorridor.processor.delays;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/** Arrived and released, and not departed; until it has left. */
final class DwellExceeded implements Rule {
    @Override
    public AlertType type() {
        return AlertType.DWELL_EXCEEDED;
    }

    @Override
    public Verdict judge(RunCalls run, String facility, Call call) {
        if (!call.arrival().hasOccurred() || call.releasedAt() == UNKNOWN) {
            return Verdict.Nothing.RETRACTED;
        }
        long arrivedAt = call.arrival().occurredAt();
        long freeAt = Math.max(arrivedAt, call.releasedAt());
        Facts facts = Facts.since(freeAt, call.causeOf(type().name()));
        RunCalls.Leaving left = run.leaving(facility, call, arrivedAt);
        return left == null
                ? new Verdict.Growing(freeAt, facts, Cause.CORRECTED)
                : new Verdict.Ended(left.at() - freeAt, left.cause(), facts);
    }
}
