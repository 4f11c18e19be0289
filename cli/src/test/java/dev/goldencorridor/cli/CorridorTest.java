package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CorridorTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "up",
                "publish",
                "simulate",
                "control",
                "topics",
                "process",
                "sink",
                "alerts",
                "board",
                "watch",
                "reset"
            })
    void everyCommandExplainsItself(String command) {
        assertThat(execute(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: corridor " + command);
    }

    @Test
    void withoutACommandItListsTheCommands() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("demo").contains("watch");
    }

    @Test
    void anUnknownSettingStopsItBeforeAnythingIsTouched() {
        Path untouched = directory.resolve("data");

        assertThat(execute("up", "--dir", untouched.toString(), "--set", "sink.formt=json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("sink.formt").doesNotContain("\tat ");
        assertThat(untouched).doesNotExist();
    }

    @Test
    void theNearestSettingIsNamed() {
        String untouched = directory.resolve("data").toString();

        assertThat(execute("up", "--dir", untouched, "--set", "sink.form=json")).isEqualTo(2);
        assertThat(execute(
                        "publish", "-p", "khorgos", "-f", "csv", "-", "--dir", untouched, "--set", "publish.ling=1s"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("unknown setting 'sink.form'")
                .contains("did you mean 'sink.format'?")
                .contains("unknown setting 'publish.ling'")
                .contains("did you mean 'publish.linger'?")
                .doesNotContain("\tat ");
    }

    @Test
    void endpointsOfAKilledStackAreNotUsed() {
        try (CorridorDirectory killed = CorridorDirectory.take(directory)) {
            killed.writeEndpoints(Map.of("bootstrap.servers", "127.0.0.1:1"));
        }
        String left = directory.toString();

        for (String[] command : List.of(
                new String[] {"publish", "-f", "csv", "no-such-file"},
                new String[] {"simulate"},
                new String[] {"control", "close", "CNHRS"},
                new String[] {"topics"},
                new String[] {"process"},
                new String[] {"sink"},
                new String[] {"alerts", "--to", "webhook=http://127.0.0.1:1"},
                new String[] {"board"},
                new String[] {"watch", "trips"})) {
            assertThat(execute(with(command, "--dir", left))).as(command[0]).isEqualTo(2);
        }
        assertThat(err.toString().lines()).hasSize(9).allSatisfy(line -> assertThat(line)
                .contains(directory.resolve("endpoints.properties") + " names 127.0.0.1:1")
                .contains("up --dir " + left));
    }

    @Test
    void aDryRunNeedsNoStack() {
        try (CorridorDirectory killed = CorridorDirectory.take(directory)) {
            killed.writeEndpoints(Map.of("bootstrap.servers", "127.0.0.1:1"));
        }

        assertThat(execute("publish", "--dry-run", "-f", "csv", "no-such-file", "--dir", directory.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file").doesNotContain("endpoints.properties");
    }

    @Test
    void anUnknownScenarioStartsNothing() {
        assertThat(execute("simulate", "--scenario", "corridor-1895", "--dir", directory.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("no scenario is called 'corridor-1895'; there is corridor-2025")
                .doesNotContain("\tat ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aWrongClockIsAnError() {
        assertThat(execute("up", "--dir", directory.resolve("data").toString(), "--clock", "sundial"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("sundial").doesNotContain("\tat ");
    }

    @Test
    void aForeignDirectoryIsRefusedWithAMessage() throws Exception {
        Files.writeString(directory.resolve("thesis.txt"), "years of work");

        assertThat(execute("up", "--fresh", "--dir", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("not a corridor directory").doesNotContain("\tat ");
        assertThat(directory.resolve("thesis.txt")).exists();
    }

    @Test
    void aRunningStackIsDistinguishedFromAStoppedOne() {
        try (CorridorDirectory running = CorridorDirectory.take(directory)) {
            assertThat(running).isNotNull();
            assertThat(execute("up", "--dir", directory.toString())).isEqualTo(2);
        }
        assertThat(err.toString()).contains("another stack runs in").doesNotContain("\tat ");
    }

    private static String[] with(String[] command, String... more) {
        return Stream.concat(Arrays.stream(command), Arrays.stream(more)).toArray(String[]::new);
    }

    private int execute(String... arguments) {
        CommandLine commandLine =
                Corridor.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
