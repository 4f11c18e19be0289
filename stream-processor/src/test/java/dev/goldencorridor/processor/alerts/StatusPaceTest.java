package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_STATUS_ROUND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusPaceTest {
    private static final long BEGIN = 1_790_000_000_000L;
    private static final long SECOND = 1_000;
    private static final long INTERVAL = StatusPace.INTERVAL.toMillis();
    private static final long ROUND_NANOS = MAX_STATUS_ROUND.toNanos();
    private static final String RUN = "CR|X8001|2026-10-25";

    private long now = BEGIN;
    private final StatusPace pace = new StatusPace(4, () -> now);

    @Test
    void aRunWaitsForTheNextIntervalAndForTheCommit() {
        pace.received(now);
        assertThat(pace.isAtOnce(RUN)).isTrue();
        pace.published(RUN);
        assertThat(pace.isAtOnce(RUN)).isFalse();
        assertThat(pace.isAtOnce("another")).isTrue();
        now += INTERVAL;
        assertThat(pace.isAtOnce(RUN)).as("without a commit").isFalse();
        pace.committed();
        now--;
        assertThat(pace.isAtOnce(RUN)).as("in the interval").isFalse();
        now++;
        assertThat(pace.isAtOnce(RUN)).isTrue();
    }

    @Test
    void halfOfTheTimeIsLeftToRounds() {
        pace.received(now);
        long before = pace.remainingNanos();
        pace.spent(ROUND_NANOS / 2);
        now += ROUND_NANOS / 1_000_000;
        assertThat(pace.isAtOnce(RUN)).isFalse();
        assertThat(pace.remainingNanos()).isEqualTo(before / 2);
        pace.spent(ROUND_NANOS / 2);
        now = BEGIN + INTERVAL - 1;
        assertThat(pace.remainingNanos()).isZero();
        now++;
        assertThat(pace.remainingNanos()).isEqualTo(ROUND_NANOS);
    }

    @Test
    void aTaskThatIsBehindPublishesInRoundsAndRestsAfterEach() {
        pace.received(now - 2 * SECOND);
        assertThat(pace.isAtOnce(RUN)).isFalse();
        assertThat(pace.remainingNanos()).isEqualTo(ROUND_NANOS);
        pace.spent(ROUND_NANOS);
        // Twenty times the duration, for each of four tasks.
        now += 799;
        assertThat(pace.remainingNanos()).isZero();
        now++;
        assertThat(pace.remainingNanos()).isEqualTo(ROUND_NANOS);
    }

    @Test
    void anIdleTaskIsNotBehindThoughItsLastReportIsOld() {
        pace.received(now - 2 * SECOND);
        now += SECOND;
        assertThat(pace.isAtOnce(RUN)).isFalse();
        now++;
        assertThat(pace.isAtOnce(RUN)).isTrue();
        pace.spent(ROUND_NANOS);
        now += INTERVAL;
        assertThat(pace.remainingNanos()).as("after the interval").isEqualTo(ROUND_NANOS);
    }

    @Test
    void aClockThatGoesBackMakesNoRunWait() {
        pace.received(now);
        pace.published(RUN);
        pace.committed();
        pace.spent(ROUND_NANOS);
        now -= 60 * SECOND;
        assertThat(pace.mustWait(RUN)).isFalse();
        assertThat(pace.remainingNanos()).isEqualTo(ROUND_NANOS);
    }
}
