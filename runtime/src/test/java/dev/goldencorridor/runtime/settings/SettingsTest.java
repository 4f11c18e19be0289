package dev.goldencorridor.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String PARTITIONS = CommonSettings.PARTITIONS_CONFIG;
    private static final String INTERVAL = "sink.min.interval";

    @TempDir
    private Path directory;

    @Test
    void eachSourceOverridesTheOneBefore() throws IOException {
        Path endpoints = write("endpoints.properties", "partitions=5\nboard.url=http://127.0.0.1:1\n");
        Path file = write("corridor.properties", "partitions=6\n");
        Map<String, String> environment = Map.of("CORRIDOR_PARTITIONS", "7");
        Map<String, String> commandLine = Map.of(PARTITIONS, "8");
        Optional<Path> none = Optional.empty();

        assertThat(partitions(none, none, Map.of(), Map.of())).isEqualTo(4);
        assertThat(partitions(Optional.of(endpoints), none, Map.of(), Map.of())).isEqualTo(5);
        assertThat(partitions(Optional.of(endpoints), Optional.of(file), Map.of(), Map.of()))
                .isEqualTo(6);
        assertThat(partitions(Optional.of(endpoints), Optional.of(file), environment, Map.of()))
                .isEqualTo(7);
        assertThat(partitions(Optional.of(endpoints), Optional.of(file), environment, commandLine))
                .isEqualTo(8);
    }

    @Test
    void anUnknownNameIsAnErrorInEverySource() throws IOException {
        Path file = write("corridor.properties", "partitons=6\n");
        assertFault(file, Map.of(), Map.of(), "partitons", file.toString());
        assertFault(null, Map.of("CORRIDOR_PARTITONS", "6"), Map.of(), "CORRIDOR_PARTITONS");
        assertFault(null, Map.of(), Map.of("partitons", "6"), "partitons", "the command line");
    }

    @Test
    void aValueOutOfRangeIsReportedWithItsSource() throws IOException {
        Path file = write("corridor.properties", "partitions=0\n");
        assertFault(file, Map.of(), Map.of(), PARTITIONS, file.toString());
        assertFault(null, Map.of("CORRIDOR_PARTITIONS", "many"), Map.of(), PARTITIONS, "CORRIDOR_PARTITIONS");
        assertFault(null, Map.of(), Map.of(INTERVAL, "soon"), INTERVAL, "the command line");
    }

    @Test
    void allFaultsAreReportedTogether() {
        assertFault(
                null,
                Map.of("CORRIDOR_NOPE", "1"),
                Map.of("nor.this", "2", "clock", "sun"),
                "CORRIDOR_NOPE",
                "nor.this",
                "sun");
    }

    @Test
    void namesWithAnotherApplicationsPrefixAreLeftToIt() {
        Settings settings = Settings.resolve(
                definition(),
                Optional.empty(),
                Optional.empty(),
                Map.of("CORRIDOR_PROCESSOR_STATE_DIR", "/state"),
                Map.of("publish.linger", "5ms"));
        assertThat(settings.integer(PARTITIONS)).isEqualTo(4);
        assertFault(null, Map.of(), Map.of("sink.formt", "json"), "sink.formt");
    }

    @Test
    void settingsWithTheKafkaPrefixReachEveryClient() {
        Settings settings = Settings.resolve(
                definition(),
                Optional.empty(),
                Optional.empty(),
                Map.of("CORRIDOR_KAFKA_SECURITY_PROTOCOL", "SSL"),
                Map.of("kafka.client.id", "mine", "bootstrap.servers", "127.0.0.1:1"));
        assertThat(settings.kafkaClient())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("client.id", "mine")
                .containsEntry("bootstrap.servers", "127.0.0.1:1");
        assertFault(null, Map.of(), Map.of("kafka.securty.protocol", "SSL"), "kafka.securty.protocol");
    }

    @Test
    void variablesOfOtherProgramsAreIgnored() {
        assertThat(partitions(
                        Optional.empty(), Optional.empty(), Map.of("PATH", "/bin", "CORRIDOR_DIR", "data"), Map.of()))
                .isEqualTo(4);
    }

    @Test
    void aMissingSettingsFileIsReported() {
        assertFault(directory.resolve("none.properties"), Map.of(), Map.of(), "none.properties", "--config");
    }

    @ParameterizedTest
    @CsvSource({
        "250ms,PT0.25S",
        "10s,PT10S",
        "5m,PT5M",
        "12h,PT12H",
        "30d,PT720H",
        "1500,PT1.5S",
        "PT12H,PT12H",
        "0,PT0S"
    })
    void durationsAreParsedInAllTheirNotations(String text, String expected) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5s", "-PT5S", "5 weeks", "99999999999999999999ms", "9223372036854775807d"})
    void aTextThatIsNoDurationIsAnError(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ConfigDef definition() {
        return CommonSettings.definition()
                .define(
                        INTERVAL,
                        ConfigDef.Type.STRING,
                        "250ms",
                        Durations.between("0ms", "1h"),
                        Importance.LOW,
                        "for tests");
    }

    private static int partitions(
            Optional<Path> endpoints,
            Optional<Path> file,
            Map<String, String> environment,
            Map<String, String> commandLine) {
        return Settings.resolve(definition(), endpoints, file, environment, commandLine)
                .integer(PARTITIONS);
    }

    private static void assertFault(
            Path file, Map<String, String> environment, Map<String, String> commandLine, String... named) {
        assertThatThrownBy(() -> Settings.resolve(
                        definition(), Optional.empty(), Optional.ofNullable(file), environment, commandLine))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll(named);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void aMisspeltNameIsReportedWithTheNearestOne() {
        ConfigDef definition = CommonSettings.definition()
                .define("sink.format", ConfigDef.Type.STRING, "avro", ConfigDef.Importance.LOW, "what for");
        assertThatThrownBy(() -> Settings.of(definition, Map.of("sink.formt", "json")))
                .hasMessageContaining("did you mean 'sink.format'?");
    }

    @Test
    void aSettingOfAnotherApplicationIsRefusedOnThisCommandLine() {
        assertThatThrownBy(() -> Settings.requireDeclared(CommonSettings.definition(), Set.of("sink.format")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sink.format");
    }
}
