package dev.goldencorridor.benchmarks.freshness;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Trains that leave Xi'an, arrive at one of the two border ports, are released and depart: four reports each. The
 * number of trains under way is constant.
 */
final class SteadyTraffic {
    /** Number of runs under way; it sets some hundred milliseconds between two reports of one run. */
    private static final int UNDER_WAY = 2_000;

    private static final List<String> DESTINATIONS = List.of("KZALA", "UZTAS", "PLMAA", "DEDUI", "RUMOW");
    private static final Consist CONSIST = new Consist(
            50, 98, 2, 1_250.5, List.of(new Commodity("8703", 420.0, null), new Commodity("8517", 310.5, null)));

    private SteadyTraffic() {}

    /** The report with a number, from 0, that occurs now. */
    static TrainMovement movement(long number, Instant now) {
        long step = number % 4;
        // Each step follows the previous one some runs later, so that the reports of a run are apart in time.
        long run = number / 4 - step * (UNDER_WAY / 4) + UNDER_WAY;
        String port = run % 2 == 0 ? "CNHRS" : "CNAKL";
        String destination = DESTINATIONS.get((int) (run % DESTINATIONS.size()));
        Object detail;
        String facility = port;
        if (step == 0) {
            facility = "CNXAG";
            detail = new Departure("CNXAG", destination, port, "Chang'an", 1435, CONSIST);
        } else if (step == 1) {
            detail = new Arrival("CNXAG", destination, port, "Chang'an", 1435, CONSIST);
        } else if (step == 2) {
            detail = new Clearance(ClearanceStep.RELEASED, port, "D" + run, null, null);
        } else {
            detail = new Departure("CNXAG", destination, null, "Chang'an", 1520, CONSIST);
        }
        return new TrainMovement(
                new UUID(number, 2),
                null,
                "CR|S" + run + "|2025-01-01",
                "S" + run,
                facility,
                Direction.OUTBOUND,
                now,
                null,
                now,
                publisherOf(facility),
                detail);
    }

    /** All publishers of the traffic. */
    static List<String> publishers() {
        return List.of("xian", "khorgos", "alashankou");
    }

    private static String publisherOf(String facility) {
        return switch (facility) {
            case "CNHRS" -> "khorgos";
            case "CNAKL" -> "alashankou";
            default -> "xian";
        };
    }
}
