package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The units of the archive start commands that exist, with settings that exist. */
class SystemdUnitsTest {
    private static final Path UNITS = Path.of("..", "deploy", "systemd");
    private static final String LAUNCHER = "/opt/golden-corridor/bin/corridor ";

    @ParameterizedTest
    @MethodSource("units")
    void aUnitStartsACommandWithItsSettings(Path unit) throws IOException {
        List<String> lines = Files.readAllLines(unit);
        String start = valuesOf(lines, "ExecStart").get(0);
        assertThat(start).startsWith(LAUNCHER);
        String command = start.substring(LAUNCHER.length()).split(" ", -1)[0];

        Map<String, String> environment = new TreeMap<>();
        for (String variable : valuesOf(lines, "Environment")) {
            String[] pair = variable.split("=", 2);
            environment.put(pair[0], pair[1].replace("%S", "/var/lib").replace("%H", "host-1.example.org"));
        }
        DeployedCommand.check(unit.toString(), command, environment);
        assertThat(valuesOf(lines, "LoadCredential"))
                .containsExactly(command + ".properties:/etc/golden-corridor/" + command + ".properties");
        assertThat(start).endsWith("--config ${CREDENTIALS_DIRECTORY}/" + command + ".properties");
    }

    @ParameterizedTest
    @MethodSource("units")
    void aUnitRestartsAfterFailuresWithFewRights(Path unit) throws IOException {
        assertThat(Files.readAllLines(unit))
                .contains(
                        "Restart=on-failure",
                        "SuccessExitStatus=143",
                        "StartLimitIntervalSec=0",
                        "DynamicUser=yes",
                        "NoNewPrivileges=yes",
                        "ProtectSystem=strict",
                        "CapabilityBoundingSet=");
    }

    private static List<Path> units() throws IOException {
        try (Stream<Path> units = Files.list(UNITS)) {
            return units.sorted().toList();
        }
    }

    private static List<String> valuesOf(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }
}
