package dev.goldencorridor.runtime.registry;

import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.TrustedAuthorities;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.security.basicauth.BasicAuthCredentialProvider;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Addresses and credentials of the registry. With credentials, user and password are those of the principal. The
 * password is read at each call, so a changed one counts at once. The trusted authorities are read at the start.
 */
final class RegistryConnection {
    private final List<String> urls;
    private final Optional<Credentials> credentials;
    private final Optional<SSLSocketFactory> sockets;

    private RegistryConnection(
            List<String> urls, Optional<Credentials> credentials, Optional<SSLSocketFactory> sockets) {
        this.urls = urls;
        this.credentials = credentials;
        this.sockets = sockets;
    }

    /** @throws SettingsException if the trusted authorities cannot be read */
    static RegistryConnection of(Settings settings) {
        List<String> urls = settings.registryUrls();
        // A password is never sent without encryption.
        boolean isEncrypted = urls.stream().allMatch(url -> url.trim().startsWith("https:"));
        Optional<Credentials> credentials = settings.credentials().filter(any -> isEncrypted);
        return new RegistryConnection(
                urls,
                credentials,
                credentials.map(Credentials::authorities).filter(Files::exists).map(RegistryConnection::trusting));
    }

    /** A service without time limits of its own. */
    RestService service() {
        RestService service = new RestService(urls);
        sockets.ifPresent(service::setSslSocketFactory);
        credentials.ifPresent(own -> service.setBasicAuthCredentialProvider(new PasswordFile(own)));
        return service;
    }

    private static SSLSocketFactory trusting(Path authorities) {
        try {
            return TrustedAuthorities.sockets(authorities);
        } catch (IOException e) {
            throw new SettingsException(e.getMessage() + "; check " + CommonSettings.CREDENTIALS_DIR_CONFIG);
        }
    }

    /** User and password of a principal. */
    private record PasswordFile(Credentials credentials) implements BasicAuthCredentialProvider {
        @Override
        public String alias() {
            return "PASSWORD_FILE";
        }

        @Override
        public String getUserInfo(URL url) {
            return credentials.name() + ":" + credentials.password();
        }

        @Override
        public void configure(Map<String, ?> configs) {
            // It has its configuration already.
        }
    }
}
