package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.TrustedAuthorities;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/** Asks whether a registry answers. */
final class RegistryProbe {
    private static final int CONNECT_TIMEOUT_MS = 1_000;
    private static final int READ_TIMEOUT_MS = 10_000;

    private final URI subjects;
    private final Optional<Credentials> user;

    private RegistryProbe(String url, Optional<Credentials> user) {
        this.subjects = URI.create(url + "/subjects");
        this.user = user;
    }

    static RegistryProbe plain(String url) {
        return new RegistryProbe(url, Optional.empty());
    }

    static RegistryProbe secure(String url, Credentials user) {
        return new RegistryProbe(url, Optional.of(user));
    }

    boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) subjects.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
            connection.setReadTimeout(READ_TIMEOUT_MS);
            if (user.isPresent()) {
                authenticate(connection, user.get());
            }
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void authenticate(HttpURLConnection connection, Credentials user) throws IOException {
        ((HttpsURLConnection) connection).setSSLSocketFactory(TrustedAuthorities.sockets(user.authorities()));
        String pair = user.name() + ":" + user.password();
        connection.setRequestProperty(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
