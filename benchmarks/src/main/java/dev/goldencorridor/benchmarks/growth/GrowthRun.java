package dev.goldencorridor.benchmarks.growth;

import dev.goldencorridor.benchmarks.stage.Backlog;
import dev.goldencorridor.benchmarks.stage.Processor;
import dev.goldencorridor.benchmarks.stage.Stage;
import dev.goldencorridor.benchmarks.stage.Usage;
import dev.goldencorridor.processor.ProcessorSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processors of one application work off a load, are killed, and are started again without their state. */
final class GrowthRun {
    private static final double MIB = 1 << 20;

    private final Stage stage;
    private final List<String> jvmOptions;
    private final Map<String, String> settings;
    private final Case grown;

    /** @param settings of the processors, with the guarantee */
    GrowthRun(Stage stage, List<String> jvmOptions, Map<String, String> settings, Case grown) {
        this.stage = stage;
        this.jvmOptions = jvmOptions;
        this.settings = new LinkedHashMap<>(settings);
        this.settings.put(ProcessorSettings.THREADS_CONFIG, Integer.toString(grown.threads()));
        this.settings.put(ProcessorSettings.APPLICATION_ID_CONFIG, "benchmark-" + System.currentTimeMillis() + ".");
        this.grown = grown;
    }

    GrowthMeasurement measure() {
        List<Processor> processors = start("first");
        Backlog.Passage passage;
        double state;
        try {
            passage = new Backlog(stage).watch(settings.get(ProcessorSettings.APPLICATION_ID_CONFIG), processors);
            state = processors.stream().mapToLong(Processor::stateBytes).sum() / MIB;
        } finally {
            processors.forEach(Processor::kill);
        }
        List<Usage> used =
                processors.stream().map(processor -> Usage.of(processor.jvm())).toList();
        return new GrowthMeasurement(
                grown,
                settings.get(ProcessorSettings.GUARANTEE_CONFIG),
                passage.events(),
                passage.events() * 1e9 / passage.took().toNanos(),
                passage.client().toNanos() / 1e3 / passage.events(),
                passage.broker().toNanos() / 1e3 / passage.events(),
                used.stream().mapToLong(Usage::peakHeap).max().orElseThrow() / MIB,
                used.stream().mapToLong(Usage::peakResident).max().orElseThrow() / MIB,
                state,
                restore());
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

    private List<Processor> start(String when) {
        List<Processor> processors = new ArrayList<>();
        for (int instance = 1; instance <= grown.instances(); instance++) {
            processors.add(Processor.start(stage, "processor-" + instance + "-" + when, jvmOptions, settings));
        }
        return processors;
    }
}
