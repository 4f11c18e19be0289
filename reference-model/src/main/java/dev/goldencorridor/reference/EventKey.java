package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import java.util.UUID;

/** The identity of an event. Reports with one event id are one event only for the same run and facility. */
record EventKey(String run, String facility, UUID eventId) {
    static EventKey of(TrainMovement event) {
        return new EventKey(event.getTrainRunId(), event.getFacility(), event.getEventId());
    }

    /** The event that a retraction withdraws. It is of the retraction's own run and facility. */
    static EventKey retractedBy(TrainMovement retraction) {
        return new EventKey(retraction.getTrainRunId(), retraction.getFacility(), retraction.getRetracts());
    }
}
