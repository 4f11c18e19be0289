package dev.goldencorridor.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM of its own that ends with this one, whatever ends it. */
final class Child implements AutoCloseable {
    private static final String TIED_TO_PARENT = "dev.goldencorridor.cli.ParentWatchdog";
    private static final Duration MAX_END = Duration.ofSeconds(10);
    /** What the frameworks ask for on Java 17. */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.time",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/sun.nio.ch",
            "java.management/sun.management",
            "jdk.management/com.sun.management.internal");

    private final Process process;
    private final String signal;
    private final CompletableFuture<String> signalled = new CompletableFuture<>();

    private Child(Process process, String signal) {
        this.process = process;
        this.signal = signal;
    }

    /**
     * Starts one.
     *
     * @param heap as the JVM takes it, e.g. {@code 2g}
     * @param log where its errors go
     * @param signal the beginning of the line on standard output by which it reports that it works
     */
    static Child start(String heap, Libraries libraries, Path log, String signal, String... command)
            throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError"));
        OPENED.forEach(opened -> line.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED")));
        line.addAll(List.of("-Dlogback.configurationFile=peers-logback.xml", "-Dfile.encoding=UTF-8"));
        line.addAll(List.of("-Duser.language=en", "-Duser.country=US"));
        line.addAll(List.of("-cp", libraries.classPath(), TIED_TO_PARENT));
        line.addAll(List.of(command));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Child child = new Child(process, signal);
        Thread reader = new Thread(child::read, "output-of-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(signal)) {
                    signalled.complete(line.substring(signal.length()).strip());
                }
            }
            signalled.completeExceptionally(new IOException("the process ended"));
        } catch (IOException e) {
            signalled.completeExceptionally(e);
        }
    }

    /** Returns the rest of the line of its first signal. */
    String awaitSignal(Duration atMost) throws IOException, InterruptedException {
        try {
            return signalled.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no \"" + signal + "\" within " + atMost.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException("ended without \"" + signal + "\"", e.getCause());
        }
    }

    /** Processor time so far, of user and kernel. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    /** Throws if it has ended by itself. */
    void mustLive() {
        if (!process.isAlive()) {
            throw new UncheckedIOException(new IOException("the process ended with code " + process.exitValue()));
        }
    }

    /** As {@code kill -9} does it; returns when it is gone. */
    void kill() throws InterruptedException, IOException {
        process.destroyForcibly();
        if (!process.waitFor(MAX_END.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("process " + process.pid() + " outlives being killed");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
