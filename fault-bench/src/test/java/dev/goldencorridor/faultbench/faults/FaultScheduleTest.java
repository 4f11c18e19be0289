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

    @Test
    void faultsAtOnceTouchDifferentParts() {
        FaultSchedule schedule = new FaultSchedule(7, ALL, 2);
        List<List<PlannedFault>> pairs =
                Stream.generate(() -> schedule.next(2)).limit(3L * ALL.size()).toList();
        assertThat(pairs).anyMatch(pair -> pair.size() == 2).allSatisfy(pair -> {
            assertThat(pair).hasSizeBetween(1, 2);
            FaultKind first = pair.get(0).kind();
            assertThat(pair.subList(1, pair.size()))
                    .allMatch(fault -> fault.kind().isPossibleBeside(first) && first != FaultKind.NONE);
        });
    }

    private static List<PlannedFault> faults(long seed) {
        FaultSchedule schedule = new FaultSchedule(seed, ALL, 2);
        return Stream.generate(schedule::next).limit(3L * ALL.size()).toList();
    }
}
