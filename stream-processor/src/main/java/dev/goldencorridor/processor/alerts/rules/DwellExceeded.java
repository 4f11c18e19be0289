package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;

/** The train has arrived and is released, but has not left. The alert ends when it leaves. */
final class DwellExceeded implements AlertRule {
    @Override
    public AlertType type() {
        return AlertType.DWELL_EXCEEDED;
    }

    @Override
    public Finding evaluate(RunCalls run, String facility, Call call) {
        if (!call.arrival().hasOccurred() || !call.isReleased()) {
            return Finding.None.RETRACTED;
        }
        long arrivedAt = call.arrival().occurredAt();
        long freeAt = Math.max(arrivedAt, call.releasedAt());
        AlertDetails details = AlertDetails.since(freeAt, reportedCause(call));
        RunCalls.Leaving leaving = run.leaving(facility, call, arrivedAt);
        return leaving == null
                ? new Finding.Ongoing(freeAt, details, ClearedCause.CORRECTED)
                : new Finding.Ended(leaving.at() - freeAt, leaving.cause(), details);
    }
}
