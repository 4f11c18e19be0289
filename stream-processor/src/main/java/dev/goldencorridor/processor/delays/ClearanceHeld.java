package dev.goldencorridor.processor.delays;

import static dev.goldencorridor.processor.journey.Call.UNKNOWN;

import dev.goldencorridor.processor.journey.Call;

/** Stopped by customs; until it is released, refused, or has left. */
final class ClearanceHeld implements Rule {
    @Override
    public AlertType type() {
        return AlertType.CLEARANCE_HELD;
    }

    @Override
    public Verdict judge(RunCalls run, String facility, Call call) {
        return judge(run, facility, call, call.held(), call.refused().at(), type());
    }

    /**
     * The same for whatever customs stop a train by.
     *
     * @param refusedAt when another stop took its place, or unknown
     */
    static Verdict judge(
            RunCalls run, String facility, Call call, Call.Stopped stopped, long refusedAt, AlertType type) {
        if (!stopped.hasOccurred()) {
            return Verdict.Nothing.RETRACTED;
        }
        long at = stopped.at();
        String told = call.causeOf(type.name());
        Facts facts = Facts.since(at, told == null ? stopped.reason() : told);
        RunCalls.Leaving left = run.leaving(facility, call, at);
        long end = Long.MAX_VALUE;
        Cause cause = null;
        if (call.releasedAt() != UNKNOWN && call.releasedAt() >= at) {
            end = call.releasedAt();
            cause = Cause.RELEASED;
        }
        if (refusedAt != UNKNOWN && refusedAt >= at && refusedAt < end) {
            end = refusedAt;
            cause = Cause.REFUSED;
        }
        if (left != null && left.at() < end) {
            end = left.at();
            cause = left.cause();
        }
        return cause == null
                ? new Verdict.Growing(at, facts, Cause.CORRECTED)
                : new Verdict.Ended(end - at, cause, facts);
    }
}
