package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.benchmarks.harness.ProcessorOptions;
import dev.goldencorridor.benchmarks.harness.Results;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.processor.ProcessorSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
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
 * {@code benchmarks/run growth}: throughput, memory, state and restore by runs, places, threads, instances and years
 * of days.
 */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description =
                "Throughput, memory, state and time to restore, as runs, places, threads, instances and history grow.",
        footer = {"", "--threads has no effect on the cases in which the number of threads grows."})
public final class GrowthCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ProcessorOptions options;

    @Option(
            names = "--along",
            paramLabel = "AXIS",
            split = ",",
            description = "What grows: runs, places, threads, instances, history (default: each in turn).")
    private List<Case.Axis> axes = List.of(Case.Axis.values());

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

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Results results = Results.of("growth", GrowthMeasurement.COLUMNS)) {
            out.println(GrowthMeasurement.heading());
            for (Case grown : Case.along(axes)) {
                for (ProcessorOptions.Guarantee guarantee : options.guarantees()) {
                    GrowthMeasurement measurement = measure(grown.shrunk(divisor), guarantee);
                    out.println(measurement.line());
                    out.flush();
                    results.add(measurement.csv());
                }
            }
            out.println("raw results: " + results.file());
        }
        return 0;
    }

    private GrowthMeasurement measure(Case grown, ProcessorOptions.Guarantee guarantee) {
        Path directory = Results.target().resolve("growth");
        Map<String, String> settings = new LinkedHashMap<>(options.settings("event"));
        settings.put(ProcessorSettings.GUARANTEE_CONFIG, guarantee.value());
        try (Stage stage = Stage.setAnew(directory, options.partitions())) {
            if (grown.isHistory()) {
                new History(grown.places(), grown.days()).write(stage);
            } else {
                LoadWriting.write(new Load(grown.openRuns(), finished / divisor, grown.places()), stage);
            }
            return new GrowthRun(stage, options.jvm(), settings, grown).measure();
        }
    }
}
