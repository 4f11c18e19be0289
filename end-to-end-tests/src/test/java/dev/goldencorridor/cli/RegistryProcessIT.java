package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry as a child process. Each start takes seconds, which tests of other classes use. */
class RegistryProcessIT {
    private static final int ANY_PORT = 0;

    @TempDir
    private static Path shared;

    private static int takenPort;
    private static String urlBesideTakenPort;
    /** One for several tests, since a start takes six seconds of CPU time. */
    private static RegistryProcess running;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startOnATakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            takenPort = taken.getLocalPort();
            running = start(shared, takenPort);
            urlBesideTakenPort = running.url();
        }
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void aRestartedRegistryStillKnowsItsIdsAndItsLevels() throws Exception {
        int id;
        try (Registry registry = registry(running)) {
            registry.verify(List.of(ContractSubjects.TRAIN_MOVEMENT), true);
            id = registry.idOf(ContractSubjects.TRAIN_MOVEMENT);
        }

        running.close();
        running = start(shared, ANY_PORT);
        try (Registry registry = registry(running)) {
            assertThat(registry.schemaById(id)).contains(ContractSubjects.TRAIN_MOVEMENT.schema());
            registry.verify(List.of(ContractSubjects.TRAIN_MOVEMENT), false);
        }
    }

    @Test
    void everyVersionCountsWhereTheLevelIsTransitive() throws Exception {
        SchemaRegistryClient client = client(running);
        client.register("Passage", schemaWith(""));
        client.updateCompatibility("Passage", "BACKWARD_TRANSITIVE");
        client.register("Passage", schemaWith(",{\"name\":\"track\",\"type\":\"string\",\"default\":\"1\"}"));

        assertThat(client.getCompatibility("Passage")).isEqualTo("BACKWARD_TRANSITIVE");
        // It reads the second version, which has the field, but not the first.
        AvroSchema withoutDefault = schemaWith(",{\"name\":\"track\",\"type\":\"string\"}");
        assertThatThrownBy(() -> client.register("Passage", withoutDefault))
                .isInstanceOf(RestClientException.class)
                .extracting(e -> ((RestClientException) e).getStatus())
                .isEqualTo(409);
    }

    @Test
    void aTakenPortMakesItListenElsewhere() {
        assertThat(urlBesideTakenPort).doesNotContain(":" + takenPort + "/");
    }

    @Test
    void itEndsWithItsParentEvenWhenThatIsKilled() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString())
                .redirectError(directory.resolve("parent.log").toFile())
                .start();
        ProcessHandle child;
        try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
            String pid = out.readLine();
            assertThat(pid).as(() -> "see " + directory.resolve("parent.log")).isNotNull();
            child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } finally {
            parent.destroyForcibly();
        }

        await().atMost(Duration.ofSeconds(15)).until(() -> !child.isAlive());
    }

    @Test
    void aFailedStartIsExplainedInTheMessage() throws Exception {
        Files.createDirectories(directory.resolve("registry"));
        Files.writeString(directory.resolve("registry").resolve("registry.mv.db"), "this is no database");

        assertThatThrownBy(() -> start(directory, ANY_PORT))
                .hasMessageContaining("ended with exit code")
                .hasMessageContaining("registry.log")
                .hasMessageContaining("registry.mv.db");
    }

    private static RegistryProcess start(Path directory, int preferredPort) throws Exception {
        return RegistryProcess.start(
                directory.resolve("registry"), directory.resolve("logs").resolve("registry.log"), preferredPort);
    }

    private static Registry registry(RegistryProcess process) {
        return new Registry(client(process), Duration.ofSeconds(5));
    }

    private static SchemaRegistryClient client(RegistryProcess process) {
        return new CachedSchemaRegistryClient(List.of(process.url()), 10, Map.of());
    }

    private static AvroSchema schemaWith(String field) {
        return new AvroSchema("{\"type\":\"record\",\"name\":\"Passage\",\"fields\":"
                + "[{\"name\":\"train\",\"type\":\"string\"}" + field + "]}");
    }

    /** A program that starts a registry and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws Exception {
            Path directory = Path.of(args[0]);
            RegistryProcess registry =
                    RegistryProcess.start(directory.resolve("registry"), directory.resolve("registry.log"), ANY_PORT);
            System.out.println(registry.pid());
            Thread.currentThread().join();
        }
    }
}
