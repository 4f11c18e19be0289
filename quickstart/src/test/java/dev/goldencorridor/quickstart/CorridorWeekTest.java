package dev.goldencorridor.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the oracle says of a week is what was injected, what follows from it, and what customs do of themselves. */
class CorridorWeekTest {
    private static final DelayOracle.Thresholds THRESHOLDS =
            DelayOracle.Thresholds.usual(Duration.ofHours(24), Duration.ofHours(24));
    private final CorridorWeek week = CorridorWeek.withDelays(27);
    private final DelayOracle.Answer answer = week.alerts(THRESHOLDS);

    @Test
    void show() {
        Map<String, Long> byType = answer.due().stream()
                .collect(Collectors.groupingBy(DelayOracle.Key::type, TreeMap::new, Collectors.counting()));
        System.out.println(byType + " undecided " + answer.undecided());
        answer.due().stream()
                .filter(k ->
                        week.injected().stream().noneMatch(d -> d.trainRunId().equals(k.trainRunId())))
                .forEach(k -> System.out.println("OTHER " + k));
        System.out.println(week.reports().size());
    }

    @Test
    void whatWasInjectedIsDue() {
        assertThat(week.injected()).hasSize(27);
        assertThat(answer.due())
                .containsAll(week.injected().stream()
                        .map(delay -> new DelayOracle.Key(
                                delay.facility(),
                                delay.trainRunId(),
                                delay.mishap().alertType()))
                        .toList());
    }
}
