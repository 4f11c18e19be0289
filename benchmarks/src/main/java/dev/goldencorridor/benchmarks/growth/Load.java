package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Trains between many places, over thirty days. Every run leaves one place and arrives at another. Open runs remain
 * there at the end; finished runs have departed. Open and finished runs are mixed evenly.
 *
 * @param openRuns runs that stay open
 * @param finishedRuns runs that depart again
 * @param places number of places, each a dimension
 */
record Load(long openRuns, long finishedRuns, int places) {
    static final String PUBLISHER = "gb-trust";

    private static final Instant FROM = Instant.parse("2025-06-01T00:00:00Z");
    private static final Duration SPAN = Duration.ofDays(30);
    private static final Duration ON_THE_WAY = Duration.ofHours(2);
    private static final Duration STAY = Duration.ofMinutes(20);
    /** Without small factors, so that neighbouring runs go to distant places, and all places are equally frequent. */
    private static final long SCATTER = 7_919;

    long runs() {
        return openRuns + finishedRuns;
    }

    long events() {
        return 2 * openRuns + 3 * finishedRuns;
    }

    /** The reports of a run in their order; {@code run} starts at 0. */
    TrainMovement[] reports(long run) {
        Instant left = FROM.plus(SPAN.multipliedBy(run).dividedBy(runs()));
        String from = place(run);
        String to = place(run * SCATTER + 1);
        TrainMovement departure = movement(run, 0, from, left, new Departure());
        TrainMovement arrival = movement(run, 1, to, left.plus(ON_THE_WAY), new Arrival());
        // Keep the share of open runs constant over the whole load.
        boolean open = (run + 1) * openRuns / runs() > run * openRuns / runs();
        return open
                ? new TrainMovement[] {departure, arrival}
                : new TrainMovement[] {
                    departure,
                    arrival,
                    movement(run, 2, to, left.plus(ON_THE_WAY).plus(STAY), new Departure())
                };
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
