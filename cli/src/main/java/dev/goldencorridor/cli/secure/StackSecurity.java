package dev.goldencorridor.cli.secure;

import dev.goldencorridor.cli.secure.CertificateAuthority.Identity;
import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.settings.CommonSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The certificates and passwords of a local stack, in a directory that only its owner may read. What exists is kept, and
 * certificates that end within a month are issued again.
 */
public final class StackSecurity {
    /** The principal of the broker, and the only super user. */
    public static final String BROKER = "corridor-broker";

    static final String REGISTRY = "corridor-registry";
    private static final String AUTHORITY = "corridor-authority";
    private static final Duration RENEWAL = Duration.ofDays(30);
    private static final int PASSWORD_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final InstantSource clock;
    private final Collection<String> principals;

    private StackSecurity(Path directory, InstantSource clock, Collection<String> principals) {
        this.directory = directory;
        this.clock = clock;
        this.principals = new TreeSet<>(principals);
    }

    /**
     * Makes what is missing.
     *
     * @param principals all principals of the stack's programs
     * @throws IOException if the directory cannot be used
     */
    public static StackSecurity prepare(Path directory, Collection<String> principals) throws IOException {
        StackSecurity security = new StackSecurity(directory.toAbsolutePath(), Clock.systemUTC(), principals);
        SecretFiles.createDirectory(security.directory);
        try {
            security.issueMissing();
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make the certificates in " + security.directory + ": " + e.getMessage(), e);
        }
        return security;
    }

    /** Whether the directory has the certificates of a stack. */
    public static boolean isIn(Path directory) {
        return Files.exists(directory.resolve(AUTHORITY + ".pem"));
    }

    Path directory() {
        return directory;
    }

    Collection<String> principals() {
        return principals;
    }

    /** The credentials of a principal. */
    Credentials of(String principal, Mechanism mechanism) {
        return new Credentials(directory, principal, mechanism);
    }

    /** The passwords of all principals. */
    Map<String, String> passwords() {
        Map<String, String> passwords = new TreeMap<>();
        principals.forEach(principal ->
                passwords.put(principal, of(principal, Mechanism.SCRAM).password()));
        return passwords;
    }

    /** The settings by which programs authenticate to the stack. They have paths, and no secrets. */
    public Map<String, String> settings(Mechanism mechanism) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CommonSettings.CREDENTIALS_DIR_CONFIG, directory.toString());
        settings.put(CommonSettings.CREDENTIALS_MECHANISM_CONFIG, mechanism.name());
        // Only the administrator may register schemas, and the stack does so before its programs start.
        settings.put(CommonSettings.REGISTRY_AUTO_REGISTER_CONFIG, "false");
        return settings;
    }

    /** Issues a new key and certificate for a principal. Clients use them from their next connection on. */
    public void reissue(String principal) throws IOException {
        try {
            issue(authority(), principal);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot make the certificate of " + principal + ": " + e.getMessage(), e);
        }
    }

    /** Writes a new password for a principal. The brokers and the registry must be given it too. */
    void renewPassword(String principal) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(random);
        SecretFiles.write(
                of(principal, Mechanism.SCRAM).passwordFile(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }

    private void issueMissing() throws IOException, GeneralSecurityException {
        CertificateAuthority authority = authority();
        for (String server : List.of(BROKER, REGISTRY)) {
            issueIfDue(authority, server);
        }
        for (String principal : principals) {
            issueIfDue(authority, principal);
            if (!Files.exists(of(principal, Mechanism.SCRAM).passwordFile())) {
                renewPassword(principal);
            }
            SecretFiles.write(directory.resolve(principal + ".properties"), clientProperties(principal));
        }
    }

    private CertificateAuthority authority() throws IOException, GeneralSecurityException {
        Path file = directory.resolve(AUTHORITY + ".pem");
        Identity identity;
        if (Files.exists(file)) {
            identity = PemFile.read(file);
        } else {
            identity = CertificateAuthority.create(AUTHORITY, clock.instant());
            SecretFiles.write(directory.resolve("ca.pem"), PemFile.certificates(identity.chain()));
            SecretFiles.write(file, PemFile.text(identity));
        }
        return new CertificateAuthority(identity);
    }

    private void issueIfDue(CertificateAuthority authority, String name) throws IOException, GeneralSecurityException {
        Path file = directory.resolve(name + ".pem");
        Instant renewal = clock.instant().plus(RENEWAL);
        if (!Files.exists(file)
                || PemFile.read(file).chain().get(0).getNotAfter().toInstant().isBefore(renewal)) {
            issue(authority, name);
        }
    }

    private void issue(CertificateAuthority authority, String name) throws IOException, GeneralSecurityException {
        Identity issued = authority.issue(name, clock.instant());
        SecretFiles.write(directory.resolve(name + ".pem"), PemFile.text(issued));
    }

    /** For Kafka's own tools: {@code --command-config}. */
    private String clientProperties(String principal) {
        return """
                security.protocol=SSL
                ssl.truststore.type=PEM
                ssl.truststore.location=%s
                ssl.keystore.type=PEM
                ssl.keystore.location=%s
                """.formatted(
                        of(principal, Mechanism.TLS).authorities(),
                        of(principal, Mechanism.TLS).keyAndCertificate());
    }
}
