package dev.goldencorridor.processor.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the step {@code journey} forwards of the event clock, with a restart, and what it counts. */
class EventClockTest {
    private static final String DAY = "2026-03-01T08:00:00Z";
    private static final String LATER = "2026-03-01T09:00:00Z";
    private static final String WRONG = "2026-09-01T08:00:00Z";

    private final RunStepDriver step = step(true);
    private int runs;

    @Test
    void aWrongTimeIsHeldBackAndCountedAlsoAfterARestart() {
        for (int i = 0; i < 6; i++) {
            step.learn(departure(DAY));
        }
        step.learn(departure(WRONG));
        assertThat(step.forwardedWatermark()).isEqualTo(millis(DAY));
        assertThat(step.metric("jump-held-total")).isEqualTo(1);

        step.start(PortCatalogue.builtIn());
        step.learn(departure(WRONG)).passTo(Instant.ofEpochSecond(3_600));
        assertThat(step.forwardedWatermark()).isEqualTo(millis(DAY));
        step.learn(departure(LATER));
        assertThat(step.forwardedWatermark()).isEqualTo(millis(LATER));
        assertThat(step.metric("jump-held-total")).isEqualTo(1);
    }

    @Test
    void theEventItselfCountsAtItsOwnTime() {
        for (int i = 0; i < 6; i++) {
            step.learn(departure(DAY));
        }
        step.learn(departure(WRONG));
        long minute = millis(WRONG) / 60_000;
        assertThat(step.sums().keySet()).anyMatch(key -> key.startsWith("PORT/CNHRS " + minute + " "));
    }

    @Test
    void theFirstEventsAreNoJumps() {
        step.learn(departure(DAY)).passTo(Instant.ofEpochSecond(1));
        assertThat(step.forwardedWatermark()).isEqualTo(millis(DAY));
        assertThat(step.metric("jump-held-total")).isZero();
    }

    @Test
    void withTheTimeOfDayNoJumpIsHeldBack() {
        RunStepDriver wall = step(false);
        for (int i = 0; i < 6; i++) {
            wall.learn(departure(DAY));
        }
        wall.learn(departure(WRONG));
        assertThat(wall.forwardedWatermark()).isEqualTo(millis(WRONG));
    }

    private static RunStepDriver step(boolean isEventClock) {
        return new RunStepDriver(
                PortCatalogue.builtIn(),
                new RunProcessor.DimensionLimits(100, 200),
                new RunProcessor.ClockMode(isEventClock, Duration.ofDays(7)));
    }

    private TrainMovement departure(String at) {
        return Movements.departure("CR|X" + runs++ + "|2026", "CNHRS", Direction.OUTBOUND, at);
    }

    private static long millis(String at) {
        return Instant.parse(at).toEpochMilli();
    }
}
