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
 * A real broker for each JVM, and a real registry for all JVMs together ({@link SharedRegistry}). The registry starts
 * for the first class that registers this extension, the broker for the first test that uses it. The broker stops when
 * the JVM ends. JUnit's root store would stop it after each class, because a fork of Failsafe runs each class as a test
 * plan of its own. Tests use unique names of topics, groups and subjects.
 *
 * <p>With {@link ServerSecurity} each JVM has a secure registry of its own, and there is no broker: the catalogues
 * generate permissions for the topics of the contract, and not for topics with unique names.
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
        return servers.broker().bootstrapServers();
    }

    String registryUrl() {
        return servers.registryUrl;
    }

    /** The addresses by the names of their settings. */
    Map<String, String> endpoints() {
        return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
    }

    /** Properties of every Kafka client. */
    Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** The first file of the log of partition 0. */
    Path log(String topic) {
        return servers.directory.resolve("broker").resolve(topic + "-0").resolve("00000000000000000000.log");
    }

    /** A name that no other test uses. */
    String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** Creates a topic with a unique name. */
    String topic(String prefix, int partitions) {
        String name = unique(prefix);
        try (Admin admin = Admin.create(client())) {
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

    private static final class Servers implements AutoCloseable {
        private final Path directory;
        private final String registryUrl;
        private EmbeddedBroker broker;

        private Servers(Path directory, String registryUrl) {
            this.directory = directory;
            this.registryUrl = registryUrl;
        }

        static Servers start() {
            try {
                Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "stack");
                return new Servers(directory, ServerSecurity.isOn() ? secureRegistry(directory) : SharedRegistry.use());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting", e);
            }
        }

        /** Programs of a secure stack may not register schemas. The registry ends with this JVM. */
        private static String secureRegistry(Path directory) throws IOException, InterruptedException {
            RegistryProcess registry =
                    ServerSecurity.startRegistry(directory.resolve("registry"), directory.resolve("registry.log"));
            Runtime.getRuntime().addShutdownHook(new Thread(registry::close));
            SharedRegistry.register(registry.url(), ServerSecurity.settings());
            return registry.url();
        }

        synchronized EmbeddedBroker broker() {
            if (ServerSecurity.isOn()) {
                throw new IllegalStateException("the test uses topics with names of its own, for which no program has"
                        + " permissions; exclude it from the profile 'secure', or use KillableCorridor");
            }
            if (broker == null) {
                try {
                    broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return broker;
        }

        @Override
        public synchronized void close() {
            if (broker != null) {
                broker.close();
            }
        }
    }
}
