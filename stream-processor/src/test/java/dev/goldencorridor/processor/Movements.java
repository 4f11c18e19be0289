package dev.goldencorridor.processor;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Creates movements for tests. */
public final class Movements {
    private static final Map<String, String> PUBLISHERS = Map.of(
            "CNHRS",
            "khorgos",
            "CNAKL",
            "alashankou",
            "CNXAG",
            "xian",
            "KZALA",
            "ktz",
            "esr:707702",
            "ktz",
            "esr:Sary-Agash",
            "ktz",
            "stanox:1",
            "gb-trust");

    private Movements() {}

    public static TrainMovement departure(String run, String facility, Direction direction, String at) {
        return movement(run, facility, direction, Instant.parse(at), departureOf(null, null, null));
    }

    public static TrainMovement arrival(String run, String facility, Direction direction, String at) {
        return movement(run, facility, direction, Instant.parse(at), arrivalOf(null, null, null));
    }

    public static TrainMovement step(String run, String facility, Direction direction, ClearanceStep step, String at) {
        return movement(run, facility, direction, Instant.parse(at), stepOf(step));
    }

    public static Object departureOf(String origin, String destination, Consist consist) {
        return new Departure(origin, destination, null, null, null, consist);
    }

    public static Object arrivalOf(String origin, String destination, Consist consist) {
        return new Arrival(origin, destination, null, null, null, consist);
    }

    public static Object stepOf(ClearanceStep step) {
        return new Clearance(step, null, null, null, null);
    }

    public static Consist consist(int wagons, int loadedTeu, int emptyTeu, double tonnes) {
        return new Consist(wagons, loadedTeu, emptyTeu, tonnes, List.of());
    }

    /** A plan for {@code plannedAt}, reported at {@code reportedAt}; a null plan cancels the former one. */
    public static TrainMovement plan(
            String run, String facility, PlannedMovement movement, String reportedAt, String plannedAt) {
        return TrainMovement.newBuilder(
                        movement(run, facility, Direction.OUTBOUND, Instant.parse(reportedAt), new Plan(movement)))
                .setPlannedAt(plannedAt == null ? null : Instant.parse(plannedAt))
                .build();
    }

    /** The movement with a planned time of its own. */
    public static TrainMovement planned(TrainMovement movement, String plannedAt) {
        return TrainMovement.newBuilder(movement)
                .setPlannedAt(Instant.parse(plannedAt))
                .build();
    }

    /** A later report of the same event, with another id. */
    public static TrainMovement corrected(TrainMovement movement, String occurredAt) {
        return TrainMovement.newBuilder(movement)
                .setEventId(UUID.randomUUID())
                .setOccurredAt(Instant.parse(occurredAt))
                .setCreatedAt(movement.getCreatedAt().plusSeconds(1))
                .build();
    }

    public static TrainMovement cause(String run, String facility, String alertType, String text, String at) {
        return movement(run, facility, Direction.OUTBOUND, Instant.parse(at), new DelayCause(alertType, null, text));
    }

    /** A consist with the given commodities and fixed numbers of wagons and TEU. A gross mass below the net masses is unknown. */
    public static Consist consist(List<Commodity> commodities) {
        double netTonnes =
                commodities.stream().mapToDouble(Commodity::getNetTonnes).sum();
        return new Consist(50, 108, 0, netTonnes <= 2_000.5 ? 2_000.5 : 0.0, commodities);
    }

    public static TrainMovement movement(String run, String facility, Direction direction, Instant at, Object detail) {
        return movement(run, facility, direction, at, at, detail);
    }

    public static TrainMovement movement(
            String run, String facility, Direction direction, Instant at, Instant createdAt, Object detail) {
        return new TrainMovement(
                UUID.randomUUID(),
                null,
                run,
                "X8001",
                facility,
                direction,
                at,
                null,
                createdAt,
                PUBLISHERS.get(facility),
                detail);
    }

    public static TrainMovement retraction(TrainMovement of) {
        return new TrainMovement(
                UUID.randomUUID(),
                of.getEventId(),
                of.getTrainRunId(),
                of.getTrainNumber(),
                of.getFacility(),
                of.getDirection(),
                of.getOccurredAt(),
                of.getPlannedAt(),
                of.getCreatedAt(),
                of.getPublisher(),
                of.getDetail());
    }

    /** The same event, reported anew at another time. */
    public static TrainMovement reportedAnew(TrainMovement event, Instant createdAt) {
        return new TrainMovement(
                event.getEventId(),
                event.getRetracts(),
                event.getTrainRunId(),
                event.getTrainNumber(),
                event.getFacility(),
                event.getDirection(),
                event.getOccurredAt(),
                event.getPlannedAt(),
                createdAt,
                event.getPublisher(),
                event.getDetail());
    }
}
