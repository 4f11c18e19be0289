package dev.goldencorridor.endtoend;

import dev.goldencorridor.cli.DeclaredSettings;
import dev.goldencorridor.cli.EmbeddedBroker;
import dev.goldencorridor.cli.RegistryProcess;
import dev.goldencorridor.cli.access.AccessPlan;
import dev.goldencorridor.cli.secure.Provisioning;
import dev.goldencorridor.cli.secure.RegistryAccess;
import dev.goldencorridor.cli.secure.StackSecurity;
import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.security.TrustedAuthorities;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.security.basicauth.UserInfoCredentialProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Starts the servers of the tests: without encryption, or as {@code corridor up --secure} does if the system property
 * {@code corridor.secure} is true. Then every connection has TLS, brokers and registry authenticate their clients, and
 * every program has only the permissions that the catalogues generate. The certificates and passwords are those of one
 * JVM, because all its brokers share a registry.
 */
final class ServerSecurity {
    /** The principal of the tests' own Kafka clients. Brokers permit it everything. */
    static final String OWN_PRINCIPAL = StackSecurity.BROKER;

    /** Publishers that tests add to the catalogue and publish for. */
    private static final List<String> TEST_PUBLISHERS = List.of("forged", "sparse", "wide");

    private static final Optional<StackSecurity> SECURITY =
            Boolean.getBoolean("corridor.secure") ? Optional.of(prepare()) : Optional.empty();

    private ServerSecurity() {}

    private static StackSecurity prepare() {
        try {
            AccessPlan plan = plan(Settings.of(DeclaredSettings.ofAllApplications(), Map.of()));
            Collection<String> principals = new TreeSet<>(plan.principals());
            // The registry learns passwords at its start alone. The tests read schemas by their own principal.
            principals.add(OWN_PRINCIPAL);
            TEST_PUBLISHERS.forEach(publisher -> principals.add(Principals.publisher(publisher)));
            Path target = Files.createDirectories(Path.of("target"));
            return StackSecurity.prepare(Files.createTempDirectory(target, "security"), principals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AccessPlan plan(Settings settings) {
        return AccessPlan.of(settings, PublisherCatalogue.of(settings).publishers());
    }

    static boolean isOn() {
        return SECURITY.isPresent();
    }

    static EmbeddedBroker startBroker(Path directory) throws IOException {
        return isOn() ? EmbeddedBroker.startSecure(directory, 0, SECURITY.get()) : EmbeddedBroker.start(directory, 0);
    }

    static RegistryProcess startRegistry(Path directory, Path log) throws IOException, InterruptedException {
        return isOn()
                ? RegistryProcess.startSecure(directory, log, 0, RegistryAccess.prepare(SECURITY.get()))
                : RegistryProcess.start(directory, log, 0);
    }

    /** The settings by which programs authenticate, each as its own principal. */
    static Map<String, String> settings() {
        return SECURITY.map(security -> security.settings(Mechanism.TLS)).orElse(Map.of());
    }

    /** Permits every program what it needs with these settings, as {@code corridor acls --apply} does. */
    static void grant(Map<String, String> given) {
        SECURITY.ifPresent(security -> {
            Settings settings = Settings.of(DeclaredSettings.ofAllApplications(), given);
            Provisioning.apply(settings.as(OWN_PRINCIPAL), plan(settings), security);
        });
    }

    /** Confluent's client of a registry. It may register schemas. */
    static RestService registryClient(String url) throws IOException {
        RestService client = new RestService(url);
        if (isOn()) {
            Credentials administrator = new Credentials(
                    Path.of(settings().get(CommonSettings.CREDENTIALS_DIR_CONFIG)),
                    Principals.ADMINISTRATOR,
                    Mechanism.TLS);
            client.setSslSocketFactory(TrustedAuthorities.sockets(administrator.authorities()));
            UserInfoCredentialProvider user = new UserInfoCredentialProvider();
            user.configure(Map.of(
                    "schema.registry.basic.auth.user.info", administrator.name() + ":" + administrator.password()));
            client.setBasicAuthCredentialProvider(user);
        }
        return client;
    }
}
