package dev.goldencorridor.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A JVM that runs one main class, and ends when this JVM ends. It reports values in lines {@code name value} on its
 * standard output. Its standard error is its log.
 */
public final class ChildJvm implements AutoCloseable {
    /** Runs a main class while standard input is open. */
    private static final String TIED_TO_PARENT = "dev.goldencorridor.cli.ParentWatchdog";

    private static final Duration ORDERLY_END = Duration.ofSeconds(8);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final int TAIL_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;
    /** The last reported value by name. */
    private final Map<String, String> reported = new ConcurrentHashMap<>();

    private final Thread listener;

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.listener = new Thread(this::listen, "listen-to-" + name);
        this.listener.setDaemon(true);
    }

    /**
     * Starts a JVM.
     *
     * @param jvmOptions options such as heap and collector
     * @param log the file that its standard error replaces
     */
    public static ChildJvm start(Class<?> main, List<String> jvmOptions, List<String> arguments, Path log) {
        return start(main, command(main, jvmOptions, arguments), log);
    }

    /** Starts a JVM whose processor time is limited. */
    static ChildJvm start(Class<?> main, List<String> jvmOptions, List<String> arguments, Path log, CpuShare limit) {
        return start(main, limit.around(command(main, jvmOptions, arguments)), log);
    }

    private static List<String> command(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-Dlogback.configurationFile=benchmarks-logback.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TIED_TO_PARENT, main.getName()));
        command.addAll(arguments);
        return command;
    }

    private static ChildJvm start(Class<?> main, List<String> command, Path log) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            ChildJvm child = new ChildJvm(main.getSimpleName(), process, log);
            child.listener.start();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + main.getName(), e);
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                int space = line.indexOf(' ');
                reported.put(line.substring(0, Math.max(0, space)), line.substring(space + 1));
            });
        } catch (IOException | UncheckedIOException e) {
            reported.put("unheard", e.toString());
        }
    }

    /** Waits until the child reports a value under a name, and returns the value. */
    public String awaitValue(String wanted, Duration atMost) {
        Waiting.until(name + " prints '" + wanted + "'; its log is " + log, POLL_INTERVAL, atMost, () -> {
            boolean isReported = reported.containsKey(wanted);
            if (!isReported && !listener.isAlive()) {
                requireAlive();
            }
            return isReported;
        });
        return reported.get(wanted);
    }

    /** The last value that the child reported under a name before it ended. */
    public String lastValue(String wanted) {
        Waiting.until(
                "the output of " + name + " is read to its end", POLL_INTERVAL, ORDERLY_END, () -> !listener.isAlive());
        String value = reported.get(wanted);
        if (value == null) {
            throw new BenchmarkException(name + " ended without reporting '" + wanted + "'" + tail());
        }
        return value;
    }

    /** CPU time that the child has used so far. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * Fails if the child has ended.
     *
     * @throws BenchmarkException with the end of its log
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchmarkException(name + " ended with exit code " + process.exitValue() + tail());
        }
    }

    /** Kills the child by SIGKILL, so that no shutdown hook runs. Returns when it has ended. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(ORDERLY_END);
    }

    /** Stops the child gracefully, or kills it after some seconds. Returns when it has ended. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException("could not close the standard input of " + name, e);
        }
        if (!awaitEnd(ORDERLY_END)) {
            kill();
        }
    }

    private boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted while " + name + " ended", e);
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return "; the end of " + log + ":" + System.lineSeparator()
                    + String.join(
                            System.lineSeparator(),
                            lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "; its log cannot be read: " + e;
        }
    }
}
