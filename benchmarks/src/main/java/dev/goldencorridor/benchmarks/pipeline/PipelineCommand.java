package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.harness.ProcessorOptions;
import dev.goldencorridor.benchmarks.harness.Results;
import dev.goldencorridor.benchmarks.harness.Stage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run pipeline}: events per second, from the input topics to the last aggregate. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Throughput of the processor over a prepared input, beside a consumer that only reads it.")
public final class PipelineCommand implements Callable<Integer> {
    private static final int RIGHT = 0;
    private static final int WRONG = 1;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ProcessorOptions options;

    @Option(
            names = "--load",
            paramLabel = "KIND",
            defaultValue = "RAILWAY",
            description = "Kind of traffic: ${COMPLETION-CANDIDATES} (default: RAILWAY).")
    private Load load;

    @Option(names = "--events", paramLabel = "N", defaultValue = "10000000", description = "Default: 10000000.")
    private long events;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "365",
            description = "Of event time that they cover, about (default: 365).")
    private int days;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Each measures everything once, in turn (default: 5).")
    private int rounds;

    @Option(names = "--no-raw", description = "Leave out the consumer that only reads.")
    private boolean withoutRaw;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PreparedMovements.Plan plan = new PreparedMovements.Plan(load, events, days, options.partitions());
        PreparedMovements movements =
                PreparedMovements.of(plan, Results.target().resolve("prepared"));
        List<Measurement> measurements = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        try (Stage stage = Stage.set(movements.directory(), plan.partitions());
                Results results = Results.of("pipeline", Measurement.COLUMNS)) {
            Answers earlier = null;
            for (int round = 1; round <= rounds; round++) {
                if (!withoutRaw) {
                    keep(new RawRun(stage, options.jvm(), options.threads()).measure(round), measurements, results);
                }
                for (ProcessorOptions.Guarantee guarantee : inTurn(round)) {
                    String run = guarantee.value() + "-" + round;
                    PipelineRun.Outcome outcome = new PipelineRun(stage, options.jvm(run), options.settings("event"))
                            .measure(round, guarantee.value());
                    keep(outcome.measurement(), measurements, results);
                    outcome.answers().differencesFrom(movements.trips()).forEach(line -> faults.add(run + ": " + line));
                    if (earlier != null) {
                        outcome.answers().differencesFrom(earlier).forEach(line -> faults.add(run + ": " + line));
                    }
                    earlier = outcome.answers();
                }
            }
            new Comparison(measurements).print(out);
            out.println("raw results: " + results.file());
        }
        faults.forEach(spec.commandLine().getErr()::println);
        out.printf(
                Locale.ROOT,
                "answers: %s the recount of the raw events (%d keys)%n",
                faults.isEmpty() ? "equal to" : "DIFFERENT from",
                movements.trips().size());
        out.flush();
        return faults.isEmpty() ? RIGHT : WRONG;
    }

    /** The order is reversed in every second round, so that no variant always runs on a warm broker. */
    private List<ProcessorOptions.Guarantee> inTurn(int round) {
        List<ProcessorOptions.Guarantee> turn = new ArrayList<>(options.guarantees());
        if (round % 2 == 0) {
            Collections.reverse(turn);
        }
        return turn;
    }

    private void keep(Measurement measurement, List<Measurement> measurements, Results results) {
        measurements.add(measurement);
        results.add(measurement.csv());
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "round %d  %-16s %,10.0f events/s  cpu s/million: client %.2f, broker %.2f%n",
                        measurement.round(),
                        measurement.what(),
                        measurement.eventsPerSecond(),
                        measurement.whole().clientPerMillion(),
                        measurement.whole().brokerPerMillion())
                .flush();
    }
}
