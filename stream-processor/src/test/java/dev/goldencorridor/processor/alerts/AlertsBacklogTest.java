package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.alerts.AlertsDriver.overdueThresholds;
import static dev.goldencorridor.processor.alerts.ChangedCalls.arrived;
import static dev.goldencorridor.processor.alerts.ChangedCalls.released;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A task that was away first reads its backlog. Until then, time alone raises no alert. */
class AlertsBacklogTest {
    private static final Instant START = Instant.parse("2026-10-31T00:00:00Z");
    private static final String RUN = "CR|X8001|2026-10-30";

    @TempDir
    private Path directory;

    private AlertsDriver delays;

    @BeforeEach
    void createDriver() {
        delays = new AlertsDriver(directory, 0, 1);
    }

    @Test
    void aTaskThatWasAwayRaisesNothingThatItsBacklogRefutes() {
        start(0);
        delays.process(RUN, arrived("CNHRS", START));
        start(5);
        Instant released = START.plus(Duration.ofMinutes(50));
        delays.process("other", arrived("CNHRS", START), START.plusSeconds(30));
        delays.poll();
        delays.process(RUN, released("CNHRS", START, released), released);
        delays.poll();
        assertThat(delays.latest()).isEmpty();
        delays.setClock(START.plus(Duration.ofHours(5)).plusSeconds(5));
        delays.poll();
        assertThat(delays.latest()).containsOnlyKeys("CNHRS|other|CLEARANCE_OVERDUE");
    }

    @Test
    void aTaskThatJustStartedWaitsForItsBacklog() {
        start(0);
        delays.process(RUN, arrived("CNHRS", START));
        start(5);
        delays.setClock(START.plus(Duration.ofHours(5)).minusMillis(1));
        delays.poll();
        assertThat(delays.latest()).isEmpty();
        delays.setClock(START.plus(Duration.ofHours(5)));
        delays.poll();
        assertThat(delays.latest()).containsOnlyKeys("CNHRS|" + RUN + "|CLEARANCE_OVERDUE");
    }

    private void start(int hours) {
        delays.start(START.plus(Duration.ofHours(hours)), delays.plan(overdueThresholds("1h,-,-"), false));
    }
}
