package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.settings.CommonSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of the measured processes, as a picocli mixin. The defaults are those of {@code ./corridor process}. */
public final class ProcessorOptions {
    /** The values of {@code --guarantee}. */
    public enum Guarantee {
        EOS("exactly_once_v2"),
        ALO("at_least_once");

        private final String value;

        Guarantee(String value) {
            this.value = value;
        }

        /** The value of the setting. */
        public String value() {
            return value;
        }
    }

    @Option(
            names = "--guarantee",
            paramLabel = "eos|alo",
            split = ",",
            description = "Processing guarantees to measure (default: both).")
    private List<Guarantee> guarantees = List.of(Guarantee.EOS, Guarantee.ALO);

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Stream threads (default: 2).")
    private int threads;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "Of every topic (default: 4).")
    private int partitions;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any setting of the processor; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--heap", paramLabel = "SIZE", defaultValue = "1g", description = "Largest heap (default: 1g).")
    private String heap;

    @Option(
            names = "--gc",
            paramLabel = "NAME",
            defaultValue = "Parallel",
            description = "Collector: Serial, Parallel, G1, Z (default: Parallel).")
    private String collector;

    @Option(
            names = "--jfr",
            paramLabel = "FILE",
            description = "Record the processor with Java Flight Recorder; the name of the run is put before the dot.")
    private Path recording;

    /** The guarantees to measure, in order. */
    public List<Guarantee> guarantees() {
        return guarantees;
    }

    public int threads() {
        return threads;
    }

    public int partitions() {
        return partitions;
    }

    /** The settings of the processor, without addresses and names. */
    public Map<String, String> settings(String clock) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(CommonSettings.CLOCK_CONFIG, clock);
        all.put(ProcessorSettings.THREADS_CONFIG, Integer.toString(threads));
        all.putAll(settings);
        return all;
    }

    /** Options of the JVM. */
    public List<String> jvm() {
        return List.of(
                "-Xms" + heap, "-Xmx" + heap, "-XX:+Use" + collector + "GC", "-Duser.language=en", "-Duser.country=US");
    }

    /** Options of a processor's JVM. */
    public List<String> jvm(String run) {
        List<String> all = new ArrayList<>(jvm());
        if (recording != null) {
            String name = recording.toAbsolutePath().toString();
            int dot = name.lastIndexOf('.') > name.lastIndexOf('/') ? name.lastIndexOf('.') : name.length();
            all.add("-XX:FlightRecorderOptions:stackdepth=256");
            all.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + name.substring(0, dot) + "-"
                    + run + (dot < name.length() ? name.substring(dot) : ".jfr"));
        }
        return all;
    }
}
