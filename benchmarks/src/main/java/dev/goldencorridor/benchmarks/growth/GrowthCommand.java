package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.benchmarks.harness.ProcessorOptions;
import dev.goldencorridor.benchmarks.harness.Results;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.processor.ProcessorSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code benchmarks/run growth}: rate, processor time, memory, state and restore by runs, places, partitions, threads,
 * instances and years of days.
 */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "Rate, processor time, memory, state and time to restore, as the load and the processor grow.",
        footer = {
            "",
            "--threads and --partitions have no effect. Instances run with a third of a core each and the quick compiler,"
                    + " so that the kernel and not the machine is their limit; this needs the rights of root."
        })
public final class GrowthCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProcessorOptions options;

    @Option(
            names = "--along",
            paramLabel = "AXIS",
            split = ",",
            description = "What grows: ${COMPLETION-CANDIDATES} (default: each in turn, but for MORE_RUNS).")
    private List<Case.Axis> axes = Case.Axis.usual();

    @Option(
            names = "--finished",
            paramLabel = "N",
            defaultValue = "300000",
            description = "Runs, of three events each, beside those that stay open (default: 300000).")
    private long finished;

    @Option(
            names = "--shrink",
            paramLabel = "N",
            defaultValue = "1",
            description = "Divide all runs and places by this, to try it out (default: 1).")
    private int divisor;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Each measures every case once, in turn (default: 1).")
    private int rounds;

    @Option(names = "--no-restore", description = "Leave out the start without state after a kill.")
    private boolean withoutRestore;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<GrowthMeasurement> measurements = new ArrayList<>();
        try (Results results = Results.of("growth", GrowthMeasurement.COLUMNS)) {
            out.println(GrowthMeasurement.heading());
            for (int round = 1; round <= rounds; round++) {
                for (Case grown : Case.along(axes)) {
                    for (ProcessorOptions.Guarantee guarantee : options.guarantees()) {
                        GrowthMeasurement measurement = measure(round, grown.shrunk(divisor), guarantee);
                        out.println(measurement.line());
                        out.flush();
                        results.add(measurement.csv());
                        measurements.add(measurement);
                    }
                }
            }
            List<Case> bases =
                    Case.bases().stream().map(base -> base.shrunk(divisor)).toList();
            new GrowthComparison(measurements, bases).print(out);
            out.println("raw results: " + results.file());
        }
        return 0;
    }

    private GrowthMeasurement measure(int round, Case grown, ProcessorOptions.Guarantee guarantee) {
        Path directory = Results.target().resolve("growth");
        Map<String, String> settings = new LinkedHashMap<>(options.settings("event"));
        settings.put(ProcessorSettings.GUARANTEE_CONFIG, guarantee.value());
        try (Stage stage = Stage.setAnew(directory, grown.partitions())) {
            if (grown.isHistory()) {
                new History(grown.places(), grown.days()).write(stage);
            } else {
                // The time of day may be the clock, too.
                LoadWriting.write(grown.load(finished / divisor, Instant.now()), stage);
            }
            return new GrowthRun(stage, options.jvm(), settings, grown).measure(round, !withoutRestore);
        }
    }
}
