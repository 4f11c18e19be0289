package dev.goldencorridor.cli;

import dev.goldencorridor.cli.secure.RegistryAccess;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * An Apicurio Registry as a child process, reachable from this machine only. Clients use its Confluent API.
 *
 * <p>Subjects and ids stay in its directory. The process ends with this one, even when this one is killed. A Ctrl-C
 * in the terminal does not reach it, so that its clients can stop first.
 */
public final class RegistryProcess implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String CONFLUENT_API = "/apis/ccompat/v7";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(6);
    private static final int POLL_MILLIS = 100;
    private static final int TAIL_LINES = 20;

    private final Process process;
    private final String url;
    private final RegistryProbe probe;

    private RegistryProcess(Process process, String url, RegistryProbe probe) {
        this.process = process;
        this.url = url;
        this.probe = probe;
    }

    /**
     * Starts a registry without encryption and authentication. It answers when this returns.
     *
     * @param directory holds its database; created if it does not exist
     * @param log the file that its output replaces
     * @param preferredPort the port to listen on if it is free, else any; 0: any
     * @throws IOException if it does not answer within 90 s; the message ends with the last lines of its output
     */
    public static RegistryProcess start(Path directory, Path log, int preferredPort)
            throws IOException, InterruptedException {
        return start(directory, log, preferredPort, HOST);
    }

    /**
     * Starts a registry that listens on an address of this machine.
     *
     * @param host the address. Everyone who can reach it can change schemas
     */
    public static RegistryProcess start(Path directory, Path log, int preferredPort, String host)
            throws IOException, InterruptedException {
        int port = LocalPort.freeOr(preferredPort);
        String url = "http://" + host + ":" + port + CONFLUENT_API;
        Map<String, String> listener = Map.of("QUARKUS_HTTP_HOST", host, "QUARKUS_HTTP_PORT", Integer.toString(port));
        return start(directory, log, url, listener, RegistryProbe.plain(url));
    }

    /** As {@link #start(Path, Path, int)}, with TLS, and with users whose rights {@code access} decides. */
    public static RegistryProcess startSecure(Path directory, Path log, int preferredPort, RegistryAccess access)
            throws IOException, InterruptedException {
        int port = LocalPort.freeOr(preferredPort);
        String url = "https://" + HOST + ":" + port + CONFLUENT_API;
        return start(directory, log, url, access.environment(port), RegistryProbe.secure(url, access.administrator()));
    }

    private static RegistryProcess start(
            Path directory, Path log, String url, Map<String, String> listener, RegistryProbe probe)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Files.createDirectories(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(command(distribution()));
        // Settings in the environment may be secrets, and the registry needs none of them.
        builder.environment().keySet().removeIf(name -> name.startsWith("CORRIDOR_"));
        builder.environment().putAll(environment(directory.toAbsolutePath()));
        builder.environment().putAll(listener);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        RegistryProcess registry = new RegistryProcess(builder.start(), url, probe);
        try {
            registry.awaitAnswer(log);
        } catch (IOException | InterruptedException | RuntimeException e) {
            registry.close();
            throw e;
        }
        return registry;
    }

    /** The base address for Confluent's clients. */
    public String url() {
        return url;
    }

    /** Calls the listener with the exit code when the process ends; at once if it has ended. */
    void onEnd(IntConsumer listener) {
        CompletableFuture<Void> unused = process.onExit().thenAccept(ended -> listener.accept(ended.exitValue()));
    }

    long pid() {
        return process.pid();
    }

    /** Kills the process by SIGKILL and waits for its end, as a failure would end it. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the process: orderly within some seconds, else by force. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            interrupted = true;
            process.destroyForcibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitAnswer(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!probe.answers()) {
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("the schema registry ended with exit code " + process.exitValue() + tail(log));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the schema registry has not answered at " + url + " for "
                        + START_LIMIT.toSeconds() + " s" + tail(log));
            }
        }
    }

    private static String tail(Path log) throws IOException {
        // Stack frames would displace the causes.
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("\tat "))
                .toList();
        return "; the end of " + log + ":" + System.lineSeparator()
                + String.join(
                        System.lineSeparator(), lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private static List<String> command(Path distribution) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = runner(distribution) + File.pathSeparator + ownCode();
        return List.of(
                "/bin/sh",
                "-c",
                "trap '' INT HUP; exec \"$@\"",
                "registry",
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classPath,
                ParentWatchdog.class.getName(),
                "io.quarkus.runner.GeneratedMain");
    }

    private static Map<String, String> environment(Path directory) {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", HOST),
                Map.entry("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false"),
                Map.entry("APICURIO_STORAGE_KIND", "sql"),
                Map.entry("APICURIO_STORAGE_SQL_KIND", "h2"),
                // WRITE_DELAY=0: an issued id must survive a kill.
                Map.entry(
                        "APICURIO_DATASOURCE_URL", "jdbc:h2:file:" + directory.resolve("registry") + ";WRITE_DELAY=0"),
                Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "8"),
                // By default a start fails if the database needs more than five seconds, as on a busy machine.
                Map.entry("QUARKUS_DATASOURCE_H2_JDBC_ACQUISITION_TIMEOUT", START_LIMIT.toSeconds() + "S"));
    }

    private static Path runner(Path distribution) throws IOException {
        try (Stream<Path> files = Files.list(distribution)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no *-runner.jar in " + distribution + "; build the project"));
        }
    }

    /** The unpacked registry: in the directory that the launcher names, else beside the classes. */
    private static Path distribution() throws IOException {
        String named = System.getProperty("corridor.registry");
        Path distribution = named == null ? ownCode().resolveSibling("registry") : Path.of(named);
        if (!Files.isDirectory(distribution)) {
            throw new IOException("no schema registry in " + distribution
                    + "; in a checkout build the project (mvn compile), else unpack the whole archive");
        }
        return distribution;
    }

    private static Path ownCode() throws IOException {
        try {
            return Path.of(RegistryProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("cannot find out where this program's classes are", e);
        }
    }
}
