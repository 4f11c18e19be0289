package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.reference.DelayOracle;
import dev.goldencorridor.simulator.Disruption;
import dev.goldencorridor.simulator.InjectedDelay;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The oracle finds in a week the injected delays, their consequences, and the waits that customs cause. */
class CorridorWeekTest {
    private static final CorridorWeek WEEK = CorridorWeek.withDelays(27);
    private static final DelayOracle.Answer ANSWER = WEEK.alerts(CorridorWeek.USUAL);

    @Test
    void theInjectedDelaysAreDue() {
        assertThat(WEEK.injected()).hasSize(27);
        assertThat(ANSWER.due()).containsAll(keysOf(WEEK.injected()));
    }

    @Test
    void theOnlyOtherDueAlertsAreThoseOfLostTrainsAndOfCustoms() {
        Set<DelayOracle.Key> others = new HashSet<>(ANSWER.due());
        others.removeAll(keysOf(WEEK.injected()));
        Set<String> lost = WEEK.injected().stream()
                .filter(delay -> delay.disruption() == Disruption.SILENT)
                .map(InjectedDelay::trainRunId)
                .collect(Collectors.toSet());
        assertThat(others).isNotEmpty().allSatisfy(key -> assertThat(key.type())
                .isIn(
                        lost.contains(key.trainRunId())
                                ? List.of("ARRIVAL_LATE", "DEPARTURE_LATE")
                                : List.of("CLEARANCE_OVERDUE", "CLEARANCE_HELD")));
    }

    @Test
    void noAlertDependsOnWhetherReportOrClockComesFirst() {
        assertThat(ANSWER.undecided()).isEmpty();
    }

    @Test
    void trainsOnLongWaysAreSilentIfSilenceBeginsWithTheLastSignOfLife() {
        DelayOracle.Answer literal =
                WEEK.alerts(DelayOracle.Thresholds.usual(Duration.ofHours(24), Duration.ofHours(24), false));
        assertThat(literal.due()).containsAll(keysOf(WEEK.injected())).hasSizeGreaterThan(300);
    }

    @Test
    void anOrdinaryWeekHasOnlyTheDelaysOfCustoms() {
        assertThat(CorridorWeek.withDelays(0).alerts(CorridorWeek.USUAL).due())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.type()).isIn("CLEARANCE_OVERDUE", "CLEARANCE_HELD"));
    }

    private static List<DelayOracle.Key> keysOf(List<InjectedDelay> injected) {
        return injected.stream()
                .map(delay -> new DelayOracle.Key(
                        delay.facility(), delay.trainRunId(), delay.disruption().alertType()))
                .toList();
    }
}
