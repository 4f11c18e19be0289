package dev.goldencorridor.simulator;

import java.time.LocalDate;
import java.util.List;

/** Which runs there are. */
interface Traffic {
    /** The runs that begin on this date, each in its origin's own zone; the same whenever it is asked. */
    List<Run> startingOn(LocalDate day);
}
