package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ConflationTest {
    private static final long INTERVAL = 10;

    private final Conflation<String, String> conflation = new Conflation<>(Duration.ofMillis(INTERVAL));

    @Test
    void theFirstChangeIsDueAtOnceThenTheLastOneOfTheInterval() {
        conflation.offer("k", "a", 0);
        assertThat(conflation.due(100)).containsExactly("a");
        conflation.offer("k", "b", 1);
        assertThat(conflation.due(101)).isEmpty();
        conflation.offer("k", "c", 2);
        assertThat(conflation.due(109)).isEmpty();
        assertThat(conflation.nextDue()).hasValue(110);
        assertThat(conflation.due(110)).containsExactly("c");
        assertThat(conflation.nextDue()).isEmpty();
    }

    @Test
    void anOffsetIsPendingAsLongAsItsValueIs() {
        conflation.offer("k", "a", 0);
        conflation.due(100);
        assertThat(conflation.lowestPending()).isEmpty();
        conflation.offer("k", "b", 1);
        conflation.offer("l", "x", 2);
        conflation.due(101);
        assertThat(conflation.lowestPending()).hasValue(1);
        conflation.offer("k", "c", 3);
        assertThat(conflation.lowestPending()).hasValue(3);
    }

    @Test
    void aClockThatIsSetBackDelaysNoValue() {
        conflation.offer("k", "a", 0);
        conflation.due(1_000_000);
        conflation.offer("k", "b", 1);
        assertThat(conflation.due(5)).containsExactly("b");
    }

    @Test
    void atTheEndAllValuesAreTakenOut() {
        conflation.offer("k", "a", 0);
        conflation.due(100);
        conflation.offer("k", "b", 1);
        conflation.offer("l", "x", 2);
        assertThat(conflation.all(101)).containsExactlyInAnyOrder("b", "x");
        assertThat(conflation.lowestPending()).isEmpty();
        assertThat(conflation.nextDue()).isEmpty();
    }

    /**
     * A pause in milliseconds, then a change of a key, or its return to the delivered value, or nothing if it is empty.
     */
    record Step(int pause, String key, boolean discarded) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.of("a", "b", "c", ""),
                        Arbitraries.of(false, false, false, true))
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }

    @Property(tries = 500)
    void agreesWithABruteForceModel(@ForAll("steps") List<Step> steps) {
        // The model holds the newest waiting offset of each key, and the time at which the key was last due.
        Map<String, Long> waiting = new HashMap<>();
        Map<String, Long> lastDue = new HashMap<>();
        long now = 1_000;
        long offset = 0;
        for (Step step : steps) {
            now += step.pause();
            if (step.discarded()) {
                conflation.discard(step.key());
                waiting.remove(step.key());
            } else if (!step.key().isEmpty()) {
                conflation.offer(step.key(), step.key() + "@" + offset, offset);
                waiting.put(step.key(), offset);
            }
            offset++;
            assertThat(conflation.lowestPending()).isEqualTo(lowest(waiting));
            Set<String> expected = new HashSet<>();
            for (String key : List.copyOf(waiting.keySet())) {
                Long last = lastDue.get(key);
                if (last == null || now - last >= INTERVAL) {
                    expected.add(key + "@" + waiting.remove(key));
                    lastDue.put(key, now);
                }
            }
            assertThat(conflation.due(now)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(conflation.lowestPending()).isEqualTo(lowest(waiting));
            assertThat(conflation.nextDue().isPresent()).isEqualTo(!waiting.isEmpty());
            for (String key : waiting.keySet()) {
                assertThat(conflation.nextDue().getAsLong()).isLessThanOrEqualTo(lastDue.get(key) + INTERVAL);
            }
        }
        List<String> rest = new ArrayList<>();
        waiting.forEach((key, value) -> rest.add(key + "@" + value));
        assertThat(conflation.due(now + INTERVAL)).containsExactlyInAnyOrderElementsOf(rest);
    }

    private static OptionalLong lowest(Map<String, Long> waiting) {
        return waiting.values().stream().mapToLong(Long::longValue).min();
    }
}
