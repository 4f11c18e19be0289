package dev.goldencorridor.cli.secure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.security.PasswordFileCallbacks;
import dev.goldencorridor.runtime.security.ReloadingSslEngineFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients use replaced files from their next connection on. */
class CredentialRotationTest {
    private static final String NAME = "corridor-sink";

    @TempDir
    private Path directory;

    private StackSecurity security;

    @BeforeEach
    void prepare() throws Exception {
        security = StackSecurity.prepare(directory.resolve("security"), List.of(NAME));
    }

    @Test
    void aReplacedCertificateIsUsedForTheNextConnection() throws Exception {
        ReloadingSslEngineFactory factory = factory();
        Certificate before = certificate(factory);
        security.reissue(NAME);
        touch(security.of(NAME, Mechanism.TLS).keyAndCertificate());
        assertThat(certificate(factory)).isNotEqualTo(before);
    }

    @Test
    void aBrokenFileLeavesTheFormerCertificateInUse() throws Exception {
        ReloadingSslEngineFactory factory = factory();
        Certificate before = certificate(factory);
        Path file = security.of(NAME, Mechanism.TLS).keyAndCertificate();
        Files.writeString(file, "no certificate");
        touch(file);
        assertThat(certificate(factory)).isEqualTo(before);
    }

    @Test
    void theNextAuthenticationReadsTheNewPassword() throws Exception {
        Credentials credentials = security.of(NAME, Mechanism.SCRAM);
        PasswordFileCallbacks callbacks = new PasswordFileCallbacks();
        callbacks.configure(
                Map.of(),
                "SCRAM-SHA-512",
                List.of(new AppConfigurationEntry(
                        "any",
                        AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                        Map.of(
                                "user",
                                NAME,
                                "passwordFile",
                                credentials.passwordFile().toString()))));
        String before = password(callbacks);
        security.renewPassword(NAME);
        assertThat(password(callbacks)).isNotEqualTo(before).isEqualTo(credentials.password());
    }

    @Test
    void onlyTheirOwnerMayReadTheFiles() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("security"))) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("security"))))
                .isEqualTo("rwx------");
    }

    @Test
    void whatExistsIsKept() throws Exception {
        Certificate before = certificate(factory());
        StackSecurity.prepare(directory.resolve("security"), List.of(NAME, "corridor-board"));
        assertThat(certificate(factory())).isEqualTo(before);
        assertThat(directory.resolve("security/corridor-board.pem")).exists();
    }

    private ReloadingSslEngineFactory factory() {
        ReloadingSslEngineFactory factory = new ReloadingSslEngineFactory();
        Map<String, Object> client =
                new HashMap<>(security.of(NAME, Mechanism.TLS).kafkaClient());
        client.put("bootstrap.servers", "127.0.0.1:1");
        // As a client does, with the defaults of all other properties.
        factory.configure(AdminClientConfig.configDef().parse(client));
        return factory;
    }

    /** The certificate for the next connection. */
    private static Certificate certificate(ReloadingSslEngineFactory factory) throws Exception {
        assertThat(factory.createClientSslEngine("127.0.0.1", 9092, "https")).isNotNull();
        return factory.keystore().getCertificate(factory.keystore().aliases().nextElement());
    }

    private static String password(PasswordFileCallbacks callbacks) throws Exception {
        PasswordCallback callback = new PasswordCallback("password", false);
        callbacks.handle(new Callback[] {callback});
        return new String(callback.getPassword());
    }

    /** The clock of the file system may be coarse. */
    private static void touch(Path file) throws Exception {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
    }
}
