package dev.goldencorridor.endtoend;

import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How programs and tests connect to a broker and a registry, which may be secure. */
final class CorridorConnection {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);

    private final Map<String, String> endpoints;
    private final Map<String, String> given;

    /** @param settings of all programs */
    CorridorConnection(String bootstrapServers, String registryUrl, Map<String, String> settings) {
        Map<String, String> found = new LinkedHashMap<>();
        found.put(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        found.put(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, registryUrl);
        found.putAll(ServerSecurity.settings());
        Map<String, String> all = new LinkedHashMap<>(found);
        all.putAll(settings);
        endpoints = Map.copyOf(found);
        given = Map.copyOf(all);
    }

    /** The settings by which programs find the servers, and authenticate. */
    Map<String, String> endpoints() {
        return endpoints;
    }

    /** The options of a command that uses the servers. */
    List<String> options() {
        return endpoints.entrySet().stream()
                .flatMap(one -> Stream.of("--set", one.getKey() + "=" + one.getValue()))
                .toList();
    }

    /** The settings of a program, with more of them as {@code name=value}. */
    Map<String, String> given(String... more) {
        Map<String, String> all = new LinkedHashMap<>(given);
        for (String one : more) {
            all.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
        }
        return all;
    }

    /** The settings of the tests' own clients. On a secure broker they may do anything. */
    Settings settings() {
        return settings(ServerSecurity.OWN_PRINCIPAL);
    }

    /** The settings of a principal's clients. */
    Settings settings(String principal) {
        return Settings.of(PublishSettings.definition(), given).as(principal);
    }

    /** Properties of a principal's Kafka clients, and more of them. */
    Map<String, Object> client(String principal, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.putAll(settings(principal).kafkaClient());
        return all;
    }

    /** The tests' own client of the registry. It may register schemas. */
    Registry registry() {
        Map<String, String> registering = given(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG + "=true");
        return Registry.connect(
                Settings.of(PublishSettings.definition(), registering).as(Principals.ADMINISTRATOR), REGISTRY_PATIENCE);
    }

    /** Permits the programs what they need with these settings too, given as {@code name=value}. */
    void grant(String... more) {
        ServerSecurity.grant(given(more));
    }
}
