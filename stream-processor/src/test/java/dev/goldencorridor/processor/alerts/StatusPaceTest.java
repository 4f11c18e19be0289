package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_STATUS_ROUND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusPaceTest {
    private static final long NOW = 1_790_000_000_000L;
    private static final long INTERVAL = StatusPace.INTERVAL.toMillis();
    private static final long ROUND_NANOS = MAX_STATUS_ROUND.toNanos();
    private static final long SECOND = 1_000;
    private static final String RUN = "CR|X8001|2026-10-25";

    private final StatusPace pace = new StatusPace(4);

    @Test
    void aRunWaitsForTheNextIntervalAndForTheCommit() {
        pace.received(NOW, NOW);
        assertThat(pace.isAtOnce(RUN, NOW)).isTrue();
        pace.published(RUN, NOW);
        assertThat(pace.isAtOnce(RUN, NOW)).isFalse();
        assertThat(pace.isAtOnce("another", NOW)).isTrue();
        assertThat(pace.isAtOnce(RUN, NOW + INTERVAL)).as("without a commit").isFalse();
        pace.committed();
        assertThat(pace.isAtOnce(RUN, NOW + INTERVAL - 1)).as("in the interval").isFalse();
        assertThat(pace.isAtOnce(RUN, NOW + INTERVAL)).isTrue();
    }

    @Test
    void halfOfTheTimeIsLeftToRounds() {
        pace.received(NOW, NOW);
        pace.remainingNanos(NOW);
        pace.spent(ROUND_NANOS / 2, NOW);
        long afterPause = NOW + ROUND_NANOS / 1_000_000;
        assertThat(pace.isAtOnce(RUN, afterPause)).isFalse();
        assertThat(pace.remainingNanos(afterPause)).isEqualTo(ROUND_NANOS / 2);
        pace.spent(ROUND_NANOS / 2, afterPause);
        assertThat(pace.remainingNanos(NOW + INTERVAL - 1)).isZero();
        assertThat(pace.remainingNanos(NOW + INTERVAL)).isEqualTo(ROUND_NANOS);
    }

    @Test
    void aTaskThatIsBehindPublishesInRoundsAndRestsAfterEach() {
        pace.received(NOW - 2_000, NOW);
        assertThat(pace.isAtOnce(RUN, NOW)).isFalse();
        assertThat(pace.remainingNanos(NOW)).isEqualTo(ROUND_NANOS);
        pace.spent(ROUND_NANOS, NOW);
        // Twenty times the duration, for each of four tasks.
        assertThat(pace.remainingNanos(NOW + 799)).isZero();
        assertThat(pace.remainingNanos(NOW + 800)).isEqualTo(ROUND_NANOS);
    }

    @Test
    void aTaskWithoutReportsIsNotBehindAndPublishesForLonger() {
        assertThat(pace.remainingNanos(NOW)).as("before the first report").isEqualTo(5 * ROUND_NANOS);
        pace.received(NOW - 2 * SECOND, NOW);
        assertThat(pace.isAtOnce(RUN, NOW + SECOND)).isFalse();
        assertThat(pace.remainingNanos(NOW + SECOND)).isEqualTo(ROUND_NANOS);
        long idle = NOW + SECOND + 1 + INTERVAL;
        assertThat(pace.isAtOnce(RUN, idle)).isTrue();
        assertThat(pace.remainingNanos(idle)).isEqualTo(5 * ROUND_NANOS);
        pace.spent(2 * ROUND_NANOS, idle);
        assertThat(pace.remainingNanos(idle + INTERVAL)).as("after a rest").isEqualTo(5 * ROUND_NANOS);
    }
}
