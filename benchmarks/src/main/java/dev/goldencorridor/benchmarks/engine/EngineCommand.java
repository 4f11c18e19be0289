package dev.goldencorridor.benchmarks.engine;

import dev.goldencorridor.benchmarks.harness.BenchmarkException;
import dev.goldencorridor.benchmarks.harness.Results;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code benchmarks/run engine}: nanoseconds and bytes in the rolling engine and in the watch for delays, by JMH. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        description =
                "The rolling engine and the watch for delays alone, with JMH: time and allocation per event, per refresh of quantiles, and per poll.")
public final class EngineCommand implements Callable<Integer> {
    /** The steps run without the serializers, which otherwise let Avro trust the classes of the contract. */
    private static final String TRUSTED_CLASSES = "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=dev.goldencorridor.schemas";

    @Parameters(
            paramLabel = "REGEX",
            defaultValue = ".*",
            description =
                    "Which of its benchmarks: EventByWindowCount, EventByWindowLength, QuantileRefresh, DelayTick (all).")
    private String which;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "3", description = "JVMs for each (default: 3).")
    private int forks;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            defaultValue = "5",
            description = "Measured in each JVM, and as many before to warm up (default: 5).")
    private int iterations;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "2", description = "Of each iteration (default: 2).")
    private int seconds;

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "3g", description = "Of each JVM (default: 3g).")
    private String heap;

    @Override
    public Integer call() {
        Path file = Results.file("engine");
        Options options = new OptionsBuilder()
                .include(EngineCommand.class.getPackageName().replace(".", "\\.") + "\\..*(" + which + ").*")
                .forks(forks)
                .jvmArgs("-Xms" + heap, "-Xmx" + heap, "-XX:+UseSerialGC", TRUSTED_CLASSES)
                .shouldFailOnError(true)
                .warmupIterations(iterations)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.seconds(seconds))
                .addProfiler(GCProfiler.class)
                .resultFormat(ResultFormatType.CSV)
                .result(file.toString())
                .build();
        try {
            boolean measured = !new Runner(options).run().isEmpty();
            if (!measured) {
                throw new BenchmarkException("no benchmark of the engine matches " + which);
            }
        } catch (RunnerException e) {
            throw new BenchmarkException("JMH did not measure: " + e.getMessage(), e);
        }
        System.out.println("raw results: " + file);
        return 0;
    }
}
