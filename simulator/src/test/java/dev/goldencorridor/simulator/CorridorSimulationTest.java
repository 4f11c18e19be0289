package dev.goldencorridor.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorridorSimulationTest {
    private static final Instant FROM = Instant.parse("2025-06-01T00:00:00Z");
    private static final int DAYS = 30;
    private static final List<SimulatedReport> MONTH = new CorridorSimulation(new SimulationPlan(7, FROM, DAYS, 1))
            .stream().toList();

    @Test
    void theSamePlanGivesTheSameReports() {
        assertThat(new CorridorSimulation(new SimulationPlan(7, FROM, DAYS, 1))).containsExactlyElementsOf(MONTH);
    }

    @Test
    void anotherSeedGivesAnotherCorridor() {
        List<SimulatedReport> other = new CorridorSimulation(new SimulationPlan(8, FROM, 2, 1))
                .stream().toList();
        assertThat(other).isNotEmpty().isNotEqualTo(MONTH.subList(0, other.size()));
    }

    @Test
    void reportsComeInOrderWithinThePlanAndAfterWhatTheyReport() {
        assertThat(MONTH).extracting(SimulatedReport::reportedAt).isSorted();
        assertThat(MONTH).allSatisfy(report -> {
            assertThat(report.reportedAt()).isBetween(FROM, FROM.plus(Duration.ofDays(DAYS)));
            assertThat(report.movement().getOccurredAt()).isBeforeOrEqualTo(report.reportedAt());
            assertThat(report.movement().getCreatedAt()).isBeforeOrEqualTo(report.reportedAt());
        });
    }

    @Test
    void everyReportIsValid() {
        PublisherCatalogue publishers = PublisherCatalogue.builtIn();
        for (SimulatedReport report : MONTH) {
            MovementValidation atTheTime =
                    new MovementValidation(publishers, Clock.fixed(report.reportedAt(), ZoneOffset.UTC));
            assertThat(atTheTime.faults(report.publisher(), report.movement())).isEmpty();
        }
    }

    @Test
    void everyReleaseComesAfterItsArrivalAndWithinADay() {
        Map<String, Instant> arrivals = new HashMap<>();
        Map<String, Duration> clearances = new HashMap<>();
        effectiveMovements().forEach(movement -> {
            if (movement.getDetail() instanceof Arrival) {
                arrivals.put(visit(movement), movement.getOccurredAt());
            }
        });
        List<Duration> imports = new ArrayList<>();
        List<Duration> exports = new ArrayList<>();
        effectiveMovements().forEach(movement -> {
            if (movement.getDetail() instanceof Clearance clearance
                    && clearance.getStep() == ClearanceStep.RELEASED
                    && arrivals.containsKey(visit(movement))) {
                Duration latency = Duration.between(arrivals.get(visit(movement)), movement.getOccurredAt());
                clearances.put(visit(movement), latency);
                (movement.getDirection() == Direction.RETURN ? imports : exports).add(latency);
            }
        });
        assertThat(clearances.values()).hasSizeGreaterThan(1_000).allSatisfy(latency -> assertThat(latency)
                .isBetween(Duration.ofMinutes(5), Duration.ofHours(24)));
        assertThat(median(exports)).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(90));
        assertThat(median(imports)).isBetween(Duration.ofHours(4), Duration.ofHours(9));
        assertThat(imports.stream().filter(latency -> latency.toHours() < 16).count())
                .isGreaterThan(imports.size() * 9L / 10);
    }

    @Test
    void theTrafficIsLikeTheRealCorridors() {
        assertThat(handoversADay("CNHRS")).isBetween(25.0, 31.0);
        assertThat(handoversADay("CNAKL")).isBetween(17.0, 23.0);
    }

    @Test
    void aRunDepartsOnceFromEachPlaceItLeaves() {
        Set<String> departures = new HashSet<>();
        effectiveMovements()
                .filter(movement -> movement.getDetail() instanceof Departure)
                .forEach(movement -> assertThat(departures.add(visit(movement)))
                        .as(visit(movement))
                        .isTrue());
    }

    @Test
    void duplicatesAreTheSameToTheLastField() {
        Map<UUID, TrainMovement> seen = new HashMap<>();
        int duplicates = 0;
        for (SimulatedReport report : MONTH) {
            TrainMovement before = seen.putIfAbsent(report.movement().getEventId(), report.movement());
            if (before != null) {
                duplicates++;
                assertThat(report.movement()).isEqualTo(before);
            }
        }
        assertThat(duplicates).isBetween(MONTH.size() / 200, MONTH.size() / 30);
    }

    @Test
    void aRetractionRetractsAnEventOfTheSameRunAndPlaceAndTheRightOneFollows() {
        Map<UUID, TrainMovement> byId = new HashMap<>();
        MONTH.forEach(report -> byId.put(report.movement().getEventId(), report.movement()));
        List<TrainMovement> retractions = byId.values().stream()
                .filter(movement -> movement.getRetracts() != null)
                .toList();
        assertThat(retractions).hasSizeGreaterThan(20);
        assertThat(retractions)
                .filteredOn(retraction -> byId.containsKey(retraction.getRetracts()))
                .allSatisfy(retraction ->
                        assertThat(visit(byId.get(retraction.getRetracts()))).isEqualTo(visit(retraction)));
    }

    @Test
    void someReportsComeOutOfOrder() {
        Instant furthest = FROM;
        int behind = 0;
        for (SimulatedReport report : MONTH) {
            Instant occurredAt = report.movement().getOccurredAt();
            if (occurredAt.isBefore(furthest.minusSeconds(3_600))) {
                behind++;
            }
            furthest = occurredAt.isAfter(furthest) ? occurredAt : furthest;
        }
        assertThat(behind).isGreaterThan(MONTH.size() / 100);
    }

    @Test
    void anUnpacedRunPassesOnAllReportsInOrder() {
        List<SimulatedReport> handedOver = new ArrayList<>();
        new SimulationRun(
                        new CorridorSimulation(new SimulationPlan(7, FROM, DAYS, 1)),
                        Speed.MAX,
                        Clock.systemUTC(),
                        handedOver::add)
                .run();
        assertThat(handedOver).isEqualTo(MONTH);
    }

    @Test
    void theRunStopsOnRequest() {
        AtomicReference<SimulationRun> run = new AtomicReference<>();
        List<SimulatedReport> handedOver = new ArrayList<>();
        run.set(new SimulationRun(
                new CorridorSimulation(new SimulationPlan(7, FROM, DAYS, 1)), Speed.MAX, Clock.systemUTC(), report -> {
                    handedOver.add(report);
                    if (handedOver.size() == 10) {
                        run.get().stop();
                    }
                }));
        run.get().run();
        assertThat(handedOver).hasSize(10);
        assertThat(run.get().handedOver()).isEqualTo(10);
    }

    @Test
    void theRunDoesNotGetAheadOfTheClock() throws InterruptedException {
        Instant now = FROM.plus(Duration.ofDays(3));
        List<SimulatedReport> handedOver = new ArrayList<>();
        SimulationRun run = new SimulationRun(
                new CorridorSimulation(new SimulationPlan(7, FROM, DAYS, 1)),
                Speed.MAX,
                Clock.fixed(now, ZoneOffset.UTC),
                handedOver::add);
        List<SimulatedReport> due = MONTH.stream()
                .filter(report -> !report.reportedAt().isAfter(now))
                .toList();
        Thread thread = new Thread(run);
        thread.start();
        while (run.handedOver() < due.size()) {
            Thread.onSpinWait();
        }
        run.stop();
        thread.join();
        assertThat(handedOver).isEqualTo(due);
    }

    /** The effective movements, without duplicates and retracted events. */
    private static Stream<TrainMovement> effectiveMovements() {
        Map<UUID, TrainMovement> byId = new HashMap<>();
        MONTH.forEach(report -> byId.put(report.movement().getEventId(), report.movement()));
        Set<UUID> retracted = new HashSet<>();
        byId.values().forEach(movement -> {
            if (movement.getRetracts() != null) {
                retracted.add(movement.getRetracts());
                retracted.add(movement.getEventId());
            }
        });
        return byId.values().stream().filter(movement -> !retracted.contains(movement.getEventId()));
    }

    private static double handoversADay(String port) {
        return effectiveMovements()
                        .filter(movement -> movement.getFacility().equals(port))
                        .filter(movement -> movement.getDirection() == Direction.OUTBOUND
                                ? movement.getDetail() instanceof Departure
                                : movement.getDetail() instanceof Arrival)
                        .count()
                / (double) DAYS;
    }

    private static Duration median(List<Duration> durations) {
        return durations.stream().sorted().toList().get(durations.size() / 2);
    }

    private static String visit(TrainMovement movement) {
        return movement.getTrainRunId() + " " + movement.getFacility();
    }
}
