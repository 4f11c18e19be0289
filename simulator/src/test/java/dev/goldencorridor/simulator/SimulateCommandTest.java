package dev.goldencorridor.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.producer.PublishCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void aSimulatedFileCanBePublished() throws IOException {
        Path file = directory.resolve("corridor.ndjson");
        assertThat(run(new SimulateCommand(), "--days", "2", "--to-file", file.toString()))
                .isZero();
        assertThat(run(new PublishCommand(), "--dry-run", "-f", "ndjson", file.toString()))
                .as(err.toString())
                .isZero();
        try (var lines = Files.lines(file)) {
            assertThat(out.toString())
                    .containsPattern("good \\(not sent\\) +" + String.format(Locale.ROOT, "%,d", lines.count()));
        }
    }

    @Test
    void aWrongPlanIsNamed() {
        assertThat(run(new SimulateCommand(), "--from", "soon", "--to-file", "x"))
                .isEqualTo(2);
        assertThat(run(new SimulateCommand(), "--days", "0", "--to-file", "x")).isEqualTo(2);
        assertThat(run(new SimulateCommand(), "--speed", "fast", "--to-file", "x"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--from: 'soon'")
                .contains("days: 0")
                .contains("speed: 'fast'");
    }

    @Test
    void injectedDelaysAreListedAndAWithheldTrainCanBePublishedLater() throws IOException {
        Path reports = directory.resolve("corridor.ndjson");
        Path delays = directory.resolve("delays.ndjson");
        Path withheld = directory.resolve("withheld.ndjson");
        assertThat(run(
                        new SimulateCommand(),
                        "--days",
                        "6",
                        "--prompt",
                        "--delays",
                        "9",
                        "--delays-file",
                        delays.toString(),
                        "--withhold",
                        "any",
                        "--withheld-file",
                        withheld.toString(),
                        "--to-file",
                        reports.toString()))
                .as(err.toString())
                .isZero();
        assertThat(Files.readAllLines(delays)).hasSize(9).allSatisfy(line -> assertThat(line)
                .contains("\"alertType\":", "\"trainRunId\":\"CR|"));
        assertThat(out.toString())
                .contains("9 delays on purpose, written to " + delays)
                .containsPattern("\\d+ reports of CR\\|X\\d+\\|[0-9-]+ were withheld; they are in ")
                .contains("corridor publish --format ndjson " + withheld);
        assertThat(run(new PublishCommand(), "--dry-run", "-f", "ndjson", reports.toString(), withheld.toString()))
                .as(err.toString())
                .isZero();
    }

    @Test
    void impossibleDelaysAreRefused() {
        assertThat(run(new SimulateCommand(), "--delays", "many", "--to-file", "x"))
                .isEqualTo(2);
        assertThat(run(new SimulateCommand(), "--days", "1", "--delays", "9999", "--to-file", "x"))
                .isEqualTo(2);
        assertThat(run(new SimulateCommand(), "--no-plans", "--delays", "3", "--to-file", "x"))
                .isEqualTo(2);
        assertThat(run(new SimulateCommand(), "--scenario", "corridor-2025", "--delays", "3"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("'many' is neither a number of trains")
                .contains("of 9999 can be shown within 1 days")
                .contains("--no-plans and --delays exclude each other")
                .contains("--delays and --scenario exclude each other");
    }

    @Test
    void anUnknownScenarioIsRefusedWithTheListOfScenarios() {
        assertThat(run(new SimulateCommand(), "--scenario", "corridor-1895", "--to-file", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'corridor-1895'").contains("there is corridor-2025");
    }

    @Test
    void aScenarioHasItsOwnBeginningAndLength() {
        assertThat(run(new SimulateCommand(), "--scenario", "corridor-2025", "--days", "3"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--days and --scenario exclude each other");
    }

    @Test
    void aMissingBrokerIsReportedSoon() {
        assertThat(run(
                        new SimulateCommand(),
                        "--dir",
                        directory.toString(),
                        "--set",
                        "bootstrap.servers=127.0.0.1:1",
                        "--set",
                        "publish.connect.timeout=300ms"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no broker answered at 127.0.0.1:1 within 300 ms", "corridor up");
    }

    private int run(Object command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
