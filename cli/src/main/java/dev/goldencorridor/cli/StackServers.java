package dev.goldencorridor.cli;

import dev.goldencorridor.cli.access.AccessPlan;
import dev.goldencorridor.cli.secure.Provisioning;
import dev.goldencorridor.cli.secure.RegistryAccess;
import dev.goldencorridor.cli.secure.StackSecurity;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Starts the broker and the registry of a stack at the same time, and grants permissions on a secure broker. */
final class StackServers {
    private static final int PREFERRED_BROKER_PORT = 9092;
    private static final int PREFERRED_REGISTRY_PORT = 8081;

    private final CorridorDirectory directory;
    private final Stack.SettingsSource source;
    private final Optional<Mechanism> secure;

    /** @param secure by which mechanism programs authenticate; empty: neither encryption nor authentication */
    StackServers(CorridorDirectory directory, Stack.SettingsSource source, Optional<Mechanism> secure) {
        this.directory = directory;
        this.source = source;
        this.secure = secure;
    }

    /**
     * Starts both.
     *
     * @param started receives each server, by name, once it runs
     * @param failed receives the failure of a server that ends by itself later
     * @return the settings by which programs find the servers, and authenticate
     * @throws StackException if one does not start
     */
    Map<String, String> start(BiConsumer<String, AutoCloseable> started, Consumer<StackException> failed)
            throws InterruptedException {
        try {
            if (secure.isEmpty()) {
                Servers servers = start(Optional.empty(), started, failed);
                return withoutOthers(servers.addresses(Mechanism.TLS));
            }
            Settings settings = source.resolve(DeclaredSettings.ofAllApplications(), Map.of());
            AccessPlan plan =
                    AccessPlan.of(settings, PublisherCatalogue.of(settings).publishers());
            StackSecurity security = StackSecurity.prepare(directory.security(), plan.principals());
            Servers servers = start(Optional.of(security), started, failed);
            provision(servers, plan, security);
            Map<String, String> fromStack = withoutOthers(servers.addresses(secure.get()));
            fromStack.putAll(security.settings(secure.get()));
            return fromStack;
        } catch (IOException e) {
            throw new StackException(e.getMessage(), e);
        }
    }

    /** The broker knows no permissions and no passwords yet, so its own certificate is used. */
    private void provision(Servers servers, AccessPlan plan, StackSecurity security) {
        Map<String, String> byCertificate = new LinkedHashMap<>(servers.addresses(Mechanism.TLS));
        byCertificate.putAll(security.settings(Mechanism.TLS));
        Provisioning.apply(
                source.resolve(DeclaredSettings.ofAllApplications(), byCertificate)
                        .as(StackSecurity.BROKER),
                plan,
                security);
    }

    /** Refuses settings that name other servers. */
    private Map<String, String> withoutOthers(Map<String, String> addresses) {
        Settings settings = source.resolve(DeclaredSettings.ofAllApplications(), addresses);
        addresses.forEach((name, address) -> {
            if (!settings.string(name).equals(address)) {
                throw new StackException(
                        name + " cannot be set here: the stack has a broker and a registry of its own. Leave it out,"
                                + " or use 'process' and 'sink' with other servers");
            }
        });
        return addresses;
    }

    /** Both servers. */
    private record Servers(EmbeddedBroker broker, String registry) {
        Map<String, String> addresses(Mechanism mechanism) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put(
                    CommonSettings.BOOTSTRAP_SERVERS_CONFIG,
                    mechanism == Mechanism.SCRAM ? broker.scramServers() : broker.bootstrapServers());
            settings.put(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, registry);
            return settings;
        }
    }

    private Servers start(
            Optional<StackSecurity> security,
            BiConsumer<String, AutoCloseable> started,
            Consumer<StackException> failed)
            throws IOException {
        CompletableFuture<RegistryProcess> registry = new CompletableFuture<>();
        Thread starting = new Thread(
                () -> {
                    try {
                        registry.complete(startRegistry(security));
                    } catch (IOException | InterruptedException | RuntimeException e) {
                        registry.completeExceptionally(e);
                    }
                },
                "registry-start");
        starting.start();
        try {
            EmbeddedBroker broker = startBroker(security);
            started.accept("broker", broker);
            RegistryProcess process = registry.join();
            started.accept("registry", process);
            process.onEnd(exitCode -> failed.accept(new StackException("the schema registry ended with exit code "
                    + exitCode + " while the stack ran; see the log in " + directory.logs())));
            return new Servers(broker, process.url());
        } catch (IOException e) {
            starting.interrupt();
            throw e;
        } catch (CompletionException e) {
            throw new StackException(e.getCause().getMessage(), e.getCause());
        }
    }

    private EmbeddedBroker startBroker(Optional<StackSecurity> security) throws IOException {
        return security.isPresent()
                ? EmbeddedBroker.startSecure(directory.broker(), PREFERRED_BROKER_PORT, security.get())
                : EmbeddedBroker.start(directory.broker(), PREFERRED_BROKER_PORT);
    }

    private RegistryProcess startRegistry(Optional<StackSecurity> security) throws IOException, InterruptedException {
        Path log = directory.logs().resolve("registry.log");
        return security.isPresent()
                ? RegistryProcess.startSecure(
                        directory.registry(), log, PREFERRED_REGISTRY_PORT, RegistryAccess.prepare(security.get()))
                : RegistryProcess.start(directory.registry(), log, PREFERRED_REGISTRY_PORT);
    }
}
