package dev.goldencorridor.faultbench.processes;

import dev.goldencorridor.faultbench.waiting.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that the bench starts, kills, stops and starts again. Its log has the output of all starts.
 *
 * <p>Not thread-safe, except {@link #close()}.
 */
public final class BenchProcess implements AutoCloseable {
    private final String name;
    private final JavaProgram program;
    private final Path log;
    private final String ready;
    private volatile Process process;
    private long outputBefore;

    /**
     * Starts nothing.
     *
     * @param ready a text of the log that shows that the process does its work
     */
    public BenchProcess(String name, JavaProgram program, Path log, String ready) {
        this.name = name;
        this.program = program;
        this.log = log;
        this.ready = ready;
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Starts the process, unless it runs. */
    public void start() {
        if (isAlive()) {
            return;
        }
        try {
            outputBefore = Files.exists(log) ? Files.size(log) : 0;
            process = program.start(log);
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + name, e);
        }
    }

    /** Waits until the process does its work. If it ends before, it is started again, as a supervisor does. */
    public void awaitReady(Duration limit) throws InterruptedException {
        boolean isReady = Deadline.in(limit).await(() -> {
            // Without an effect while it runs.
            start();
            return outputSinceStart().contains(ready);
        });
        if (!isReady) {
            throw new IllegalStateException(name + " was not ready within " + limit + "; see " + log);
        }
    }

    private String outputSinceStart() {
        // A log grows to many megabytes, and reading all of it again and again would slow the corridor down.
        try (SeekableByteChannel file = Files.newByteChannel(log)) {
            ByteBuffer output = ByteBuffer.allocate((int) Math.max(0, file.size() - outputBefore));
            file.position(outputBefore);
            int read = 0;
            while (output.hasRemaining() && read >= 0) {
                read = file.read(output);
            }
            return new String(output.array(), 0, output.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGKILL and waits for the end: no shutdown hook runs. */
    public void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Sends SIGTERM and waits for the end. Kills the process after the limit. */
    public void terminate(Duration limit) throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        }
    }

    /** Sends SIGSTOP: the process holds its connections and does nothing. */
    public void freeze() throws InterruptedException {
        signal("STOP");
    }

    /** Sends SIGCONT. */
    public void thaw() throws InterruptedException {
        signal("CONT");
    }

    private void signal(String signal) throws InterruptedException {
        if (!isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("could not signal " + name, e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
