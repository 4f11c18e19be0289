package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.faultbench.BenchPlan;
import dev.goldencorridor.faultbench.FaultBench;
import dev.goldencorridor.faultbench.faults.FaultKind;
import dev.goldencorridor.faultbench.report.BenchResult;
import dev.goldencorridor.faultbench.report.ReportFiles;
import dev.goldencorridor.faultbench.report.ResultTable;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Faults in a corridor of real processes. By default, a processor, a sink and a broker are killed at the same moment.
 * With {@code -Dfaults.minutes}, every kind of fault happens, one at a time, and the test takes some minutes more.
 */
class FaultsIT {
    private static final List<FaultKind> KILLS =
            List.of(FaultKind.KILL_PROCESSOR, FaultKind.KILL_BROKER_LEADER, FaultKind.KILL_SINK);
    /** Results come less often than usual, so that nine processes leave the other tests some time. */
    private static final Map<String, String> CALM =
            Map.of("processor.commit.interval", "1s", "sink.min.interval", "1s");

    private static final long SEED = Long.getLong("faults.seed", 1);

    @Test
    void everyValueIsRightWhateverFails() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "faults");
        double minutes = Double.parseDouble(System.getProperty("faults.minutes", "0"));
        BenchPlan plan = minutes > 0 ? everyKind(minutes, directory) : killsAtOnce(directory);

        BenchResult result = new FaultBench(plan, new PrintWriter(System.out, true, StandardCharsets.UTF_8)).run();

        new ReportFiles(directory).write(result);
        System.out.println(new ResultTable(result).text());
        assertThat(result.findings()).isEmpty();
        assertThat(result.faults()).isNotEmpty();
        assertThat(result.sums()).isPositive();
    }

    /** The time is over after the first faults. */
    private static BenchPlan killsAtOnce(Path directory) {
        return new BenchPlan(SEED, Duration.ofSeconds(1), 20, 0.5, KILLS, KILLS.size(), 2, CALM, Map.of(), directory);
    }

    private static BenchPlan everyKind(double minutes, Path directory) {
        Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
        return new BenchPlan(SEED, time, 300, 20, List.of(FaultKind.values()), 1, 4, Map.of(), Map.of(), directory);
    }
}
