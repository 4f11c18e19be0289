package dev.goldencorridor.runtime.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Refuses connections without encryption to servers on other machines, unless the user permits them. */
final class PlaintextGuard {
    private static final Predicate<String> HOST_AND_PORT =
            Pattern.compile(".+:\\d+").asMatchPredicate();

    private PlaintextGuard() {}

    /**
     * Checks the brokers.
     *
     * @param client properties of a Kafka client
     * @throws SettingsException if a broker is on another machine, and the connection is not encrypted
     */
    static void requireForBrokers(Map<String, Object> client, boolean isPermitted) {
        String protocol = String.valueOf(client.getOrDefault("security.protocol", "PLAINTEXT"))
                .toUpperCase(Locale.ROOT);
        if (!isPermitted && protocol.endsWith("PLAINTEXT")) {
            refuseOthers(
                    String.valueOf(client.get("bootstrap.servers")),
                    CommonSettings.BOOTSTRAP_SERVERS_CONFIG,
                    HOST_AND_PORT);
        }
    }

    /**
     * Checks the registry.
     *
     * @param urls separated by commas
     * @throws SettingsException if a registry is on another machine, and the connection is not encrypted
     */
    static void requireForRegistry(String urls, boolean isPermitted) {
        if (!isPermitted) {
            Arrays.stream(urls.split(","))
                    .map(String::trim)
                    .filter(url -> url.startsWith("http:"))
                    .forEach(url -> refuseOthers(
                            url.replaceFirst("^http://", "").replaceFirst("/.*", ""),
                            CommonSettings.SCHEMA_REGISTRY_URL_CONFIG,
                            host -> !host.isEmpty()));
        }
    }

    /** Kafka's client names what is wrong with any other text. */
    private static void refuseOthers(String addresses, String setting, Predicate<String> isAddress) {
        for (String address : List.of(addresses.split(","))) {
            String host = address.trim().replaceFirst("^.*@", "").replaceFirst(":\\d+$", "");
            if (isAddress.test(address.trim()) && !isThisMachine(host)) {
                throw new SettingsException(setting + " names " + host + ", and the connection would not be encrypted."
                        + " Set " + CommonSettings.CREDENTIALS_DIR_CONFIG + ", or kafka.security.protocol=SSL and"
                        + " https://, or permit it with " + CommonSettings.PLAINTEXT_PERMITTED_CONFIG + "=true");
            }
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.matches("\\[?::1]?");
    }
}
