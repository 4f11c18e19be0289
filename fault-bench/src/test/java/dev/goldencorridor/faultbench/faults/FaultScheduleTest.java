package dev.goldencorridor.faultbench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final List<FaultKind> ALL = List.of(FaultKind.values());

    @Test
    void aSeedGivesTheSameFaultsInTheSameOrder() {
        assertThat(faults(3)).isEqualTo(faults(3)).isNotEqualTo(faults(4));
    }

    @Test
    void eachKindComesOnceInEveryRound() {
        assertThat(faults(5).subList(0, ALL.size()))
                .extracting(PlannedFault::kind)
                .containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void aFaultLastsAsLongAsItsKindAllows() {
        assertThat(faults(6)).allSatisfy(fault -> assertThat(fault.lasts())
                .isBetween(fault.kind().min(), fault.kind().max()));
    }

    private static List<PlannedFault> faults(long seed) {
        FaultSchedule schedule = new FaultSchedule(seed, ALL, 2);
        return Stream.generate(schedule::next).limit(3L * ALL.size()).toList();
    }
}
