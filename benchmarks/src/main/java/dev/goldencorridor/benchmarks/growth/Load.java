package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Trains between many places, over some thirty days. Every run departs from its first place, and arrives at and
 * departs from each further place. A run with one place arrives there. Open runs remain at their last place; finished
 * runs depart from it. Open and finished runs are mixed evenly.
 *
 * @param openRuns runs that stay open
 * @param finishedRuns runs that depart from their last place
 * @param places number of places, each a dimension
 * @param placesPerRun places at which each run reports
 * @param end when the last run ends
 */
record Load(long openRuns, long finishedRuns, int places, int placesPerRun, Instant end) {
    static final String PUBLISHER = "gb-trust";

    private static final Duration SPAN = Duration.ofDays(30);
    /** From the first place of a run to its end; each place takes an equal share of it. */
    private static final Duration JOURNEY = Duration.ofMinutes(280);
    /** A train stays for this part of the time that a place takes. */
    private static final int STAY = 7;
    /** Without small factors, so that neighbouring runs go to distant places, and all places are equally frequent. */
    private static final long SCATTER = 7_919;

    long runs() {
        return openRuns + finishedRuns;
    }

    /** The reports of a run in their order; {@code run} starts at 0. */
    List<TrainMovement> reports(long run) {
        List<TrainMovement> reports = new ArrayList<>();
        Instant at = end.minus(SPAN).minus(JOURNEY).plus(SPAN.multipliedBy(run).dividedBy(runs()));
        Duration leg = JOURNEY.dividedBy(placesPerRun);
        Duration stay = leg.dividedBy(STAY);
        for (int visit = 0; visit < placesPerRun; visit++) {
            String place = place(run * SCATTER + visit);
            boolean first = visit == 0 && placesPerRun > 1;
            boolean last = visit == placesPerRun - 1;
            if (!first) {
                reports.add(movement(run, reports.size(), place, at, new Arrival()));
                at = at.plus(stay);
            }
            if (!last || !staysOpen(run)) {
                reports.add(movement(run, reports.size(), place, at, new Departure()));
            }
            at = at.plus(leg).minus(stay);
        }
        return reports;
    }

    /** The share of open runs is the same everywhere in the load. */
    private boolean staysOpen(long run) {
        return (run + 1) * openRuns / runs() > run * openRuns / runs();
    }

    private String place(long number) {
        return "stanox:" + (10_000 + Math.floorMod(number, (long) places));
    }

    private static TrainMovement movement(long run, int step, String facility, Instant at, Object detail) {
        return new TrainMovement(
                new UUID(run, step),
                null,
                "GB|R" + run + "|2025-06-01",
                "R" + run,
                facility,
                Direction.DOMESTIC,
                at,
                null,
                at,
                PUBLISHER,
                detail);
    }
}
