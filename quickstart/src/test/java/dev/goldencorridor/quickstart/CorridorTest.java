package dev.goldencorridor.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    @ValueSource(strings = {"demo", "up", "publish", "simulate", "topics", "process", "sink", "watch", "reset"})
    void everyCommandExplainsItself(String command) {
        assertThat(execute(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: corridor " + command);
    }

    @Test
    void withoutACommandItSaysWhichThereAre() {
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
    void aWrongClockIsAnError() {
        assertThat(execute("up", "--dir", directory.resolve("data").toString(), "--clock", "sundial"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("sundial").doesNotContain("\tat ");
    }

    @Test
    void somebodyElsesDirectoryIsRefusedInWords() throws Exception {
        Files.writeString(directory.resolve("thesis.txt"), "years of work");

        assertThat(execute("up", "--fresh", "--dir", directory.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("not a corridor directory").doesNotContain("\tat ");
        assertThat(directory.resolve("thesis.txt")).exists();
    }

    @Test
    void aRunningStackIsToldApartFromAStoppedOne() {
        try (CorridorDirectory running = CorridorDirectory.take(directory)) {
            assertThat(running).isNotNull();
            assertThat(execute("up", "--dir", directory.toString())).isEqualTo(2);
        }
        assertThat(err.toString()).contains("another stack runs in").doesNotContain("\tat ");
    }

    private int execute(String... arguments) {
        CommandLine commandLine =
                Corridor.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
