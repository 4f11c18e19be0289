package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.harness.Backlog;
import dev.goldencorridor.benchmarks.harness.Processor;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.benchmarks.harness.Usage;
import dev.goldencorridor.benchmarks.harness.WrittenRecords;
import dev.goldencorridor.processor.ProcessorSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A processor that processes the whole input, starting without state. */
final class PipelineRun {
    private final Stage stage;
    private final List<String> jvmOptions;
    private final Map<String, String> settings;

    /**
     * Prepares a run.
     *
     * @param settings settings of the processor, besides addresses, guarantee and names
     */
    PipelineRun(Stage stage, List<String> jvmOptions, Map<String, String> settings) {
        this.stage = stage;
        this.jvmOptions = jvmOptions;
        this.settings = settings;
    }

    /** The measurement, and the last values of the aggregates. */
    record Outcome(Measurement measurement, Answers answers) {}

    Outcome measure(int round, String guarantee) {
        stage.clear();
        String applicationId = "benchmark-" + System.currentTimeMillis() + ".";
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(ProcessorSettings.GUARANTEE_CONFIG, guarantee);
        all.put(ProcessorSettings.APPLICATION_ID_CONFIG, applicationId);
        Processor processor = Processor.start(stage, guarantee + "-" + round, jvmOptions, all);
        Backlog.Watched watched;
        long state;
        WrittenRecords written;
        Answers answers;
        try (processor) {
            watched = new Backlog(stage).watch(applicationId, List.of(processor));
            state = processor.stateBytes();
            written = WrittenRecords.of(stage, applicationId);
            answers = Answers.of(stage);
        }
        return new Outcome(
                new Measurement(
                        round,
                        guarantee,
                        watched.whole(),
                        watched.secondHalf(),
                        Duration.ofNanos(watched.whole().firstNanos() - processor.launchedNanos()),
                        Usage.of(processor.jvm()),
                        state,
                        written),
                answers);
    }
}
