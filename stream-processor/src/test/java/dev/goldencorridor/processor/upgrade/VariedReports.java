package dev.goldencorridor.processor.upgrade;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Seeded reports of every kind at the ports and at hubs, over several years. Each is created a millisecond after the one
 * before, so that a correction is never ambiguous.
 */
final class VariedReports {
    private static final List<String> FACILITIES = List.of("CNHRS", "CNAKL", "CNXAG", "KZALA", "esr:707702");
    private static final List<Instant> SEASONS = List.of(
            Instant.parse("2023-12-31T10:01:00Z"),
            Instant.parse("2024-02-29T10:00:30Z"),
            Instant.parse("2024-12-31T15:59:59.999Z"),
            Instant.parse("2025-02-28T10:01:00Z"),
            Instant.parse("2025-10-25T12:00:00Z"),
            Instant.parse("2025-12-31T10:00:59.999Z"));

    private final Random random;
    private final List<TrainMovement> made = new ArrayList<>();
    private Instant createdAt;

    VariedReports(long seed, Instant firstCreatedAt) {
        this.random = new Random(seed);
        this.createdAt = firstCreatedAt;
    }

    List<TrainMovement> all() {
        return made;
    }

    /** Reports of the years before, some of them retracted. */
    void ofFormerYears(int size) {
        for (int i = 0; i < size; i++) {
            int run = random.nextInt(1 + size / 6);
            Instant at = SEASONS.get(run % SEASONS.size()).plus(Duration.ofMinutes(random.nextInt(4_000) - 2_000));
            addOrRetract("CR|X70" + run + "|former", at);
        }
    }

    /** Reports of few runs within days before an instant, so many that not all journeys of a run are in its record. */
    void ofFewRuns(int runs, int size, Instant before) {
        for (int i = 0; i < size; i++) {
            Instant at = before.minus(Duration.ofSeconds(random.nextInt(6 * 86_400)));
            addOrRetract("CR|X80" + random.nextInt(runs) + "|few", at);
        }
    }

    /** So much in one hour that its panes are too long for one block. */
    void ofABusyHour(int trains, Instant from) {
        for (int i = 0; i < trains; i++) {
            Instant at = from.plusSeconds(random.nextInt(3_600));
            List<Commodity> commodities = List.of(
                    new Commodity("8703", 12.5, "Consignee " + i % 7), new Commodity("0806", 1.25, "Consignee " + i));
            Object left = Movements.departureOf("CNXAG", "KZALA", Movements.consist(commodities));
            String run = "CR|X90" + i + "|busy";
            Instant arrived = at.minusSeconds(60L * random.nextInt(600));
            add(run, "CNHRS", Direction.OUTBOUND, arrived, Movements.arrivalOf(null, null, null), null);
            Object lodged = Movements.stepOf(ClearanceStep.LODGED);
            add(run, "CNHRS", Direction.OUTBOUND, at.minusSeconds(random.nextInt(3_600)), lodged, null);
            add(run, "CNHRS", Direction.OUTBOUND, at, Movements.stepOf(ClearanceStep.RELEASED), null);
            add(run, "CNHRS", Direction.OUTBOUND, at.plusSeconds(30), left, null);
        }
    }

    /** Trains that wait at a port for more than its thresholds, or for less. */
    void ofWaitingTrains(int trains, Instant now) {
        for (int i = 0; i < trains; i++) {
            String port = i % 3 == 0 ? "CNAKL" : "CNHRS";
            Instant at = now.minus(Duration.ofHours(2L + 4L * i));
            add("CR|X60" + i + "|waits", port, Direction.OUTBOUND, at, Movements.arrivalOf(null, null, null), null);
            if (i % 4 == 1) {
                Object hold = Movements.stepOf(ClearanceStep.HOLD);
                add("CR|X60" + i + "|waits", port, Direction.OUTBOUND, at.plusSeconds(1_800), hold, null);
            }
        }
    }

    /** Plans, kept or not, and causes of delay. */
    void ofPlannedRuns(int runs, Instant now) {
        for (int i = 0; i < runs; i++) {
            String run = "CR|X50" + i + "|planned";
            Instant planned = now.minus(Duration.ofHours(i));
            Instant earlier = now.minus(Duration.ofDays(1));
            add(
                    run,
                    "CNXAG",
                    Direction.OUTBOUND,
                    earlier,
                    departure("CNXAG", "KZALA"),
                    earlier.minusSeconds(1_200L * i));
            add(run, "KZALA", Direction.OUTBOUND, earlier, new Plan(PlannedMovement.ARRIVAL), planned);
            add(
                    run,
                    "CNHRS",
                    Direction.OUTBOUND,
                    earlier,
                    new Plan(PlannedMovement.ARRIVAL),
                    planned.minusSeconds(9_000));
            add(
                    run,
                    "CNHRS",
                    Direction.OUTBOUND,
                    earlier,
                    new Plan(PlannedMovement.DEPARTURE),
                    planned.minusSeconds(60));
            if (i % 2 == 0) {
                Instant late = planned.minusSeconds(7_200 - 600L * i);
                add(run, "CNHRS", Direction.OUTBOUND, late, Movements.arrivalOf("CNXAG", "KZALA", null), null);
            }
            if (i % 3 == 0) {
                add(run, "CNHRS", Direction.OUTBOUND, earlier, new DelayCause(null, "code", "strong wind"), null);
            }
        }
    }

    /** Retracts every so many of the reports so far. */
    void retractEvery(int step) {
        for (TrainMovement one : List.copyOf(made)) {
            if (random.nextInt(step) == 0) {
                made.add(Movements.retraction(one));
            }
        }
    }

    private void addOrRetract(String run, Instant at) {
        if (!made.isEmpty() && random.nextInt(7) == 0) {
            made.add(Movements.retraction(made.get(random.nextInt(made.size()))));
            return;
        }
        String facility = FACILITIES.get(random.nextInt(FACILITIES.size()));
        Direction direction = List.of(Direction.values()).get(random.nextInt(3));
        add(run, facility, direction, at, detail(facility), null);
    }

    private void add(String run, String facility, Direction direction, Instant at, Object detail, Instant plannedAt) {
        createdAt = createdAt.plusMillis(1);
        TrainMovement movement = Movements.movement(run, facility, direction, at, createdAt, detail);
        made.add(TrainMovement.newBuilder(movement).setPlannedAt(plannedAt).build());
    }

    private Object detail(String facility) {
        String origin = end(facility);
        String destination = end(facility);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> departure(origin, destination);
            case 3, 4, 5 -> Movements.arrivalOf(origin, destination, consist());
            case 6 -> Movements.stepOf(ClearanceStep.RELEASED);
            case 7 -> Movements.stepOf(ClearanceStep.LODGED);
            default ->
                Movements.stepOf(List.of(ClearanceStep.values()).get(random.nextInt(ClearanceStep.values().length)));
        };
    }

    private Object departure(String origin, String destination) {
        return Movements.departureOf(origin, destination, consist());
    }

    private String end(String facility) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1, 2 -> facility;
            default -> FACILITIES.get(random.nextInt(FACILITIES.size()));
        };
    }

    private Consist consist() {
        List<Commodity> commodities = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            commodities.add(new Commodity(
                    List.of("100199", "100590", "8703", "0806").get(random.nextInt(4)),
                    random.nextInt(1_000_000) / 1000.0,
                    random.nextBoolean() ? null : "Consignee " + random.nextInt(5)));
        }
        return random.nextInt(3) == 0
                ? Movements.consist(random.nextInt(60), random.nextInt(110), random.nextInt(20), 1_000.125)
                : Movements.consist(commodities);
    }
}
