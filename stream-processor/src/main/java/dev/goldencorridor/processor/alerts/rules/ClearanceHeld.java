package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;

/** Stopped by customs; until it is released, refused, or has left. */
final class ClearanceHeld implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.CLEARANCE_HELD;
    }

    @Override
    public Finding judge(RunCalls run, String facility, Call call) {
        return judge(run, facility, call, call.held(), call.refused().at(), cause(call));
    }

    @Override
    public String cause(Call call) {
        return cause(call, call.held(), type());
    }

    /** The office's words stand before a cause that was told for all of the call. */
    static String cause(Call call, Call.Stopped stopped, AlertType type) {
        return stopped.reason() == null ? call.causeOf(type.name()) : call.causeOnlyOf(type.name());
    }

    /**
     * The same for whatever customs stop a train by.
     *
     * @param refusedAt when another stop took its place, or unknown
     * @param told why, as far as that stands before the office's words; null if nothing was told
     */
    static Finding judge(RunCalls run, String facility, Call call, Call.Stopped stopped, long refusedAt, String told) {
        if (!stopped.hasOccurred()) {
            return Finding.Nothing.RETRACTED;
        }
        long at = stopped.at();
        AlertDetails facts = AlertDetails.since(at, told == null ? stopped.reason() : told);
        RunCalls.Leaving left = run.leaving(facility, call, at);
        long end = Long.MAX_VALUE;
        ClearedCause cause = null;
        if (call.releasedAt() != UNKNOWN && call.releasedAt() >= at) {
            end = call.releasedAt();
            cause = ClearedCause.RELEASED;
        }
        if (refusedAt != UNKNOWN && refusedAt >= at && refusedAt < end) {
            end = refusedAt;
            cause = ClearedCause.REFUSED;
        }
        if (left != null && left.at() < end) {
            end = left.at();
            cause = left.cause();
        }
        return cause == null
                ? new Finding.Growing(at, facts, ClearedCause.CORRECTED)
                : new Finding.Ended(end - at, cause, facts);
    }
}
