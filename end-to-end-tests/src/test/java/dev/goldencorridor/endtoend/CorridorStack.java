package dev.goldencorridor.endtoend;

import dev.goldencorridor.cli.EmbeddedBroker;
import dev.goldencorridor.cli.RegistryProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker and a real registry for tests, one of each per JVM. They start for the first class that registers this
 * extension, and stop when the JVM ends. JUnit's root store would stop them after each class, because a fork of
 * Failsafe runs each class as a test plan of its own. Tests use unique names of topics, groups and subjects.
 *
 * <pre>{@code @RegisterExtension static final CorridorStack STACK = new CorridorStack();}</pre>
 */
final class CorridorStack implements BeforeAllCallback {
    private static Servers shared;

    private Servers servers;

    @Override
    public void beforeAll(ExtensionContext context) {
        servers = shared();
    }

    private static synchronized Servers shared() {
        if (shared == null) {
            Servers started = Servers.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            shared = started;
        }
        return shared;
    }

    String bootstrapServers() {
        return servers.broker.bootstrapServers();
    }

    String registryUrl() {
        return servers.registry.url();
    }

    /** The addresses by the names of their settings. */
    Map<String, String> endpoints() {
        return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
    }

    /** A name that no other test uses. */
    String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** Creates a topic with a unique name. */
    String topic(String prefix, int partitions) {
        String name = unique(prefix);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
            return name;
        } catch (ExecutionException e) {
            throw new IllegalStateException("could not create topic " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topic " + name, e);
        }
    }

    private record Servers(EmbeddedBroker broker, RegistryProcess registry) implements AutoCloseable {
        static Servers start() {
            try {
                Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "stack");
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
                return new Servers(
                        broker,
                        RegistryProcess.start(directory.resolve("registry"), directory.resolve("registry.log"), 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting", e);
            }
        }

        @Override
        public void close() {
            registry.close();
            broker.close();
        }
    }
}
