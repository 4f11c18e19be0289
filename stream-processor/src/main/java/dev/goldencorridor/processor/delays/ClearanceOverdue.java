package dev.goldencorridor.processor.delays;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.places.PortCatalogue;

/** Arrived at a border port, and not released; until it is, or has left all the same. */
final class ClearanceOverdue implements Rule {
    private final PortCatalogue ports;

    ClearanceOverdue(PortCatalogue ports) {
        this.ports = ports;
    }

    @Override
    public AlertType type() {
        return AlertType.CLEARANCE_OVERDUE;
    }

    @Override
    public Verdict judge(RunCalls run, String facility, Call call) {
        if (!call.arrival().hasOccurred() || !ports.isBorderPort(facility)) {
            return Verdict.Nothing.RETRACTED;
        }
        long arrivedAt = call.arrival().occurredAt();
        Facts facts = Facts.since(arrivedAt, call.causeOf(type().name()));
        RunCalls.Leaving left = run.leaving(facility, call, arrivedAt);
        boolean isReleased = call.releasedAt() != UNKNOWN;
        if (isReleased && (left == null || call.releasedAt() <= left.at())) {
            return new Verdict.Ended(call.releasedAt() - arrivedAt, Cause.RELEASED, facts);
        }
        return left == null
                ? new Verdict.Growing(arrivedAt, facts, Cause.CORRECTED)
                : new Verdict.Ended(left.at() - arrivedAt, left.cause(), facts);
    }
}
