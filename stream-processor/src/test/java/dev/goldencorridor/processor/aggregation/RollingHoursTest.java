package dev.goldencorridor.processor.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.TripCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingHoursTest {
    private static final Instant START = Instant.parse("2026-10-31T04:00:30Z");

    /** A punctuation does one piece of each kind of work. */
    private static final WorkLimits NO_TIME =
            new WorkLimits(Duration.ZERO, Duration.ZERO, Duration.ZERO, 1_000, 16_000, 48_000, 100_000);

    @TempDir
    private Path directory;

    @Test
    void anHourIsEmittedAfterARestartWhoseFirstPunctuationsHaveNoTime() {
        RollingDriver roll = new RollingDriver(
                        directory, RollingDriver.PLAN, NO_TIME, new AtomicLong()::incrementAndGet)
                .start(START);
        roll.settle();
        for (int hub = 0; hub < 9; hub++) {
            roll.trip("HUB/H" + hub, START.minus(Duration.ofHours(60)));
        }
        roll.start(START.plusSeconds(60));
        roll.settle();
        for (int hub = 0; hub < 9; hub++) {
            String hour = "corridor.trips HUB/H" + hub + "/HOUR:2026-10-28T16";
            assertThat(((TripCounts) roll.latest(hour)).getTrips()).as(hour).isEqualTo(1);
        }
    }
}
