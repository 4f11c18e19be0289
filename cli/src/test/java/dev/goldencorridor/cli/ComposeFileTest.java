package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The containers run commands of the launcher, and only environment variables configure them. */
class ComposeFileTest {
    private static final Path FILE = Path.of("..", "docker-compose.yml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    private final Map<String, Object> services =
            YamlFile.map(YamlFile.documents(FILE).get(0).get("services"));

    ComposeFileTest() throws IOException {}

    @Test
    void everyContainerRunsACommandWithSettingsThatItDeclares() {
        Map<String, Settings> checked = new TreeMap<>();
        services.forEach((name, value) -> {
            Map<String, Object> service = YamlFile.map(value);
            if (service.get("image").equals("golden-corridor")) {
                String command = (String) YamlFile.list(service.get("command")).get(0);
                checked.put(name, DeployedCommand.check(FILE + ", " + name, command, environment(service)));
            }
        });
        assertThat(checked).containsKeys("topics", "stream-processor", "sink", "alerts", "simulate");
        assertThat(checked.values()).allSatisfy(settings -> {
            assertThat(settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG)).isEqualTo("kafka:19092");
            assertThat(settings.string(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG))
                    .isEqualTo("http://registry:8081");
        });
    }

    @Test
    void everyFileThatAContainerMountsExists() {
        services.forEach((name, service) -> YamlFile.list(YamlFile.map(service).get("volumes")).stream()
                .map(String::valueOf)
                .filter(volume -> volume.startsWith("./"))
                .forEach(volume -> assertThat(Path.of("..", volume.split(":", -1)[0]))
                        .as(name)
                        .exists()));
    }

    @Test
    void prometheusScrapesTheServicesAtTheirPorts() throws IOException {
        Map<String, Object> prometheus = YamlFile.documents(Path.of("..", "deploy", "prometheus", "prometheus.yml"))
                .get(0);
        List<Object> targets = new ArrayList<>();
        for (Object job : YamlFile.list(prometheus.get("scrape_configs"))) {
            YamlFile.list(YamlFile.map(job).get("static_configs"))
                    .forEach(group ->
                            targets.addAll(YamlFile.list(YamlFile.map(group).get("targets"))));
        }
        List<Object> endpoints = new ArrayList<>();
        services.forEach((name, service) -> {
            String port = environment(YamlFile.map(service)).get("CORRIDOR_METRICS_PORT");
            if (port != null) {
                endpoints.add(name + ":" + port);
            }
        });
        assertThat(targets).containsAll(endpoints);
    }

    @Test
    void theImageIsMadeFromTheArchive() throws IOException {
        assertThat(Files.readString(Path.of("..", "docker", "Dockerfile")))
                .contains("-Pdist -pl distribution -am package", "distribution/target/golden-corridor-*.tar.gz");
    }

    private static Map<String, String> environment(Map<String, Object> service) {
        Map<String, String> environment = new TreeMap<>();
        YamlFile.map(service.get("environment"))
                .forEach((variable, value) -> environment.put(
                        variable, VARIABLE.matcher(String.valueOf(value)).replaceAll("$1")));
        return environment;
    }
}
