package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.harness.Backlog;
import dev.goldencorridor.benchmarks.harness.ChildJvm;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.benchmarks.harness.Usage;
import dev.goldencorridor.benchmarks.harness.WrittenRecords;
import dev.goldencorridor.runtime.settings.CommonSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A run that only fetches and decodes the whole input. */
final class RawRun {
    static final String NAME = "raw";

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final Stage stage;
    private final List<String> jvmOptions;
    private final int threads;

    RawRun(Stage stage, List<String> jvmOptions, int threads) {
        this.stage = stage;
        this.jvmOptions = jvmOptions;
        this.threads = threads;
    }

    Measurement measure(int round) {
        List<String> arguments = new ArrayList<>(List.of(
                stage.bootstrapServers(),
                stage.given().get(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG),
                Integer.toString(threads)));
        arguments.addAll(stage.inputs());
        Duration brokerBefore = stage.broker().processorTime();
        long launched = System.nanoTime();
        ChildJvm reader = ChildJvm.start(RawReadMain.class, jvmOptions, arguments, stage.log(NAME + "-" + round));
        try (reader) {
            String[] read = reader.awaitValue("read", LIMIT).split(" ", -1);
            Duration all = Duration.ofNanos(System.nanoTime() - launched);
            Duration broker = stage.broker().processorTime().minus(brokerBefore);
            Duration took = Duration.ofNanos(Long.parseLong(read[1]));
            Backlog.Throughput reading = new Backlog.Throughput(
                    Long.parseLong(read[0]), took, launched, Duration.ofNanos(Long.parseLong(read[2])), broker);
            return new Measurement(
                    round, NAME, reading, reading, all.minus(took), Usage.of(reader), 0, WrittenRecords.NONE);
        }
    }
}
