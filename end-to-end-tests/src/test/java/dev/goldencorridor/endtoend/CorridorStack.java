package dev.goldencorridor.endtoend;

import dev.goldencorridor.cli.EmbeddedBroker;
import dev.goldencorridor.cli.RegistryProcess;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker and a real registry for tests, one of each per JVM. The registry starts for the first class that
 * registers this extension, the broker for the first test that uses it. Both stop when the JVM ends. JUnit's root store
 * would stop them after each class, because a fork of Failsafe runs each class as a test plan of its own. Tests use
 * unique names of topics, groups and subjects.
 *
 * <p>With {@link ServerSecurity} the registry is secure, and there is no broker: the catalogues generate permissions for
 * the topics of the contract, and not for topics with unique names.
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
        return servers.registry.url();
    }

    /** The addresses by the names of their settings. */
    Map<String, String> endpoints() {
        return Map.of("bootstrap.servers", bootstrapServers(), "schema.registry.url", registryUrl());
    }

    /** Properties of every Kafka client. */
    Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrapServers());
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
        private final RegistryProcess registry;
        private EmbeddedBroker broker;

        private Servers(Path directory, RegistryProcess registry) {
            this.directory = directory;
            this.registry = registry;
        }

        static Servers start() {
            try {
                Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "stack");
                RegistryProcess registry =
                        ServerSecurity.startRegistry(directory.resolve("registry"), directory.resolve("registry.log"));
                if (ServerSecurity.isOn()) {
                    registerSchemas(registry.url());
                }
                return new Servers(directory, registry);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting", e);
            }
        }

        /** Programs of a secure stack may not do so. */
        private static void registerSchemas(String registryUrl) {
            Map<String, String> given = new LinkedHashMap<>(ServerSecurity.settings());
            given.put(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, registryUrl);
            Settings administrator =
                    Settings.of(CommonSettings.definition(), given).as(Principals.ADMINISTRATOR);
            try (Registry registry = Registry.connect(administrator, Duration.ofSeconds(20))) {
                registry.verify(ContractSubjects.all(), true);
            }
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
            registry.close();
            if (broker != null) {
                broker.close();
            }
        }
    }
}
