package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.settings.SettingsException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An alerting service that receives alerts.
 *
 * @param kind the protocol that it speaks
 * @param endpoint the URL for requests, without user and password
 * @param credentials {@code user:password}, if the address contains them
 */
record Target(Kind kind, URI endpoint, Optional<String> credentials) {
    /** The protocol of a target. */
    enum Kind {
        ALERTMANAGER,
        WEBHOOK;

        private final String prefix = name().toLowerCase(Locale.ROOT) + "=";
    }

    private static final String ALERTS_PATH = "/api/v2/alerts";
    private static final int HASH_BYTES = 4;

    /**
     * Parses the value of {@link AlertSettings#TO_CONFIG}. Addresses may contain commas, so a comma is a separator only
     * if a target follows it.
     *
     * @throws SettingsException if a target is invalid or duplicated; the message names it
     */
    static List<Target> parseAll(String text) {
        if (text.isBlank()) {
            throw new SettingsException(
                    "no target: write --to alertmanager=http://HOST:9093 or --to webhook=http://…, or set "
                            + AlertSettings.TO_CONFIG);
        }
        List<Target> targets = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String one : List.of(text.split(",\\s*(?=[a-z]+=)"))) {
            Target target = parse(one.trim());
            if (!names.add(target.name())) {
                throw new SettingsException(
                        "two targets are " + target.name()
                                + "; addresses that differ only in the query are one target, since its progress is kept under that name");
            }
            targets.add(target);
        }
        return targets;
    }

    private static Target parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix)) {
                return of(kind, text.substring(kind.prefix.length()));
            }
        }
        throw new SettingsException(
                "'" + masked(text) + "' is no target: write alertmanager=http://HOST:9093 or webhook=http://HOST/PATH");
    }

    private static Target of(Kind kind, String address) {
        try {
            URI given = new URI(address);
            if (given.getHost() == null || !("http".equals(given.getScheme()) || "https".equals(given.getScheme()))) {
                throw new SettingsException(
                        "'" + masked(address) + "' is no address that alerts can be sent to: write http://HOST:PORT"
                                + " or https://HOST:PORT, with a path where there is one");
            }
            return new Target(kind, endpoint(kind, given), Optional.ofNullable(given.getUserInfo()));
        } catch (URISyntaxException e) {
            throw new SettingsException("'" + masked(address) + "' is no address: " + e.getReason()
                    + (e.getIndex() < 0 ? "" : " after " + e.getIndex() + " characters"));
        }
    }

    /** Hides user, password and query, so that an error message about the address shows no secret. */
    private static String masked(String address) {
        return address.replaceAll("//.*@", "//***@").replaceAll("\\?.*", "?***");
    }

    private static URI endpoint(Kind kind, URI given) throws URISyntaxException {
        String path = given.getRawPath();
        if (kind == Kind.ALERTMANAGER && !path.endsWith(ALERTS_PATH)) {
            path = (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + ALERTS_PATH;
        }
        String port = given.getPort() < 0 ? "" : ":" + given.getPort();
        String query = given.getRawQuery() == null ? "" : "?" + given.getRawQuery();
        return new URI(given.getScheme() + "://" + given.getHost() + port + path + query);
    }

    /** Kind and address without user, password and query. Used in logs, and to name the progress of the target. */
    String name() {
        String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        return kind.prefix + endpoint.getScheme() + "://" + endpoint.getHost() + port + endpoint.getRawPath();
    }

    /**
     * The consumer group that stores the progress of a webhook. Other characters than those usual in group names are
     * replaced, so two addresses may become equal; a hash of the name distinguishes them.
     */
    String group(String prefix) {
        String port = endpoint.getPort() < 0 ? "" : "-" + endpoint.getPort();
        String readable = prefix + "." + endpoint.getHost() + port + endpoint.getRawPath();
        return readable.replaceAll("[^A-Za-z0-9._-]+", "-") + "-" + hash(name());
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
