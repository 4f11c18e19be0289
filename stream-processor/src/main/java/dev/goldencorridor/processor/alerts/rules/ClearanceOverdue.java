package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.places.PortCatalogue;

/**
 * The train has arrived at a border port and is not released. The alert ends with the release, or when the train
 * leaves.
 */
final class ClearanceOverdue implements AlertRule {
    private final PortCatalogue ports;

    ClearanceOverdue(PortCatalogue ports) {
        this.ports = ports;
    }

    @Override
    public AlertType type() {
        return AlertType.CLEARANCE_OVERDUE;
    }

    @Override
    public Finding evaluate(RunCalls run, String facility, Call call) {
        if (!call.arrival().hasOccurred() || !ports.isBorderPort(facility)) {
            return Finding.None.RETRACTED;
        }
        long arrivedAt = call.arrival().occurredAt();
        AlertDetails details = AlertDetails.since(arrivedAt, reportedCause(call));
        RunCalls.Leaving leaving = run.leaving(facility, call, arrivedAt);
        if (call.isReleased() && (leaving == null || call.releasedAt() <= leaving.at())) {
            return new Finding.Ended(call.releasedAt() - arrivedAt, ClearedCause.RELEASED, details);
        }
        return leaving == null
                ? new Finding.Ongoing(arrivedAt, details, ClearedCause.CORRECTED)
                : new Finding.Ended(leaving.at() - arrivedAt, leaving.cause(), details);
    }
}
