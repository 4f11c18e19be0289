package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;

/** The part that holds and refusals have in common: customs stop the train until something frees it. */
final class CustomsStop {
    private CustomsStop() {}

    /**
     * The reported cause that takes precedence over the reason of the customs office; null if there is none. A cause of
     * this alert type precedes the office's reason. A cause of the whole call does not.
     */
    static String reportedCause(Call call, Call.Stopped stopped, AlertType type) {
        return stopped.reason() == null ? call.causeOf(type.name()) : call.specificCauseOf(type.name());
    }

    /**
     * Evaluates a hold or a refusal. It ends with the first of these: release, refusal, leaving.
     *
     * @param refusedAt the refusal that ends this stop, or unknown
     * @param reportedCause takes precedence over the reason of the customs office; null if there is none
     */
    static Finding evaluate(
            RunCalls run, String facility, Call call, Call.Stopped stopped, long refusedAt, String reportedCause) {
        if (!stopped.hasOccurred()) {
            return Finding.None.RETRACTED;
        }
        long stoppedAt = stopped.at();
        AlertDetails details = AlertDetails.since(stoppedAt, reportedCause == null ? stopped.reason() : reportedCause);
        RunCalls.Leaving leaving = run.leaving(facility, call, stoppedAt);
        long endedAt = Long.MAX_VALUE;
        ClearedCause cause = null;
        if (call.releasedAt() != UNKNOWN && call.releasedAt() >= stoppedAt) {
            endedAt = call.releasedAt();
            cause = ClearedCause.RELEASED;
        }
        if (refusedAt != UNKNOWN && refusedAt >= stoppedAt && refusedAt < endedAt) {
            endedAt = refusedAt;
            cause = ClearedCause.REFUSED;
        }
        if (leaving != null && leaving.at() < endedAt) {
            endedAt = leaving.at();
            cause = leaving.cause();
        }
        return cause == null
                ? new Finding.Ongoing(stoppedAt, details, ClearedCause.CORRECTED)
                : new Finding.Ended(endedAt - stoppedAt, cause, details);
    }
}
