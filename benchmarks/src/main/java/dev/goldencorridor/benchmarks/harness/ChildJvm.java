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
 * A JVM that runs one main class and ends with this one, however this one ends. It tells what it has to tell in lines
 * {@code name value} on its standard output; its standard error is its log.
 */
public final class ChildJvm implements AutoCloseable {
    /** Runs a main class for as long as standard input is open. */
    private static final String TIED_TO_PARENT = "dev.goldencorridor.cli.ParentWatchdog";

    private static final Duration ORDERLY_END = Duration.ofSeconds(8);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int TAIL_LINES = 15;

    private final String name;
    private final Process process;
    private final Path log;
    /** What it told last under each name. */
    private final Map<String, String> told = new ConcurrentHashMap<>();

    private final Thread listener;

    private ChildJvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.listener = new Thread(this::listen, "listen-to-" + name);
        this.listener.setDaemon(true);
    }

    /**
     * Starts it.
     *
     * @param jvmOptions heap, collector and the like
     * @param log the file that its standard error replaces
     */
    public static ChildJvm start(Class<?> main, List<String> jvmOptions, List<String> arguments, Path log) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-Dlogback.configurationFile=benchmarks-logback.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TIED_TO_PARENT, main.getName()));
        command.addAll(arguments);
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
                told.put(line.substring(0, Math.max(0, space)), line.substring(space + 1));
            });
        } catch (IOException | UncheckedIOException e) {
            told.put("unheard", e.toString());
        }
    }

    /** What it tells under a name; waits until it does. */
    public String hear(String wanted, Duration atMost) {
        Waiting.until(name + " tells '" + wanted + "'; its log is " + log, LOOK_AGAIN, atMost, () -> {
            boolean heard = told.containsKey(wanted);
            if (!heard && !listener.isAlive()) {
                requireAlive();
            }
            return heard;
        });
        return told.get(wanted);
    }

    /** What it had told last under a name when it ended. */
    public String lastHeard(String wanted) {
        Waiting.until("all that " + name + " told is heard", LOOK_AGAIN, ORDERLY_END, () -> !listener.isAlive());
        String value = told.get(wanted);
        if (value == null) {
            throw new BenchmarkException(name + " ended without telling '" + wanted + "'" + tail());
        }
        return value;
    }

    /** Processor time it has used so far. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * Fails if it has ended.
     *
     * @throws BenchmarkException with the end of its log
     */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchmarkException(name + " ended with exit code " + process.exitValue() + tail());
        }
    }

    /** SIGKILL: nothing of it gets the chance to tidy up. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(ORDERLY_END);
    }

    /** Asks it to end, in order if it can within some seconds, else by force. Returns when it is gone. */
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
