package dev.goldencorridor.faultbench;

import dev.goldencorridor.faultbench.faults.FaultKind;
import dev.goldencorridor.faultbench.report.BenchResult;
import dev.goldencorridor.faultbench.report.ReportFiles;
import dev.goldencorridor.faultbench.report.ResultTable;
import dev.goldencorridor.faultbench.witness.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code corridor faults}: injects faults into a corridor of real processes, and checks every published value. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        description = "Injects faults into a corridor of real processes, and checks every published value.",
        footer = {
            "",
            "The corridor has three brokers, a registry, two processors, two sinks and an alert bridge, on free ports.",
            "Simulated publishers send at a steady rate. The same seed gives the same events and the same faults in",
            "the same order. The table and the single faults are in faults.md and faults.json of the directory, and",
            "the logs beside them.",
            "",
            "Exit code: 0 every value was right, 1 some were not, 2 the bench itself failed."
        })
public final class FaultsCommand implements Callable<Integer> {
    private static final int ALL_RIGHT = 0;
    private static final int SOME_WRONG = 1;
    private static final int BENCH_FAILED = 2;
    private static final int MAX_PRINTED_FINDINGS = 20;

    @Spec
    private CommandSpec spec;

    @Option(names = "--minutes", defaultValue = "3", description = "How long to inject faults (default: 3).")
    private double minutes;

    @Option(names = "--seed", defaultValue = "1", description = "Decides traffic and faults (default: 1).")
    private long seed;

    @Option(names = "--rate", defaultValue = "300", description = "Events a second (default: 300).")
    private int rate;

    @Option(
            names = "--scale",
            defaultValue = "20",
            description = "Trains relative to the real corridor (default: 20). More make event time pass more slowly.")
    private double scale;

    @Option(
            names = "--fault",
            paramLabel = "KIND",
            description =
                    "A kind of fault; give it several times for several (default: all). One of ${COMPLETION-CANDIDATES}.")
    private List<FaultKind> kinds = List.of(FaultKind.values());

    @Option(
            names = "--at-once",
            defaultValue = "1",
            description = "How many faults happen at the same time, in different parts of the corridor (default: 1).")
    private int atOnce;

    @Option(names = "--partitions", defaultValue = "4", description = "Partitions of each topic (default: 4).")
    private int partitions;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the applications.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--broker", paramLabel = "NAME=VALUE", description = "A property of all brokers.")
    private Map<String, String> brokerProperties = new LinkedHashMap<>();

    @Option(names = "--dir", description = "A new directory for data, logs and reports (default: a temporary one).")
    private Path directory;

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new FaultsCommand())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireAtLeastOne("--rate", rate);
        requireAtLeastOne("--at-once", atOnce);
        requireAtLeastOne("--partitions", partitions);
        requirePositive("--minutes", minutes);
        requirePositive("--scale", scale);
        PrintWriter out = spec.commandLine().getOut();
        Path data = directory == null ? Files.createTempDirectory("corridor-faults") : directory;
        BenchPlan plan = new BenchPlan(
                seed,
                Duration.ofMillis(Math.round(minutes * 60_000)),
                rate,
                scale,
                kinds,
                atOnce,
                partitions,
                settings,
                brokerProperties,
                data);
        BenchResult result;
        try {
            result = new FaultBench(plan, out).run();
        } catch (RuntimeException e) {
            spec.commandLine().getErr().println("The bench failed: " + e + "; the logs are in " + data);
            return BENCH_FAILED;
        }
        new ReportFiles(data).write(result);
        out.println();
        out.println(new ResultTable(result).text());
        out.println();
        out.println(result.events() + " events, " + result.values() + " values, " + result.sums()
                + " sums compared with all prefixes of the input. Reports and logs: " + data);
        result.findings().stream().limit(MAX_PRINTED_FINDINGS).forEach(finding -> out.println(describe(finding)));
        return result.isRight() ? ALL_RIGHT : SOME_WRONG;
    }

    private void requireAtLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be at least 1, and not " + value);
        }
    }

    private void requirePositive(String option, double value) {
        if (!(value > 0)) {
            throw new ParameterException(spec.commandLine(), option + " must be greater than 0, and not " + value);
        }
    }

    private static String describe(Finding finding) {
        return finding.harm() + " (" + finding.check() + "): " + finding.detail();
    }
}
