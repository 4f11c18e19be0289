package dev.goldencorridor.processor.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.Movements;
import dev.goldencorridor.processor.PipelineDriver;
import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.AlertProcessor;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.schemas.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The former release stored the alerts of a run apart from its record. They move there when the run changes. */
class AlertsOfTheFormerReleaseTest {
    private static final List<String> STORES =
            List.of(RunProcessor.STORE, RollingProcessor.STORE, AlertProcessor.STORE);

    @TempDir
    private Path stateDirectory;

    private StateDump former;
    private PipelineDriver pipeline;

    @BeforeEach
    void startOnTheFormerState() throws IOException {
        // Loads what reads the dump's records.
        new PipelineDriver(StateDumpMain.WALL_CLOCK, StateDumpMain.SETTINGS).close();
        former = StateDump.read("upgrade/2026-11-28");
        STORES.forEach(store -> former.layOut(store, stateDirectory, StateDumpMain.APPLICATION));
        Map<String, String> settings = new HashMap<>(StateDumpMain.SETTINGS);
        settings.put("processor.state.dir", stateDirectory.toString());
        settings.put("processor.guarantee", "at_least_once");
        pipeline = new PipelineDriver(StateDumpMain.WALL_CLOCK, settings);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void aRunMovesWhenItChanges() {
        String run = former.entriesOf(AlertProcessor.STORE).stream()
                .map(StateDump.Entry::key)
                .filter(key -> key.startsWith("r"))
                .findFirst()
                .orElseThrow()
                .substring(1);
        assertThat(pipeline.stored(AlertProcessor.STORE)).contains("r" + run).doesNotContain("o" + run);
        pipeline.publish(Movements.arrival(run, "CNHRS", Direction.OUTBOUND, "2026-10-30T11:00:00Z"));
        assertThat(pipeline.stored(AlertProcessor.STORE)).contains("o" + run).doesNotContain("r" + run);
    }

    @Test
    void theStartAfterAnUpgradeMovesAllRuns() {
        pipeline.settle();
        assertThat(pipeline.stored(AlertProcessor.STORE))
                .noneMatch(key -> key.startsWith("r"))
                .anyMatch(key -> key.startsWith("o"));
    }
}
