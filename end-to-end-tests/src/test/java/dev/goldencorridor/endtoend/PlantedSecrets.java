package dev.goldencorridor.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The secrets of a stack, and where they have leaked to. */
final class PlantedSecrets {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<String> secrets = new ArrayList<>();
    private final Set<String> leaks = new TreeSet<>();

    /** @param security the directory with all keys and passwords */
    PlantedSecrets(Path security) throws IOException {
        try (Stream<Path> files = Files.list(security)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                if (file.toString().endsWith(".password")) {
                    secrets.add(text.strip());
                } else if (text.contains("PRIVATE KEY")) {
                    secrets.add(text.lines().skip(1).findFirst().orElseThrow());
                }
            }
        }
    }

    int count() {
        return secrets.size();
    }

    void search(String place, String text) {
        if (secrets.stream().anyMatch(text::contains)) {
            leaks.add(place);
        }
    }

    void searchFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(Files::isRegularFile).forEach(file -> search(file.toString(), read(file)));
        }
    }

    /** Arguments of all processes, and the environment of the children of this one. */
    void searchProcesses() {
        ProcessHandle.allProcesses()
                .forEach(one -> search("arguments of " + one.pid(), read(Path.of("/proc/" + one.pid() + "/cmdline"))));
        ProcessHandle.current()
                .descendants()
                .forEach(
                        one -> search("environment of " + one.pid(), read(Path.of("/proc/" + one.pid() + "/environ"))));
    }

    void searchAnswers(URI base, String... paths) {
        HttpClient client = HttpClient.newHttpClient();
        for (String path : paths) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
            // On a busy machine, the server may close a connection before it has read the request.
            await().atMost(LIMIT)
                    .ignoreException(IOException.class)
                    .untilAsserted(() -> search(
                            path,
                            client.send(request, HttpResponse.BodyHandlers.ofString())
                                    .body()));
        }
    }

    /** The places where a secret was found. */
    Set<String> leaks() {
        return leaks;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            if (file.startsWith("/proc")) {
                return "";
            }
            throw new UncheckedIOException(gone);
        }
    }
}
