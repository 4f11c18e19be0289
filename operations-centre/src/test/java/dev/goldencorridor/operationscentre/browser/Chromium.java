package dev.goldencorridor.operationscentre.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A Chromium process without a window, in a directory of its own. It makes no request but those of the tests. */
final class Chromium implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/bin/chromium", "/usr/bin/chromium-browser");
    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--disable-extensions",
            "--disable-default-apps",
            "--disable-software-rasterizer",
            "--disable-features=OptimizationHints,OptimizationGuideModelDownloading,OptimizationGuideOnDeviceModel,"
                    + "SegmentationPlatform,MediaRouter,Translate,Vulkan",
            "--metrics-recording-only",
            "--hide-scrollbars",
            "--no-first-run",
            "--remote-debugging-port=0");
    private static final Duration MAX_START = Duration.ofSeconds(60);

    private final Process process;
    private final Path directory;
    private final int port;

    private Chromium(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** The browser of this machine; the environment variable CHROMIUM names another one. */
    static Optional<Path> find() {
        return Stream.concat(Stream.ofNullable(System.getenv("CHROMIUM")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path program) {
        try {
            Path directory = Files.createTempDirectory("board-chromium");
            List<String> command = Stream.of(
                            Stream.of(program.toString()),
                            OPTIONS.stream(),
                            Stream.of("--user-data-dir=" + directory, "about:blank"))
                    .flatMap(part -> part)
                    .toList();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("chromium.log").toFile())
                    .start();
            Path portFile = directory.resolve("DevToolsActivePort");
            Awaitility.await("Chromium's port")
                    .atMost(MAX_START)
                    .until(() -> Files.exists(portFile)
                            && Files.readAllLines(portFile).size() > 1);
            return new Chromium(
                    process,
                    directory,
                    Integer.parseInt(Files.readAllLines(portFile).get(0)));
        } catch (IOException e) {
            throw new UncheckedIOException("Chromium does not start", e);
        }
    }

    /** The address of the first tab, for the DevTools protocol. */
    URI firstTab() {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                .build();
        try {
            String list = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            for (JsonNode target : DevTools.JSON.readTree(list)) {
                if (target.path("type").asText().equals("page")) {
                    return URI.create(target.path("webSocketDebuggerUrl").asText());
                }
            }
            throw new AssertionError("Chromium has no tab: " + list);
        } catch (IOException e) {
            throw new UncheckedIOException("Chromium does not list its tabs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        try {
            deleteDirectory();
        } catch (IOException e) {
            // A child of the browser may still write. The directory is a temporary one.
            directory.toFile().deleteOnExit();
        }
    }

    private void deleteDirectory() throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
