package dev.goldencorridor.endtoend;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;

/**
 * Trains of three publishers that report at once. Each runs from Xi'an to a border port, where it waits for its release
 * and then departs. Every third train has waited so long that an alert is due, unless its release would be too late. The
 * same seed gives the same trains. Not thread-safe.
 */
final class HonestTraffic {
    /** Far longer than {@link #QUICK}, because a busy machine may process the release of a quick train late. */
    static final Duration OVERDUE = Duration.ofSeconds(60);

    private static final Duration QUICK = Duration.ofSeconds(3);
    private static final Duration SLOW = Duration.ofSeconds(30);
    /** The arrivals of slow trains are reported late, so that their alerts are due ten seconds after the report. */
    private static final Duration REPORTED_LATE = Duration.ofSeconds(50);

    private final Random random;
    private final List<TrainMovement> reported = new ArrayList<>();
    private final List<String> overdue = new ArrayList<>();
    private final PriorityQueue<Planned> planned = new PriorityQueue<>();
    private int trains;

    HonestTraffic(long seed) {
        this.random = new Random(seed);
    }

    /** A future step of a train. */
    private record Planned(Instant at, Train train, Step step) implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            return at.compareTo(other.at);
        }
    }

    private enum Step {
        LODGE,
        RELEASE,
        DEPART
    }

    private record Train(String run, String number, String port, Consist consist) {
        String publisher() {
            return port.equals("CNHRS") ? "khorgos" : "alashankou";
        }
    }

    /**
     * Lets one more train arrive at a port now.
     *
     * @param lastRelease a train that would be released later does not wait for an alert
     */
    List<TrainMovement> arrive(Instant now, Instant lastRelease) {
        int number = trains++;
        Train train = new Train(
                "CR|X" + number + "|2026-11-01",
                "X" + number,
                number % 2 == 0 ? "CNHRS" : "CNAKL",
                new Consist(
                        50,
                        80 + random.nextInt(20),
                        random.nextInt(8),
                        1_500.0 + random.nextInt(400),
                        List.of(new Commodity("8703", 300.0 + random.nextInt(9), "Consignee " + random.nextInt(5)))));
        boolean isSlow = number % 3 == 0 && now.plus(SLOW).isBefore(lastRelease);
        if (isSlow) {
            overdue.add(train.port + "|" + train.run + "|CLEARANCE_OVERDUE");
        }
        Instant arrivedAt = isSlow ? now.minus(REPORTED_LATE) : now;
        Instant releasedAt = now.plus(isSlow ? SLOW : QUICK);
        planned.add(new Planned(now.plusSeconds(1), train, Step.LODGE));
        planned.add(new Planned(releasedAt, train, Step.RELEASE));
        planned.add(new Planned(releasedAt.plusSeconds(1), train, Step.DEPART));
        return List.of(
                report(train, "xian", "CNXAG", now.minus(Duration.ofHours(3)), departure(train)),
                report(train, train.publisher(), train.port, arrivedAt, arrival()));
    }

    /** The reports that fell due since the last call, up to an instant. */
    List<TrainMovement> happened(Instant now) {
        List<TrainMovement> happened = new ArrayList<>();
        while (!planned.isEmpty() && !planned.peek().at.isAfter(now)) {
            Planned next = planned.remove();
            Object detail =
                    switch (next.step) {
                        case LODGE -> new Clearance(ClearanceStep.LODGED, null, null, null, null);
                        case RELEASE -> new Clearance(ClearanceStep.RELEASED, null, null, null, null);
                        case DEPART -> departure(next.train);
                    };
            happened.add(report(next.train, next.train.publisher(), next.train.port, next.at, detail));
        }
        return happened;
    }

    boolean isOver() {
        return planned.isEmpty();
    }

    /** All reports so far. */
    List<TrainMovement> reported() {
        return reported;
    }

    /** Keys of the alerts that are due. The release clears each of them in the end. */
    List<String> overdue() {
        return overdue;
    }

    /** The run of a train that arrived recently. */
    String someRun(Random choice) {
        int since = Math.max(0, trains - 60);
        return "CR|X" + (since + choice.nextInt(Math.max(1, trains - since))) + "|2026-11-01";
    }

    private static Departure departure(Train train) {
        return new Departure("CNXAG", "KZALA", null, null, null, train.consist);
    }

    private static Arrival arrival() {
        return new Arrival("CNXAG", "KZALA", null, null, null, null);
    }

    private TrainMovement report(Train train, String publisher, String facility, Instant at, Object detail) {
        Instant millis = at.truncatedTo(ChronoUnit.MILLIS);
        TrainMovement report = new TrainMovement(
                UUID.randomUUID(),
                null,
                train.run,
                train.number,
                facility,
                Direction.OUTBOUND,
                millis,
                null,
                millis,
                publisher,
                detail);
        reported.add(report);
        return report;
    }
}
