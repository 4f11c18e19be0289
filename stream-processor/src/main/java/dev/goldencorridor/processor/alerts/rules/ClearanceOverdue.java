package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.places.PortCatalogue;

/** Arrived at a border port, and not released; until it is, or has left all the same. */
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
    public Finding judge(RunCalls run, String facility, Call call) {
        if (!call.arrival().hasOccurred() || !ports.isBorderPort(facility)) {
            return Finding.Nothing.RETRACTED;
        }
        long arrivedAt = call.arrival().occurredAt();
        AlertDetails facts = AlertDetails.since(arrivedAt, call.causeOf(type().name()));
        RunCalls.Leaving left = run.leaving(facility, call, arrivedAt);
        boolean isReleased = call.releasedAt() != UNKNOWN;
        if (isReleased && (left == null || call.releasedAt() <= left.at())) {
            return new Finding.Ended(call.releasedAt() - arrivedAt, ClearedCause.RELEASED, facts);
        }
        return left == null
                ? new Finding.Growing(arrivedAt, facts, ClearedCause.CORRECTED)
                : new Finding.Ended(left.at() - arrivedAt, left.cause(), facts);
    }
}
