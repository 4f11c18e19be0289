package dev.goldencorridor.runtime.settings;

import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an application connects to brokers and registry, by its settings. */
final class Connections {
    private Connections() {}

    /** The credentials of the principal, whether or not their files can be read. */
    static Optional<Credentials> named(Settings settings) {
        return settings.path(CommonSettings.CREDENTIALS_DIR_CONFIG)
                .map(directory -> new Credentials(
                        directory,
                        settings.principal(),
                        Mechanism.valueOf(settings.string(CommonSettings.CREDENTIALS_MECHANISM_CONFIG))));
    }

    static Optional<Credentials> credentials(Settings settings) {
        Optional<Credentials> credentials = named(settings);
        credentials.filter(named -> !named.isPresent()).ifPresent(absent -> {
            throw new SettingsException("no readable credentials of principal '" + absent.name() + "' in "
                    + absent.directory().toAbsolutePath() + "; set " + CommonSettings.CREDENTIALS_NAME_CONFIG
                    + " to a principal that has its file there");
        });
        return credentials;
    }

    /** @param kafka properties that override the others, without their prefix */
    static Map<String, Object> kafkaClient(Settings settings, Map<String, String> kafka) {
        Map<String, Object> properties = new LinkedHashMap<>();
        credentials(settings).map(Credentials::kafkaClient).ifPresent(properties::putAll);
        properties.putAll(kafka);
        properties.put("bootstrap.servers", settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG));
        PlaintextGuard.requireForBrokers(properties, settings.bool(CommonSettings.PLAINTEXT_PERMITTED_CONFIG));
        return properties;
    }

    static List<String> registryUrls(Settings settings) {
        String urls = settings.string(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG);
        PlaintextGuard.requireForRegistry(urls, settings.bool(CommonSettings.PLAINTEXT_PERMITTED_CONFIG));
        return List.of(urls.split(","));
    }
}
