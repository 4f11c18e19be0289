package dev.goldencorridor.benchmarks.freshness;

import dev.goldencorridor.benchmarks.harness.BenchmarkException;
import dev.goldencorridor.benchmarks.harness.ChildJvm;
import dev.goldencorridor.benchmarks.harness.Processor;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.sink.SinkSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs publisher, processor and sink together; readers of both topics measure when each probe appears in them. */
final class FreshnessRun {
    private static final Duration SINK_START = Duration.ofMinutes(2);

    private final Stage stage;
    private final List<String> jvmOptions;
    private final Map<String, String> settings;

    /** @param settings settings of the processor */
    FreshnessRun(Stage stage, List<String> jvmOptions, Map<String, String> settings) {
        this.stage = stage;
        this.jvmOptions = jvmOptions;
        this.settings = settings;
    }

    /**
     * The measured values.
     *
     * @param eventsPerSecond rate at which the brokers accepted events
     * @param behind the largest lag of the publisher behind its timetable
     */
    record Outcome(FirstSight.Latencies corridor, FirstSight.Latencies ops, double eventsPerSecond, Duration behind) {}

    Outcome measure(int rate, Duration probeEvery, Duration probeLinger, Duration warmUp, Duration measured) {
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (Processor processor = Processor.start(stage, "processor", jvmOptions, settings);
                ChildJvm sink = stage.startSink(jvmOptions);
                SteadyPublishing publishing = new SteadyPublishing(stage, probeLinger)) {
            processor.awaitRunning();
            stage.awaitMembers(sinkGroup(), SINK_START);
            Timetable timetable = new Timetable(
                    System.nanoTime() + Duration.ofSeconds(1).toNanos(),
                    rate,
                    probeEvery,
                    warmUp,
                    warmUp.plus(measured));
            Duration patience = timetable.length().plusSeconds(30);
            Future<FirstSight.Latencies> corridor =
                    readers.submit(new FirstSight(stage, AggregateRoute.TRIPS.aggregate(), timetable, patience));
            Future<FirstSight.Latencies> ops =
                    readers.submit(new FirstSight(stage, AggregateRoute.TRIPS.downstream(), timetable, patience));
            Duration behind = publishing.run(timetable);
            double seconds = (System.nanoTime() - timetable.startNanos()) / 1e9;
            Outcome outcome = new Outcome(corridor.get(), ops.get(), publishing.acknowledged() / seconds, behind);
            processor.jvm().requireAlive();
            sink.requireAlive();
            return outcome;
        } catch (ExecutionException e) {
            throw new BenchmarkException("a reader failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted", e);
        } finally {
            readers.shutdownNow();
        }
    }

    private String sinkGroup() {
        return Settings.of(SinkSettings.definition(), stage.given()).string(SinkSettings.GROUP_CONFIG);
    }
}
