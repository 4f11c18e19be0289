package dev.goldencorridor.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Searches the raw reports for the injected delays, and for delays that were not injected. */
class InjectedDelaysTest {
    private static final Instant FROM = Instant.parse("2025-06-01T00:00:00Z");
    private static final int DAYS = 10;
    private static final SimulationPlan PLAN = new SimulationPlan(7, FROM, DAYS, 1).announced();
    private static final CorridorSimulation SIMULATION =
            new CorridorSimulation(PLAN.promptly().with(InjectedDelays.ofRuns(36)));
    private static final List<SimulatedReport> REPORTS = SIMULATION.stream().toList();
    private static final List<InjectedDelay> INJECTED = SIMULATION.injectedDelays();
    private static final Map<String, List<TrainMovement>> VISITS = ReportedVisits.visits(REPORTS);

    @Test
    void injectsTheRequestedNumberOfDelaysAndEachDisruptionEquallyOften() {
        assertThat(INJECTED).hasSize(36);
        assertThat(INJECTED).extracting(InjectedDelay::trainRunId).doesNotHaveDuplicates();
        for (Disruption disruption : Disruption.values()) {
            assertThat(INJECTED)
                    .filteredOn(delay -> delay.disruption() == disruption)
                    .hasSize(4);
        }
    }

    @Test
    void theReportsShowEveryInjectedDelay() {
        assertThat(INJECTED).allSatisfy(delay -> {
            List<TrainMovement> visit = VISITS.get(delay.trainRunId() + " " + delay.facility());
            Instant until = delay.until();
            switch (delay.disruption()) {
                case RELEASED_AFTER_12_HOURS -> wasReleasedAfter(12, 16, visit, delay);
                case RELEASED_AFTER_16_HOURS -> wasReleasedAfter(16, 24, visit, delay);
                case RELEASED_AFTER_24_HOURS -> wasReleasedAfter(24, 31, visit, delay);
                case DEPARTED_LATE, ARRIVED_LATE -> {
                    boolean leaves = delay.disruption() == Disruption.DEPARTED_LATE;
                    TrainMovement late = ReportedVisits.only(visit, leaves ? Departure.class : Arrival.class);
                    assertThat(late.getOccurredAt()).isEqualTo(until);
                    assertThat(delay.since()).isEqualTo(ReportedVisits.planFor(visit, late));
                    assertThat(Duration.between(delay.since(), until))
                            .isGreaterThanOrEqualTo(ReportedVisits.HALF_AN_HOUR);
                }
                case DWELL_EXCEEDED -> {
                    assertThat(ReportedVisits.step(visit, ClearanceStep.RELEASED))
                            .isEqualTo(delay.since());
                    assertThat(ReportedVisits.only(visit, Departure.class).getOccurredAt())
                            .isEqualTo(until);
                    assertThat(Duration.between(delay.since(), until)).isGreaterThan(Duration.ofHours(24));
                }
                case SILENT -> {
                    assertThat(visit).allMatch(movement -> movement.getDetail() instanceof Plan);
                    List<TrainMovement> reported = reported(delay.trainRunId());
                    TrainMovement last = reported.get(reported.size() - 1);
                    assertThat(last.getDetail()).isInstanceOf(Departure.class);
                    assertThat(last.getOccurredAt()).isEqualTo(delay.since());
                    assertThat(until).isNull();
                }
                case HELD, REFUSED -> {
                    boolean held = delay.disruption() == Disruption.HELD;
                    assertThat(ReportedVisits.step(visit, held ? ClearanceStep.HOLD : ClearanceStep.REFUSED))
                            .isEqualTo(delay.since());
                    assertThat(ReportedVisits.step(visit, ClearanceStep.RELEASED))
                            .isEqualTo(until)
                            .isAfter(delay.since());
                }
            }
        });
    }

    @Test
    void noOtherTrainIsLateOrStaysOrIsRefusedOrLost() {
        assertThat(keysOf(
                        disruption -> disruption == Disruption.DEPARTED_LATE || disruption == Disruption.ARRIVED_LATE))
                .isEqualTo(found(visit -> visit.stream().anyMatch(movement -> ReportedVisits.isLate(visit, movement))));
        assertThat(keysOf(disruption -> disruption == Disruption.DWELL_EXCEEDED))
                .isEqualTo(found(visit -> ReportedVisits.staysLongerThan(Duration.ofHours(8), visit)));
        assertThat(keysOf(disruption -> disruption == Disruption.REFUSED)).isEqualTo(found(visit -> visit.stream()
                .anyMatch(movement -> ReportedVisits.is(movement, ClearanceStep.REFUSED))));
        Instant end = FROM.plus(Duration.ofDays(DAYS));
        Set<String> lost = new HashSet<>();
        VISITS.forEach((place, visit) -> {
            boolean due = visit.stream()
                    .filter(movement -> ReportedVisits.isPlanOf(movement, PlannedMovement.ARRIVAL))
                    .max(Comparator.comparing(TrainMovement::getCreatedAt))
                    .filter(plan -> plan.getPlannedAt()
                            .plus(ReportedVisits.HALF_AN_HOUR)
                            .isBefore(end))
                    .isPresent();
            if (due && visit.stream().noneMatch(movement -> movement.getDetail() instanceof Arrival)) {
                lost.add(place.substring(0, place.indexOf(' ')));
            }
        });
        assertThat(lost)
                .containsExactlyInAnyOrderElementsOf(INJECTED.stream()
                        .filter(delay -> delay.disruption() == Disruption.SILENT)
                        .map(InjectedDelay::trainRunId)
                        .toList());
    }

    @Test
    void aMissedPlanIsReplacedBeforeTheNextMovementIsLate() {
        for (List<TrainMovement> visit : VISITS.values()) {
            for (Class<?> kind : List.of(Departure.class, Arrival.class)) {
                PlannedMovement planned = kind == Departure.class ? PlannedMovement.DEPARTURE : PlannedMovement.ARRIVAL;
                List<TrainMovement> plans = visit.stream()
                        .filter(movement -> ReportedVisits.isPlanOf(movement, planned))
                        .sorted(Comparator.comparing(TrainMovement::getCreatedAt))
                        .toList();
                for (int i = 1; i < plans.size(); i++) {
                    assertThat(plans.get(i).getCreatedAt())
                            .isBefore(plans.get(i - 1).getPlannedAt().plus(ReportedVisits.HALF_AN_HOUR));
                }
            }
        }
    }

    @Test
    void everyReportedMovementWasPlannedBefore() {
        VISITS.values().forEach(visit -> visit.stream()
                .filter(movement ->
                        movement.getDetail() instanceof Departure || movement.getDetail() instanceof Arrival)
                .forEach(movement -> assertThat(ReportedVisits.planFor(visit, movement))
                        .as("%s", movement)
                        .isNotNull()));
    }

    @Test
    void delayCausesAreReportedForInjectedDelaysOnly() {
        assertThat(REPORTS)
                .extracting(SimulatedReport::movement)
                .filteredOn(movement -> movement.getDetail() instanceof DelayCause)
                .isNotEmpty()
                .allSatisfy(movement -> assertThat(INJECTED).anySatisfy(delay -> {
                    assertThat(delay.trainRunId()).isEqualTo(movement.getTrainRunId());
                    assertThat(delay.facility()).isEqualTo(movement.getFacility());
                    assertThat(((DelayCause) movement.getDetail()).getAlertType())
                            .isEqualTo(delay.disruption().alertType());
                }));
    }

    @Test
    void everyReportIsValidAndOrderedAndFollowsItsMovement() {
        PublisherCatalogue publishers = PublisherCatalogue.builtIn();
        assertThat(REPORTS).extracting(SimulatedReport::reportedAt).isSorted();
        for (SimulatedReport report : REPORTS) {
            assertThat(report.reportedAt()).isBetween(FROM, FROM.plus(Duration.ofDays(DAYS)));
            assertThat(report.movement().getCreatedAt()).isBeforeOrEqualTo(report.reportedAt());
            assertThat(new MovementValidation(publishers, Clock.fixed(report.reportedAt(), ZoneOffset.UTC))
                            .faults(report.publisher(), report.movement()))
                    .isEmpty();
        }
    }

    @Test
    void promptReportsComeWithinTwoMinutesExceptRepetitions() {
        Set<UUID> seen = new HashSet<>();
        assertThat(REPORTS).noneMatch(report -> report.movement().getRetracts() != null);
        assertThat(REPORTS)
                .filteredOn(report -> seen.add(report.movement().getEventId())
                        && !(report.movement().getDetail() instanceof Plan))
                .allSatisfy(
                        report -> assertThat(Duration.between(report.movement().getOccurredAt(), report.reportedAt()))
                                .isLessThan(Duration.ofMinutes(2)));
    }

    @Test
    void theTimetableChangesOnlyPlans() {
        List<SimulatedReport> before = new CorridorSimulation(new SimulationPlan(7, FROM, DAYS, 1))
                .stream().toList();
        List<TrainMovement> announced = new CorridorSimulation(PLAN)
                .stream().map(SimulatedReport::movement).toList();
        assertThat(announced.stream()
                        .filter(movement -> !(movement.getDetail() instanceof Plan))
                        .map(ReportedVisits::withoutPlan))
                .containsExactlyElementsOf(before.stream()
                        .map(report -> ReportedVisits.withoutPlan(report.movement()))
                        .toList());
        assertThat(announced.size()).isLessThan(before.size() * 2);
    }

    @Test
    void aRunHasTheSameDelayInEveryPlanWithTheSameShare() {
        SimulationPlan share = PLAN.promptly().with(InjectedDelays.ofShare(0.05));
        List<InjectedDelay> all = new CorridorSimulation(share).injectedDelays();
        SimulationPlan later = new SimulationPlan(7, FROM.plus(Duration.ofDays(4)), 6, 1)
                .promptly()
                .with(InjectedDelays.ofShare(0.05));
        List<InjectedDelay> some = new CorridorSimulation(later).injectedDelays();
        assertThat(some).isNotEmpty();
        assertThat(all).hasSizeBetween(12, 36).containsAll(some);
    }

    @Test
    void moreDelaysThanTrainsAreRefusedWithAMessage() {
        SimulationPlan day = new SimulationPlan(7, FROM, 1, 1).with(InjectedDelays.ofRuns(500));
        assertThatThrownBy(() -> new CorridorSimulation(day))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of 500 can be shown within 1 days");
    }

    @Test
    void delaysAreACountOrAShare() {
        assertThat(InjectedDelays.parse("12")).isEqualTo(InjectedDelays.ofRuns(12));
        assertThat(InjectedDelays.parse("2.5%")).isEqualTo(InjectedDelays.ofShare(0.025));
        for (String wrong : List.of("", "-1", "101%", "5 %", "many", "12.5")) {
            assertThatThrownBy(() -> InjectedDelays.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void wasReleasedAfter(int hours, int atMost, List<TrainMovement> visit, InjectedDelay delay) {
        assertThat(ReportedVisits.only(visit, Arrival.class).getOccurredAt()).isEqualTo(delay.since());
        assertThat(ReportedVisits.step(visit, ClearanceStep.RELEASED)).isEqualTo(delay.until());
        assertThat(Duration.between(delay.since(), delay.until()))
                .isBetween(Duration.ofHours(hours), Duration.ofHours(atMost));
    }

    private static List<TrainMovement> reported(String runId) {
        return VISITS.values().stream()
                .flatMap(List::stream)
                .filter(movement -> movement.getTrainRunId().equals(runId))
                .filter(movement -> !(movement.getDetail() instanceof Plan))
                .sorted(Comparator.comparing(TrainMovement::getOccurredAt))
                .toList();
    }

    private static Set<String> keysOf(Predicate<Disruption> some) {
        Set<String> keys = new HashSet<>();
        INJECTED.stream()
                .filter(delay -> some.test(delay.disruption()))
                .forEach(delay -> keys.add(delay.trainRunId() + " " + delay.facility()));
        return keys;
    }

    private static Set<String> found(Predicate<List<TrainMovement>> some) {
        Set<String> keys = new HashSet<>();
        VISITS.forEach((place, visit) -> {
            if (some.test(visit)) {
                keys.add(place);
            }
        });
        return keys;
    }
}
