package dev.goldencorridor.processor;

import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Generates reports of two runs at five places, two of them outside the port catalogue. Reports are late, early,
 * planned, repeated, retracted or contradictory.
 */
public final class RandomReports {
    /** All times are multiples of it, so that some meet a threshold exactly. */
    public static final Duration GRAIN = Duration.ofMinutes(15);

    private static final List<String> FACILITIES = List.of("CNXAG", "CNHRS", "KZALA", "esr:707702", "stanox:1");

    private RandomReports() {}

    /**
     * The next report.
     *
     * @param start the creation time of the first report
     * @param sent the earlier reports, which it may repeat or retract
     */
    public static TrainMovement next(Random random, Instant start, List<TrainMovement> sent, Instant now) {
        if (!sent.isEmpty() && random.nextInt(8) == 0) {
            return Movements.retraction(sent.get(random.nextInt(sent.size())));
        }
        if (!sent.isEmpty() && random.nextInt(12) == 0) {
            return sent.get(random.nextInt(sent.size()));
        }
        if (!sent.isEmpty() && random.nextInt(12) == 0) {
            TrainMovement earlier = sent.get(random.nextInt(sent.size()));
            return Movements.reportedAnew(earlier, start.plusMillis(random.nextInt(sent.size() + 1)));
        }
        String run = "CR|X800" + random.nextInt(2) + "|2026-10-25";
        String facility = FACILITIES.get(random.nextInt(FACILITIES.size()));
        Instant at = grained(now).plus(GRAIN.multipliedBy(random.nextInt(14) - 10));
        TrainMovement movement = Movements.movement(
                run,
                facility,
                List.of(Direction.values()).get(random.nextInt(3)),
                at,
                start.plusMillis(sent.size()),
                detail(random));
        boolean mayBePlanned = !(movement.getDetail() instanceof DelayCause) && random.nextInt(4) > 0;
        return TrainMovement.newBuilder(movement)
                .setPlannedAt(
                        mayBePlanned || (movement.getDetail() instanceof Plan && random.nextInt(3) > 0)
                                ? grained(now).plus(GRAIN.multipliedBy(random.nextInt(20) - 10))
                                : null)
                .build();
    }

    private static Instant grained(Instant at) {
        return Instant.ofEpochMilli(at.toEpochMilli() / GRAIN.toMillis() * GRAIN.toMillis());
    }

    /** An origin or a destination; null in half of the cases. */
    private static String end(Random random) {
        return random.nextBoolean() ? null : FACILITIES.get(random.nextInt(FACILITIES.size()));
    }

    private static Object detail(Random random) {
        return switch (random.nextInt(15)) {
            case 0, 1, 2 -> Movements.arrivalOf(end(random), end(random), null);
            case 3, 4, 5 -> Movements.departureOf(end(random), end(random), null);
            case 6 -> Movements.stepOf(ClearanceStep.RELEASED);
            case 7 -> Movements.stepOf(ClearanceStep.HOLD);
            case 8 -> Movements.stepOf(ClearanceStep.REFUSED);
            case 9 -> Movements.stepOf(ClearanceStep.LODGED);
            case 10 -> new DelayCause(random.nextBoolean() ? "ARRIVAL_LATE" : null, "code", "words");
            case 11 -> new Plan(PlannedMovement.DEPARTURE);
            case 12 -> new Estimate(PlannedMovement.DEPARTURE, Instant.parse("2026-11-01T00:00:00Z"));
            default -> new Plan(PlannedMovement.ARRIVAL);
        };
    }
}
