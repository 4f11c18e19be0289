package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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

/** Faults in a corridor of real processes. It takes the time of {@code -Dfaults.minutes} and some minutes more. */
class FaultsIT {
    /** One fault of each kind of process, for a bench of three minutes. */
    private static final List<FaultKind> SHORT =
            List.of(FaultKind.KILL_PROCESSOR, FaultKind.KILL_BROKER_LEADER, FaultKind.KILL_SINK);

    private static final double MINUTES_FOR_ALL_KINDS = 10;

    @Test
    void everyValueIsRightWhateverFails() throws Exception {
        double minutes = Double.parseDouble(System.getProperty("faults.minutes", "0"));
        assumeThat(minutes)
                .as("set -Dfaults.minutes, or use the profile faults")
                .isPositive();
        boolean isShort = minutes < MINUTES_FOR_ALL_KINDS;
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "faults");
        BenchPlan plan = new BenchPlan(
                Long.getLong("faults.seed", 1),
                Duration.ofMillis(Math.round(minutes * 60_000)),
                isShort ? 100 : 300,
                isShort ? 5 : 20,
                isShort ? SHORT : FaultKind.usual(),
                isShort ? 2 : 4,
                Map.of(),
                Map.of(),
                directory);

        BenchResult result = new FaultBench(plan, new PrintWriter(System.out, true, StandardCharsets.UTF_8)).run();

        new ReportFiles(directory).write(result);
        System.out.println(new ResultTable(result).text());
        assertThat(result.findings()).isEmpty();
        assertThat(result.faults()).isNotEmpty();
        assertThat(result.sums()).isPositive();
    }
}
