package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import java.util.UUID;

/** The identity of an event. Reports with one event id are one event only for the same run and facility. */
record EventKey(String run, String facility, UUID eventId) {
    static EventKey of(TrainMovement event) {
        return new EventKey(event.getTrainRunId(), event.getFacility(), event.getEventId());
    }
}
