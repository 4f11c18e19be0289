package dev.goldencorridor.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The containers are configured by environment alone: each variable is a setting, its value one that it may have. */
class ComposeFileTest {
    private static final Path FILE = Path.of("..", "docker-compose.yml");
    private static final Pattern VARIABLE = Pattern.compile(
            "^\\s+(CORRIDOR_[A-Z_]+):\\s*\"?(?:\\$\\{[A-Z_]+:-([^}]*)}|([^\"]*?))\"?\\s*$", Pattern.MULTILINE);

    @Test
    void everyVariableStandsForASettingAndItsValueIsAccepted() throws IOException {
        Map<String, String> environment = new TreeMap<>();
        VARIABLE.matcher(Files.readString(FILE))
                .results()
                .forEach(match ->
                        environment.put(match.group(1), match.group(2) == null ? match.group(3) : match.group(2)));
        assertThat(environment)
                .containsKeys(
                        "CORRIDOR_BOOTSTRAP_SERVERS", "CORRIDOR_SCHEMA_REGISTRY_URL", "CORRIDOR_PROCESSOR_STATE_DIR");

        Settings settings = Settings.resolve(
                DeclaredSettings.ofAllApplications(), Optional.empty(), Optional.empty(), environment, Map.of());
        assertThat(settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG)).isEqualTo("kafka:19092");
        assertThat(settings.string(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG)).isEqualTo("http://registry:8081");
    }
}
