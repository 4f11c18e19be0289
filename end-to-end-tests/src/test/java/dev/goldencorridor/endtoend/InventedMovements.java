package dev.goldencorridor.endtoend;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** The false movements of a hostile publisher: made-up runs and places, and made-up reports of honest runs. */
final class InventedMovements {
    private final Random random;
    private final Supplier<String> honestRun;
    private long count;

    /** @param honestRun supplies the run id of an honest train under way */
    InventedMovements(Random random, Supplier<String> honestRun) {
        this.random = random;
        this.honestRun = honestRun;
    }

    TrainMovement route() {
        return trip(place(), Direction.OUTBOUND, null, place());
    }

    TrainMovement domesticTrip() {
        return trip(place(), Direction.DOMESTIC, null, null);
    }

    TrainMovement tripOnHonestRoute() {
        return trip(place(), Direction.DOMESTIC, "CNXAG", "KZALA");
    }

    TrainMovement tripWithCrowdedConsist() {
        return trip(place(), Direction.DOMESTIC, null, null, crowded());
    }

    TrainMovement placeOfHonestRun() {
        return movement(honestRun.get(), place(), Direction.OUTBOUND, now(), clearance(ClearanceStep.LODGED));
    }

    TrainMovement arrivalOfHonestRun() {
        return movement(honestRun.get(), place(), Direction.OUTBOUND, now(), new Arrival());
    }

    TrainMovement departureFromForeignFacility() {
        return movement(honestRun.get(), "CNHRS", Direction.OUTBOUND, now(), departure("CNXAG", "KZALA", null));
    }

    TrainMovement arrivalAtRandomTime() {
        return movement(
                newRun(),
                place(),
                Direction.OUTBOUND,
                Instant.ofEpochMilli(random.nextLong() >>> random.nextInt(40)),
                new Arrival());
    }

    private TrainMovement trip(String facility, Direction direction, String origin, String destination) {
        return trip(facility, direction, origin, destination, null);
    }

    private TrainMovement trip(
            String facility, Direction direction, String origin, String destination, Consist consist) {
        String from = direction == Direction.OUTBOUND ? facility : origin;
        return movement(newRun(), facility, direction, now(), departure(from, destination, consist));
    }

    TrainMovement planOfHonestRun() {
        return movement(
                honestRun.get(),
                place(),
                Direction.OUTBOUND,
                now(),
                now().plus(Duration.ofMinutes(random.nextInt(600) - 300L)),
                new Plan(PlannedMovement.ARRIVAL));
    }

    private static Departure departure(String origin, String destination, Consist consist) {
        return new Departure(origin, destination, null, null, null, consist);
    }

    private static Clearance clearance(ClearanceStep step) {
        return new Clearance(step, null, null, null, null);
    }

    private Consist crowded() {
        List<Commodity> commodities = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            commodities.add(new Commodity(
                    Integer.toString(10 + random.nextInt(80)), 1.0, "Consignee".repeat(25) + random.nextInt()));
        }
        return new Consist(1, 1, 1, 1_000.0, commodities);
    }

    private TrainMovement movement(String run, String facility, Direction direction, Instant at, Object detail) {
        return movement(run, facility, direction, at, null, detail);
    }

    /** The movement claims to be of another publisher. */
    private TrainMovement movement(
            String run, String facility, Direction direction, Instant at, Instant plannedAt, Object detail) {
        return new TrainMovement(
                UUID.randomUUID(), null, run, "H", facility, direction, at, plannedAt, now(), "khorgos", detail);
    }

    private String place() {
        return "stanox:" + count++;
    }

    private String newRun() {
        return "GB|H" + count++ + "|2026-11-01";
    }

    byte[] key() {
        return newRun().getBytes(StandardCharsets.UTF_8);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
