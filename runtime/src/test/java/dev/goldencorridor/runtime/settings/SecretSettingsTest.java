package dev.goldencorridor.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Secrets come from files, and connections beyond this machine are encrypted. */
class SecretSettingsTest {
    private static final String SECRET = "planted-7f3a";

    @TempDir
    private Path directory;

    @BeforeEach
    void writeSecrets() throws Exception {
        Files.writeString(directory.resolve("kafka.properties"), "password=" + SECRET + "\n");
        Files.writeString(directory.resolve("password"), SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${file:%s/kafka.properties:password}", "${dir:%s:password}"})
    void aValueMayBeInAFileOfAnAllowedDirectory(String reference) {
        Settings settings = of(
                Map.of("secrets.dirs", directory.toString(), "kafka.ssl.key.password", reference.formatted(directory)));
        assertThat(settings.kafkaClient()).containsEntry("ssl.key.password", SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/proc"})
    void noOtherFileIsRead(String allowed) {
        assertThatThrownBy(() -> of(Map.of(
                        "secrets.dirs",
                        allowed,
                        "kafka.ssl.key.password",
                        "${file:" + directory + "/kafka.properties:password}")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("kafka.ssl.key.password: cannot read the file of ${file:")
                .hasMessageContaining("secrets.dirs")
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.sasl.jaas.config, planted-7f3a",
        "schema.registry.url, https://corridor:planted-7f3a@registry.example.org"
    })
    void aSecretOnTheCommandLineIsRefusedAndNotRepeated(String name, String value) {
        SettingsOptions options = new SettingsOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("o", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .parseArgs("--set", name + "=" + value);
        assertThatThrownBy(() -> options.resolve(CommonSettings.definition()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(name + " is a secret, and the process list would show it")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void anAddressWithAPasswordFromAnotherOptionIsRefusedToo() {
        Map<String, String> fromOption = Map.of("schema.registry.url", "https://corridor:" + SECRET + "@example.org");
        assertThatThrownBy(() -> new SettingsOptions().resolve(CommonSettings.definition(), fromOption))
                .hasMessageContaining("schema.registry.url is a secret")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void anAddressWithAPasswordInTheEnvironmentIsRefused() {
        Map<String, String> environment =
                Map.of("CORRIDOR_SCHEMA_REGISTRY_URL", "https://corridor:" + SECRET + "@registry.example.org");
        assertThatThrownBy(() -> inEnvironment(environment))
                .hasMessageContaining("environment variable CORRIDOR_SCHEMA_REGISTRY_URL has a secret")
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CORRIDOR_KAFKA_SASL_JAAS_CONFIG", "CORRIDOR_KAFKA_SSL_KEY_PASSWORD", "CORRIDOR_TEST_TOKEN"})
    void aSecretInTheEnvironmentIsRefusedAndNotRepeated(String variable) {
        assertThatThrownBy(() -> inEnvironment(Map.of(variable, SECRET)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("environment variable " + variable + " has a secret")
                .hasMessageContaining("into the file of --config, or write ${file:PATH:NAME}")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void theEnvironmentMayNameTheFileOfASecret() {
        Settings settings = inEnvironment(Map.of(
                "CORRIDOR_SECRETS_DIRS",
                directory.toString(),
                "CORRIDOR_KAFKA_SSL_KEY_PASSWORD",
                "${dir:" + directory + ":password}"));
        assertThat(settings.kafkaClient()).containsEntry("ssl.key.password", SECRET);
    }

    @Test
    void aSecretMayBeInTheSettingsFileAndNoMessageRepeatsIt() throws Exception {
        Path file = Files.writeString(
                directory.resolve("corridor.properties"), "test.token=" + SECRET + "\npartitions=many\n");
        assertThatThrownBy(() -> Settings.resolve(withToken(), Optional.empty(), Optional.of(file), Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("partitions")
                .hasMessageNotContaining(SECRET);
        Settings settings =
                Settings.resolve(withToken(), Optional.empty(), Optional.of(file), Map.of(), Map.of("partitions", "4"));
        assertThat(settings.secret("test.token")).contains(SECRET);
    }

    private static ConfigDef withToken() {
        return CommonSettings.definition()
                .define("test.token", ConfigDef.Type.PASSWORD, "", ConfigDef.Importance.LOW, "For this test.");
    }

    private static Settings inEnvironment(Map<String, String> environment) {
        return Settings.resolve(withToken(), Optional.empty(), Optional.empty(), environment, Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "kafka.example.org:9092, PLAINTEXT, false",
        "10.0.0.7:9092, SASL_PLAINTEXT, false",
        "'127.0.0.1:9092,10.0.0.7:9092', PLAINTEXT, false",
        "kafka.example.org:9092, SSL, true",
        "10.0.0.7:9092, SASL_SSL, true",
        "'127.0.0.1:9092,localhost:9093', PLAINTEXT, true",
        "[::1]:9092, PLAINTEXT, true"
    })
    void plaintextBeyondThisMachineNeedsPermission(String brokers, String protocol, boolean isFit) {
        Map<String, String> given = Map.of("bootstrap.servers", brokers, "kafka.security.protocol", protocol);
        if (isFit) {
            assertThatCode(() -> of(given).kafkaClient()).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> of(given).kafkaClient())
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("plaintext.permitted=true");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://registry.example.org:8081/apis, false",
        "https://registry.example.org:8081, true",
        "http://127.0.0.1:8081/apis/ccompat/v7, true"
    })
    void aRegistryBeyondThisMachineNeedsHttpsOrPermission(String url, boolean isFit) {
        Settings settings = of(Map.of("schema.registry.url", url));
        if (isFit) {
            assertThat(settings.registryUrls()).containsExactly(url);
        } else {
            assertThatThrownBy(settings::registryUrls).isInstanceOf(SettingsException.class);
            assertThat(of(Map.of("schema.registry.url", url, "plaintext.permitted", "true"))
                            .registryUrls())
                    .containsExactly(url);
        }
    }

    private static Settings of(Map<String, String> given) {
        return Settings.of(CommonSettings.definition(), given);
    }
}
