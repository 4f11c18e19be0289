package dev.goldencorridor.benchmarks.freshness;

import dev.goldencorridor.benchmarks.harness.ProcessorOptions;
import dev.goldencorridor.benchmarks.harness.Results;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.processor.ProcessorSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run freshness}: from the intended time of publication until an aggregate shows the event. */
@Command(
        name = "freshness",
        mixinStandardHelpOptions = true,
        description =
                "Time from an event's publication until corridor.trips and ops.trips show it, under a steady load.")
public final class FreshnessCommand implements Callable<Integer> {
    private static final int ALL_SEEN = 0;
    private static final int SOME_NOT_SEEN = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ProcessorOptions options;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "20000", description = "Events a second (20000).")
    private int rate;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "Measured (default: 60).")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "60", description = "Seconds before (default: 60).")
    private int warmUp;

    @Option(
            names = "--probe-millis",
            paramLabel = "N",
            defaultValue = "100",
            description = "Between two probes (default: 100).")
    private int probeMillis;

    @Option(
            names = "--probe-linger",
            paramLabel = "N",
            defaultValue = "1",
            description = "publish.linger of the probes' publisher, in ms (default: 1). The load's publishers have the"
                    + " default.")
    private int probeLinger;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "Default: 3.")
    private int rounds;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long missing = 0;
        try (Results results = Results.of(
                "freshness",
                List.of(
                        "round",
                        "guarantee",
                        "topic",
                        "events_per_second",
                        "publisher_behind_ms",
                        "probes",
                        "missing",
                        "p50_ms",
                        "p90_ms",
                        "p99_ms",
                        "max_ms"))) {
            for (int round = 1; round <= rounds; round++) {
                for (ProcessorOptions.Guarantee guarantee : options.guarantees()) {
                    FreshnessRun.Outcome outcome = measure(guarantee, round);
                    print(out, results, round, guarantee, outcome, "corridor.trips", outcome.corridor());
                    print(out, results, round, guarantee, outcome, "ops.trips", outcome.ops());
                    missing += outcome.corridor().missing() + outcome.ops().missing();
                }
            }
            out.println("raw results: " + results.file());
        }
        if (missing > 0) {
            spec.commandLine().getErr().println(missing + " probes were not seen in time; the figures leave them out");
        }
        return missing == 0 ? ALL_SEEN : SOME_NOT_SEEN;
    }

    private FreshnessRun.Outcome measure(ProcessorOptions.Guarantee guarantee, int round) {
        Path directory = Results.target().resolve("freshness");
        Map<String, String> settings = new LinkedHashMap<>(options.settings("wall"));
        settings.put(ProcessorSettings.GUARANTEE_CONFIG, guarantee.value());
        try (Stage stage = Stage.setAnew(directory, options.partitions())) {
            return new FreshnessRun(stage, options.jvm(guarantee.value() + "-" + round), settings)
                    .measure(
                            rate,
                            Duration.ofMillis(probeMillis),
                            Duration.ofMillis(probeLinger),
                            Duration.ofSeconds(warmUp),
                            Duration.ofSeconds(seconds));
        }
    }

    private static void print(
            PrintWriter out,
            Results results,
            int round,
            ProcessorOptions.Guarantee guarantee,
            FreshnessRun.Outcome outcome,
            String topic,
            FirstSight.Latencies latencies) {
        Histogram micros = latencies.micros();
        out.printf(
                Locale.ROOT,
                "round %d  %-16s %-15s p50 %8.1f ms  p99 %8.1f ms  max %8.1f ms  (%d probes; %,.0f events/s,"
                        + " publisher at most %d ms behind)%n",
                round,
                guarantee.value(),
                topic,
                millis(micros, 50),
                millis(micros, 99),
                millis(micros, 100),
                micros.getTotalCount(),
                outcome.eventsPerSecond(),
                outcome.behind().toMillis());
        results.add(String.format(
                Locale.ROOT,
                "%d,%s,%s,%.0f,%d,%d,%d,%.1f,%.1f,%.1f,%.1f",
                round,
                guarantee.value(),
                topic,
                outcome.eventsPerSecond(),
                outcome.behind().toMillis(),
                micros.getTotalCount(),
                latencies.missing(),
                millis(micros, 50),
                millis(micros, 90),
                millis(micros, 99),
                millis(micros, 100)));
        out.flush();
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
