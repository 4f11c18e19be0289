package dev.goldencorridor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMillis(350);

    private final Backoff backoff = new Backoff(SHORTEST, LONGEST);

    @Test
    void pausesDoubleUpToTheLongestAndBeginAgainAfterASuccess() {
        for (int round = 0; round < 2; round++) {
            for (long whole : new long[] {100, 200, 350, 350}) {
                assertThat(backoff.pause()).isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
            }
            backoff.reset();
        }
    }

    /** A right implementation misses one of the 51 values with a probability below 1 in 10^40. */
    @Test
    void aPauseTakesEveryValueFromHalfToAll() {
        List<Long> pauses = Stream.generate(() -> {
                    backoff.reset();
                    return backoff.pause().toMillis();
                })
                .limit(5_000)
                .distinct()
                .sorted()
                .toList();
        assertThat(pauses).isEqualTo(LongStream.rangeClosed(50, 100).boxed().toList());
    }

    @Test
    void noPauseIsLongerThanTheLongest() {
        assertThat(Stream.generate(backoff::pause).limit(1_000)).allMatch(pause -> pause.compareTo(LONGEST) <= 0);
    }

    @Test
    void equalBoundsGivePausesOfOneRange() {
        Backoff constant = new Backoff(SHORTEST, SHORTEST);
        assertThat(Stream.generate(constant::pause).limit(1_000))
                .allMatch(pause -> pause.toMillis() >= 50 && pause.toMillis() <= 100);
    }

    @Test
    void theShortestMustNotBeLongerThanTheLongest() {
        Duration longer = LONGEST.plusMillis(1);
        assertThatThrownBy(() -> new Backoff(longer, LONGEST)).isInstanceOf(IllegalArgumentException.class);
    }
}
