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
import java.util.function.Predicate;

/**
 * Trains of three publishers that report at once. Each runs from Xi'an to a border port, where it waits for its release
 * and then departs. Every third train waits until its alert is raised, unless its release would be too late. The same
 * seed gives the same trains. Not thread-safe.
 */
final class HonestTraffic {
    /** Far longer than {@link #QUICK}, because a busy machine may process the release of a quick train late. */
    static final Duration OVERDUE = Duration.ofMinutes(5);

    private static final Duration QUICK = Duration.ofSeconds(3);
    /** A slow train waits for at least this long. */
    private static final Duration SLOW = Duration.ofSeconds(15);
    /** The arrivals of slow trains are reported late, so that their alerts are due ten seconds after the report. */
    private static final Duration REPORTED_LATE = OVERDUE.minusSeconds(10);

    private final Random random;
    private final List<TrainMovement> reported = new ArrayList<>();
    private final List<String> overdue = new ArrayList<>();
    private final PriorityQueue<Planned> planned = new PriorityQueue<>();
    private final List<Waiting> waiting = new ArrayList<>();
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

    /** A slow train, and when it may be released. */
    private record Waiting(Train train, Instant from) {}

    private enum Step {
        LODGE,
        RELEASE,
        DEPART
    }

    private record Train(String run, String number, String port, Consist consist) {
        String publisher() {
            return port.equals("CNHRS") ? "khorgos" : "alashankou";
        }

        String alert() {
            return port + "|" + run + "|CLEARANCE_OVERDUE";
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
        Instant arrivedAt = isSlow ? now.minus(REPORTED_LATE) : now;
        planned.add(new Planned(now.plusSeconds(1), train, Step.LODGE));
        if (isSlow) {
            overdue.add(train.alert());
            waiting.add(new Waiting(train, now.plus(SLOW)));
        } else {
            planRelease(train, now.plus(QUICK));
        }
        return List.of(
                report(train, "xian", "CNXAG", now.minus(Duration.ofHours(3)), departure(train)),
                report(train, train.publisher(), train.port, arrivedAt, arrival()));
    }

    private void planRelease(Train train, Instant at) {
        planned.add(new Planned(at, train, Step.RELEASE));
        planned.add(new Planned(at.plusSeconds(1), train, Step.DEPART));
    }

    /**
     * The reports that fell due since the last call, up to an instant.
     *
     * @param isRaised whether the alert with a key is raised. A slow train is released afterwards, however busy the
     *     machine is
     */
    List<TrainMovement> happened(Instant now, Predicate<String> isRaised) {
        for (Waiting slow : List.copyOf(waiting)) {
            if (isRaised.test(slow.train.alert())) {
                waiting.remove(slow);
                planRelease(slow.train, now.isAfter(slow.from) ? now : slow.from);
            }
        }
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
        return planned.isEmpty() && waiting.isEmpty();
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
