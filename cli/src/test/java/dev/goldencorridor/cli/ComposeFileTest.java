package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The containers are configured by environment variables only. Each variable must be a setting with a valid value. */
class ComposeFileTest {
    private static final Path FILE = Path.of("..", "docker-compose.yml");
    private static final Pattern VARIABLE = Pattern.compile(
            "^\\s+(CORRIDOR_[A-Z_]+):\\s*\"?(?:\\$\\{[A-Z_]+:-([^}]*)}|([^\"]*?))\"?\\s*$", Pattern.MULTILINE);

    private static final Pattern SERVICE = Pattern.compile("^  (?=[a-z-]+:$)", Pattern.MULTILINE);
    private static final Pattern DOCKERFILE = Pattern.compile("dockerfile: ([a-z-]+)/Dockerfile");
    private static final Pattern MAIN_CLASS = Pattern.compile("\\[\"(dev\\.goldencorridor\\.[\\w.]+)\"");

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

    @Test
    void everyMainClassIsInTheImageThatItsServiceBuilds() throws IOException {
        String services = Files.readString(FILE);
        int checked = 0;
        for (String service : SERVICE.split(services, -1)) {
            Matcher built = DOCKERFILE.matcher(service);
            if (built.find()) {
                String module = built.group(1);
                String dockerfile = Files.readString(Path.of("..", module, "Dockerfile"));
                String main = Stream.of(service, dockerfile)
                        .map(MAIN_CLASS::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .findFirst()
                        .orElseThrow();
                assertThat(dockerfile).contains("-pl " + module + " -am", "corridor-" + module + "-*.jar");
                assertThat(List.of(module, "schemas"))
                        .as("%s of service %s", main, service.lines().findFirst())
                        .anyMatch(part -> Files.exists(
                                Path.of("..", part, "src", "main", "java", main.replace('.', '/') + ".java")));
                checked++;
            }
        }
        assertThat(checked).isEqualTo(5);
    }
}
