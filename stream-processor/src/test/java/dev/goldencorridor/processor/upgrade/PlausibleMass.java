package dev.goldencorridor.processor.upgrade;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.movements.MovementContract;

/** Makes movements admissible that the former release admitted: their net masses may be above the gross mass. */
final class PlausibleMass {
    private PlausibleMass() {}

    /** Returns the movement itself, or one with an unknown gross mass if this release rejects it. */
    static TrainMovement of(TrainMovement movement) {
        if (MovementContract.faults(movement, StateDumpMain.WALL_CLOCK).isEmpty()) {
            return movement;
        }
        TrainMovement changed = TrainMovement.newBuilder(movement).build();
        Consist consist = changed.getDetail() instanceof Departure left
                ? left.getConsist()
                : ((Arrival) changed.getDetail()).getConsist();
        consist.put("grossTonnes", 0.0);
        return changed;
    }
}
