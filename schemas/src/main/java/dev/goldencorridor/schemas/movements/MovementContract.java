package dev.goldencorridor.schemas.movements;

import static dev.goldencorridor.schemas.limits.MovementLimits.EARLIEST;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_AHEAD;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_NAME_CHARS;

import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.RejectReason;
import java.time.Instant;
import java.util.List;

/**
 * Checks a movement against the contract, apart from its topic and its key. The publishing library and the admission of
 * step 1 apply this list, so that both refuse the same movements. A pure function; safe for use by several threads.
 */
public final class MovementContract {
    private MovementContract() {}

    /**
     * Returns all faults of the movement; empty if it is valid.
     *
     * @param now the clock that bounds its times
     */
    public static List<ContractFault> faults(TrainMovement movement, Instant now) {
        FaultList faults = new FaultList();
        identity(movement, faults);
        Instant latest = now.plus(MAX_AHEAD);
        time("occurredAt", "", movement.getOccurredAt(), latest, faults);
        time("createdAt", "createdAt ", movement.getCreatedAt(), latest, faults);
        DetailContract.check(movement.getDetail(), faults);
        return faults.all();
    }

    private static void identity(TrainMovement movement, FaultList faults) {
        faults.required("eventId", movement.getEventId());
        if (movement.getEventId() != null && movement.getEventId().equals(movement.getRetracts())) {
            faults.add(
                    RejectReason.SELF_RETRACTION,
                    "retracts itself",
                    "retracts: an event cannot retract itself (" + movement.getEventId() + ")");
        }
        faults.requiredText("trainRunId", movement.getTrainRunId());
        faults.text("trainRunId", movement.getTrainRunId(), MAX_NAME_CHARS);
        faults.required("trainNumber", movement.getTrainNumber());
        faults.text("trainNumber", movement.getTrainNumber(), MAX_NAME_CHARS);
        faults.requiredCode("facility", movement.getFacility());
        faults.required("direction", movement.getDirection());
    }

    private static void time(String field, String kind, Instant time, Instant latest, FaultList faults) {
        if (time == null) {
            faults.required(field, null);
        } else if (time.isBefore(EARLIEST)) {
            faults.add(
                    RejectReason.TOO_OLD,
                    kind + "too long ago",
                    field + ": " + time + " is before " + EARLIEST + "; send milliseconds, not seconds");
        } else if (time.isAfter(latest)) {
            faults.add(
                    RejectReason.TOO_FAR_AHEAD,
                    kind + "in the future",
                    field + ": " + time + " is more than " + MAX_AHEAD.toMinutes() + " minutes ahead of now ("
                            + latest.minus(MAX_AHEAD) + ")");
        }
    }
}
