package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.processor.ProcessorSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A stream-processor as a child process with its own state directory, which is deleted with it. */
public final class Processor implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(30);

    private final ChildJvm jvm;
    private final Path state;
    private final long launchedNanos;
    /** Null if its processor time is not limited. */
    private final CpuShare share;

    private Processor(ChildJvm jvm, Path state, long launchedNanos, CpuShare share) {
        this.jvm = jvm;
        this.state = state;
        this.launchedNanos = launchedNanos;
        this.share = share;
    }

    /**
     * Starts a processor on a stage, without state.
     *
     * @param log name of the log file
     * @param settings settings besides those of the stage
     */
    public static Processor start(Stage stage, String log, List<String> jvmOptions, Map<String, String> settings) {
        return start(stage, log, jvmOptions, settings, stage.newState(), null);
    }

    /**
     * Starts a processor without state, which has only a share of the machine.
     *
     * @param cores limit of its processor time, in cores
     */
    public static Processor start(
            Stage stage, String log, List<String> jvmOptions, Map<String, String> settings, double cores) {
        return start(stage, log, jvmOptions, settings, stage.newState(), CpuShare.of(cores, log));
    }

    private static Processor start(
            Stage stage,
            String log,
            List<String> jvmOptions,
            Map<String, String> settings,
            Path state,
            CpuShare share) {
        Map<String, String> given = new LinkedHashMap<>(stage.given());
        given.put(ProcessorSettings.STATE_DIR_CONFIG, state.toString());
        given.putAll(settings);
        List<String> arguments = GivenSettings.arguments(given);
        long launched = System.nanoTime();
        ChildJvm jvm = share == null
                ? ChildJvm.start(ProcessorMain.class, jvmOptions, arguments, stage.log(log))
                : ChildJvm.start(ProcessorMain.class, jvmOptions, arguments, stage.log(log), share);
        return new Processor(jvm, state, launched, share);
    }

    /** Stops it gracefully and keeps its state. */
    public void stop() {
        jvm.close();
    }

    /** Starts a new process on the same state. */
    public Processor restarted(Stage stage, String log, List<String> jvmOptions, Map<String, String> settings) {
        return start(stage, log, jvmOptions, settings, state, share);
    }

    public ChildJvm jvm() {
        return jvm;
    }

    /** The launch time, by {@link System#nanoTime()}. */
    public long launchedNanos() {
        return launchedNanos;
    }

    /** Returns when all its tasks have restored their state and process records. */
    public void awaitRunning() {
        String unused = jvm.awaitValue("running", START_LIMIT);
    }

    /** Bytes of state on disk, without files that disappear during the count. */
    public long stateBytes() {
        try (Stream<Path> paths = Files.walk(state)) {
            return paths.mapToLong(
                            path -> path.toFile().isFile() ? path.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot measure " + state, e);
        }
    }

    /** Stops it gracefully. */
    @Override
    public void close() {
        jvm.close();
        tidyUp();
    }

    /** Stops it by SIGKILL. */
    public void kill() {
        jvm.kill();
        tidyUp();
    }

    private void tidyUp() {
        Directories.delete(state);
        if (share != null) {
            share.close();
        }
    }
}
