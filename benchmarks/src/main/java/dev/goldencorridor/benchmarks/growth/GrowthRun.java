package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.benchmarks.harness.Backlog;
import dev.goldencorridor.benchmarks.harness.Processor;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.benchmarks.harness.Usage;
import dev.goldencorridor.benchmarks.harness.Waiting;
import dev.goldencorridor.benchmarks.harness.WrittenRecords;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Processors of one application process a load, are killed, and start again without their state. With a history they
 * stop gracefully, and start again with their state.
 */
final class GrowthRun {
    private static final double MIB = 1 << 20;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** The other compiler takes a minute of processor time, which is several minutes in a share of a core. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    private final Stage stage;
    private final List<String> jvmOptions;
    private final Map<String, String> settings;
    private final Case grown;

    /** @param settings settings of the processors, including the processing guarantee */
    GrowthRun(Stage stage, List<String> jvmOptions, Map<String, String> settings, Case grown) {
        this.stage = stage;
        this.jvmOptions = new ArrayList<>(jvmOptions);
        if (grown.isLimited()) {
            this.jvmOptions.add(QUICK_COMPILER);
        }
        this.settings = new LinkedHashMap<>(settings);
        this.settings.put(ProcessorSettings.THREADS_CONFIG, Integer.toString(grown.threads()));
        this.settings.put(ProcessorSettings.APPLICATION_ID_CONFIG, "benchmark-" + System.currentTimeMillis() + ".");
        this.grown = grown;
    }

    /** @param withRestore whether to kill the processors afterwards, and start new ones */
    GrowthMeasurement measure(int round, boolean withRestore) {
        String applicationId = settings.get(ProcessorSettings.APPLICATION_ID_CONFIG);
        List<Processor> processors = start("first");
        List<Processor> measured = new ArrayList<>(processors);
        Backlog.Watched watched;
        WrittenRecords written;
        double state;
        double restore = 0;
        try {
            watched = new Backlog(stage).watch(applicationId, processors);
            written = WrittenRecords.of(stage, applicationId);
            state = processors.stream().mapToLong(Processor::stateBytes).sum() / MIB;
            if (grown.isHistory()) {
                restore = restart(processors, measured);
            } else if (withRestore) {
                processors.forEach(Processor::kill);
                restore = restore();
            }
        } finally {
            measured.forEach(Processor::kill);
        }
        List<Usage> used =
                measured.stream().map(processor -> Usage.of(processor.jvm())).toList();
        return new GrowthMeasurement(
                round,
                grown,
                settings.get(ProcessorSettings.GUARANTEE_CONFIG),
                watched,
                written.changelogs(),
                used.stream().mapToLong(Usage::peakHeap).max().orElseThrow() / MIB,
                used.stream().mapToLong(Usage::peakResident).max().orElseThrow() / MIB,
                state,
                restore);
    }

    private double restore() {
        long launched = System.nanoTime();
        List<Processor> successors = start("again");
        try {
            successors.forEach(Processor::awaitRunning);
            return (System.nanoTime() - launched) / 1e9;
        } finally {
            successors.forEach(Processor::close);
        }
    }

    /** @param measured also receives the new processors */
    private double restart(List<Processor> processors, List<Processor> measured) {
        processors.forEach(Processor::stop);
        long launched = System.nanoTime();
        for (int i = 0; i < processors.size(); i++) {
            measured.add(processors.get(i).restarted(stage, "processor-" + (i + 1) + "-again", jvmOptions, settings));
        }
        List<Processor> successors = measured.subList(processors.size(), measured.size());
        successors.forEach(Processor::awaitRunning);
        long before = published();
        new History(grown.places(), grown.days()).writeNext(stage);
        Waiting.until("a new event is counted", LOOK_AGAIN, LIMIT, () -> {
            successors.forEach(processor -> processor.jvm().requireAlive());
            return published() > before;
        });
        return (System.nanoTime() - launched) / 1e9;
    }

    /** How many records were ever written to the topic of trips. */
    private long published() {
        Map<TopicPartition, OffsetSpec> ends = new LinkedHashMap<>();
        for (int partition = 0; partition < stage.partitions(); partition++) {
            ends.put(new TopicPartition(AggregateRoute.TRIPS.aggregate(), partition), OffsetSpec.latest());
        }
        return Stage.get(stage.admin()
                        .listOffsets(ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .values()
                .stream()
                .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                .sum();
    }

    private List<Processor> start(String when) {
        List<Processor> processors = new ArrayList<>();
        for (int instance = 1; instance <= grown.instances(); instance++) {
            String log = "processor-" + instance + "-" + when;
            processors.add(
                    grown.isLimited()
                            ? Processor.start(stage, log, jvmOptions, settings, grown.cores())
                            : Processor.start(stage, log, jvmOptions, settings));
        }
        return processors;
    }
}
