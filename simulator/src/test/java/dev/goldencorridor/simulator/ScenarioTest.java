package dev.goldencorridor.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Counts the raw reports of the scenario, independently of the pipeline and of the traffic classes. */
class ScenarioTest {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final Set<String> PORTS = Set.of("CNHRS", "CNAKL");
    private static final List<SimulatedReport> FIRST_REPORTS = new ArrayList<>();
    private static final List<TrainMovement> EFFECTIVE = effectiveMovements();

    @Test
    void bothPortsHaveAsManyTripsAsWasPublished() {
        assertThat(trips(ScenarioTest::atPorts, "2025-01", "2025-11")).isEqualTo(16_000);
        assertThat(trips(ScenarioTest::atPorts, "2024-01", "2024-11")).isEqualTo(14_870);
    }

    @Test
    void theXianLineHasAsManyTripsAsWasPublished() {
        assertThat(trips(ScenarioTest::ofXian, "2025-01", "2025-10")).isEqualTo(5_063);
        assertThat(trips(ScenarioTest::ofXian, "2024-01", "2024-10")).isEqualTo(4_353);
    }

    @Test
    void oneConsigneeGotExactlyItsGrainIn2024() {
        Map<String, Long> grain = EFFECTIVE.stream()
                .filter(ScenarioTest::atPorts)
                .filter(movement -> railwayDay(movement.getOccurredAt()).getYear() == 2024)
                .flatMap(movement -> consist(movement).getCommodities().stream())
                .filter(carried -> carried.getHs().startsWith("10") && carried.getConsignee() != null)
                .collect(Collectors.groupingBy(
                        carried -> carried.getConsignee(),
                        Collectors.summingLong(carried -> Math.round(carried.getNetTonnes() * 1_000))));
        assertThat(grain).containsEntry("Chang'an Grain", 92_000_000L);
        assertThat(grain.values()).allSatisfy(kilograms -> assertThat(kilograms).isLessThanOrEqualTo(92_000_000L));
    }

    @Test
    void khorgosHasItsPeakOf36TrainsADayIn2025() {
        Map<LocalDate, Long> byDay = EFFECTIVE.stream()
                .filter(ScenarioTest::atPorts)
                .filter(movement -> movement.getFacility().equals("CNHRS"))
                .map(movement -> railwayDay(movement.getOccurredAt()))
                .filter(day -> day.getYear() == 2025)
                .collect(Collectors.groupingBy(day -> day, Collectors.counting()));
        assertThat(byDay).hasSize(365);
        assertThat(byDay.values().stream().mapToLong(Long::longValue).max()).hasValue(36);
        assertThat(byDay.values().stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(27.5, 28.5);
    }

    @Test
    void moreThan200KindsOfGoodsPassThePortsEachYear() {
        for (int year : List.of(2024, 2025)) {
            assertThat(EFFECTIVE.stream()
                            .filter(ScenarioTest::atPorts)
                            .filter(movement ->
                                    railwayDay(movement.getOccurredAt()).getYear() == year)
                            .flatMap(movement -> consist(movement).getCommodities().stream())
                            .map(carried -> carried.getHs())
                            .distinct())
                    .hasSizeGreaterThan(200);
        }
    }

    @Test
    void everyTrainIsReleasedWithinADayAndMostOnTheDayTheyCame() {
        Map<String, Instant> arrivals = new HashMap<>();
        EFFECTIVE.stream()
                .filter(movement -> movement.getDetail() instanceof Arrival)
                .forEach(movement -> arrivals.put(visit(movement), movement.getOccurredAt()));
        List<Boolean> sameDay = new ArrayList<>();
        EFFECTIVE.stream()
                .filter(movement -> movement.getDetail() instanceof Clearance clearance
                        && clearance.getStep() == ClearanceStep.RELEASED)
                .filter(movement -> arrivals.containsKey(visit(movement)))
                .forEach(movement -> {
                    Instant arrived = arrivals.get(visit(movement));
                    assertThat(Duration.between(arrived, movement.getOccurredAt()))
                            .isBetween(Duration.ZERO, Duration.ofHours(24));
                    sameDay.add(arrived.atZone(BEIJING)
                            .toLocalDate()
                            .equals(movement.getOccurredAt().atZone(BEIJING).toLocalDate()));
                });
        assertThat(sameDay).hasSizeGreaterThan(30_000);
        assertThat(sameDay.stream().filter(same -> same).count()).isGreaterThan(sameDay.size() * 6L / 10);
    }

    @Test
    void noTwoRunsOfATripShareAnIdentity() {
        Map<String, String> ways = new HashMap<>();
        EFFECTIVE.stream()
                .filter(movement -> !(movement.getDetail() instanceof Clearance))
                .forEach(movement -> {
                    String way = movement.getDetail() instanceof Departure departure
                            ? departure.getOrigin() + "-" + departure.getDestination()
                            : ((Arrival) movement.getDetail()).getOrigin() + "-"
                                    + ((Arrival) movement.getDetail()).getDestination();
                    assertThat(ways.putIfAbsent(movement.getTrainRunId(), way)).isIn(null, way);
                });
    }

    @Test
    void theScenarioIsTheSameForEverybody() {
        Iterator<SimulatedReport> again = Scenario.CORRIDOR_2025.simulation().iterator();
        assertThat(FIRST_REPORTS).hasSize(20_000);
        FIRST_REPORTS.forEach(report -> assertThat(again.next()).isEqualTo(report));
    }

    @Test
    void theLastEventIsAtTheEndOf2025() {
        assertThat(EFFECTIVE.stream()
                        .map(movement -> railwayDay(movement.getOccurredAt()))
                        .max(LocalDate::compareTo))
                .hasValue(LocalDate.of(2025, 12, 31));
    }

    @Test
    void anUnknownScenarioIsRefusedWithTheListOfScenarios() {
        assertThatThrownBy(() -> Scenario.named("corridor-1895"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no scenario is called 'corridor-1895'; there is corridor-2025");
    }

    /** The effective movements, without duplicates and retracted events. */
    private static List<TrainMovement> effectiveMovements() {
        Map<UUID, TrainMovement> byId = new HashMap<>();
        Set<UUID> retracted = new HashSet<>();
        Scenario.CORRIDOR_2025.simulation().stream().forEach(report -> {
            if (FIRST_REPORTS.size() < 20_000) {
                FIRST_REPORTS.add(report);
            }
            TrainMovement movement = report.movement();
            byId.put(movement.getEventId(), movement);
            if (movement.getRetracts() != null) {
                retracted.add(movement.getRetracts());
                retracted.add(movement.getEventId());
            }
        });
        byId.keySet().removeAll(retracted);
        return List.copyOf(byId.values());
    }

    private static long trips(Predicate<TrainMovement> counted, String firstMonth, String lastMonth) {
        return EFFECTIVE.stream()
                .filter(counted)
                .filter(movement -> {
                    YearMonth month = YearMonth.from(railwayDay(movement.getOccurredAt()));
                    return !month.isBefore(YearMonth.parse(firstMonth)) && !month.isAfter(YearMonth.parse(lastMonth));
                })
                .map(ScenarioTest::visit)
                .distinct()
                .count();
    }

    private static boolean atPorts(TrainMovement movement) {
        return PORTS.contains(movement.getFacility()) && isCounting(movement);
    }

    private static boolean ofXian(TrainMovement movement) {
        return movement.getFacility().equals("CNXAG") && isCounting(movement);
    }

    private static boolean isCounting(TrainMovement movement) {
        return movement.getDirection() == Direction.OUTBOUND
                ? movement.getDetail() instanceof Departure
                : movement.getDetail() instanceof Arrival;
    }

    private static Consist consist(TrainMovement movement) {
        return movement.getDetail() instanceof Departure departure
                ? departure.getConsist()
                : ((Arrival) movement.getDetail()).getConsist();
    }

    /** The railway day in Beijing time: from 18:01 on it is the next day. */
    private static LocalDate railwayDay(Instant time) {
        LocalDate date = time.atZone(BEIJING).toLocalDate();
        int minute = time.atZone(BEIJING).getHour() * 60 + time.atZone(BEIJING).getMinute();
        return minute > 18 * 60 ? date.plusDays(1) : date;
    }

    private static String visit(TrainMovement movement) {
        return movement.getTrainRunId() + " " + movement.getFacility();
    }
}
