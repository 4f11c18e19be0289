package dev.goldencorridor.runtime.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/**
 * The credentials of one principal, in files of a directory: {@code ca.pem} with the trusted authorities, {@code
 * <name>.pem} with private key and certificate chain, and {@code <name>.password}. No property holds a secret, only
 * paths. Clients read changed files at their next connection.
 *
 * @param name the principal, see {@link Principals}
 */
public record Credentials(Path directory, String name, Mechanism mechanism) {
    private static final String PEM = "PEM";

    /** How a client proves to the brokers who it is. The connection is encrypted in both cases. */
    public enum Mechanism {
        /** By its certificate. */
        TLS,
        /** By user and password. */
        SCRAM
    }

    /** The file with the certificates of the authorities that are trusted. */
    public Path authorities() {
        return directory.resolve("ca.pem");
    }

    /** The file with the private key and the certificate chain. */
    public Path keyAndCertificate() {
        return directory.resolve(name + ".pem");
    }

    /** The file with the password, for SCRAM and for the registry. */
    public Path passwordFile() {
        return directory.resolve(name + ".password");
    }

    /** Whether the directory has the file that the mechanism needs. */
    public boolean isPresent() {
        return Files.isReadable(mechanism == Mechanism.TLS ? keyAndCertificate() : passwordFile());
    }

    /** Reads the password. */
    public String password() {
        return password(passwordFile());
    }

    static String password(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot read the password file " + file + ": "
                            + e.getClass().getSimpleName()
                            + "; check credentials.dir, credentials.name and the permissions of the file",
                    e);
        }
    }

    /** Properties of every Kafka client. */
    public Map<String, Object> kafkaClient() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
        properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, authorities().toString());
        properties.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ReloadingSslEngineFactory.class.getName());
        if (mechanism == Mechanism.TLS) {
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            properties.put(
                    SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, keyAndCertificate().toString());
        } else {
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
            properties.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
            properties.put(SaslConfigs.SASL_JAAS_CONFIG, PasswordFileCallbacks.jaas(name, passwordFile()));
            properties.put(SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS, PasswordFileCallbacks.class.getName());
        }
        return properties;
    }
}
