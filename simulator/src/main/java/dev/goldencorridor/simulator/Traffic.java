package dev.goldencorridor.simulator;

import java.time.LocalDate;
import java.util.List;

/** The runs of a simulation. */
interface Traffic {
    /** The runs that begin on this date, each in the zone of its origin. Repeated calls return the same runs. */
    List<Run> startingOn(LocalDate day);
}
