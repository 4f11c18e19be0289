package dev.goldencorridor.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PublishCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void aBadLineIsCountedAndTheRestIsRead() throws IOException {
        Path file = directory.resolve("feed.ndjson");
        Files.writeString(file, good() + "\n{oops\n" + good().replace("CNHRS", "CNAKL") + "\n" + good() + "\n");
        assertThat(run(new PublishCommand(), "--dry-run", "-p", "khorgos", "-f", "ndjson", file.toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains(file + ":2: not JSON")
                .contains(file + ":3: facility: 'khorgos' may not report CNAKL");
        assertThat(out.toString())
                .containsPattern("read +4\\b")
                .containsPattern("rejected +2\\b")
                .containsPattern("facility not the publisher's +1\\b")
                .containsPattern("unreadable +1\\b");
    }

    @Test
    void strictStopsAtTheFirstBadLine() throws IOException {
        Path file = directory.resolve("feed.ndjson");
        Files.writeString(file, "{oops\n" + good() + "\n");
        assertThat(run(new PublishCommand(), "--strict", "--dry-run", "-p", "khorgos", "-f", "ndjson", file.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).containsPattern("read +1\\b");
    }

    @Test
    void aFileThatIsNotThereLeavesNothingToDo() {
        assertThat(run(new PublishCommand(), "--dry-run", "-p", "khorgos", "-f", "csv", "no-such-file"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("cannot read no-such-file: there is no such file");
    }

    @Test
    void stopsAreAnOptionOfDigitrafficAlone() {
        assertThat(run(new PublishCommand(), "-p", "khorgos", "-f", "csv", "--stops", "all", "-"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--stops applies to --format digitraffic alone, not to csv");
    }

    @Test
    void digitrafficNeedsAPublisherAndTheTimeOfTheFileIsTheCreationTime() throws IOException {
        Path file = Files.copy(
                Path.of("src/test/resources/dev/goldencorridor/producer/format/digitraffic/train.json"),
                directory.resolve("train.json"));
        assertThat(run(new PublishCommand(), "--dry-run", "-f", "digitraffic", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("name the publisher with --publisher");
        String[] finland = {"--dry-run", "-p", "finland", "-f", "digitraffic", "--stops", "all"};
        Path catalogue = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nfinland,fi:*\n");
        assertThat(run(new PublishCommand(), with(finland, "--set", "publishers.file=" + catalogue, file.toString())))
                .isZero();
        assertThat(out.toString()).containsPattern("good \\(not sent\\) +7\\b");
    }

    @Test
    void anUnknownPublisherIsNamed() {
        assertThat(run(new PublishCommand(), "-p", "nobody", "-f", "csv", "-")).isEqualTo(2);
        assertThat(err.toString()).contains("publisher 'nobody' is not in the publisher catalogue");
    }

    @Test
    void tafMessagesAreCheckedWithTheirSettings() throws IOException {
        Path publishers =
                Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nde-taf,DEHAM taf:*\n");
        Path places = Files.writeString(
                directory.resolve("places.csv"), "country,primary,subsidiary,facility\nDE,91234,,DEHAM\n");
        Path feed = directory.resolve("feed.xml");
        try (InputStream germany = PublishCommandTest.class.getResourceAsStream("format/taf/germany.xml");
                InputStream forecast = PublishCommandTest.class.getResourceAsStream("format/taf/forecast.xml")) {
            Files.write(feed, new SequenceInputStream(germany, forecast).readAllBytes());
        }
        assertThat(run(
                        new PublishCommand(),
                        "--dry-run",
                        "-p",
                        "de-taf",
                        "-f",
                        "taf",
                        "--set",
                        "publishers.file=" + publishers,
                        "--set",
                        "publish.taf.places.file=" + places,
                        "--set",
                        "publish.taf.places.mapped.only=true",
                        feed.toString()))
                .isEqualTo(0);
        assertThat(out.toString())
                .containsPattern("good .not sent. +1\\b")
                .containsPattern("message status 07 +1\\b")
                .containsPattern("message of the unmapped place AT 90003 Münden +1\\b");
        assertThat(run(new PublishCommand(), "--dry-run", "-f", "taf", feed.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("name the publisher with --publisher");
    }

    @Test
    void aMissingBrokerIsReportedSoonAndTheRegistryIsNotAsked() throws IOException {
        Path file = directory.resolve("feed.ndjson");
        Files.writeString(file, good() + "\n");
        String[] nowhere = {
            "--dir",
            directory.toString(),
            "--set",
            "bootstrap.servers=127.0.0.1:1",
            "--set",
            "schema.registry.url=http://127.0.0.1:1",
            "--set",
            "publish.connect.timeout=300ms"
        };
        assertThat(run(new PublishCommand(), with(nowhere, "-p", "khorgos", "-f", "ndjson", file.toString())))
                .isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                .contains("no broker answered at 127.0.0.1:1 within 300 ms")
                .contains("corridor up")
                .contains("bootstrap.servers="));
    }

    private int run(Object command, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private static String[] with(String[] first, String... more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more)).toArray(String[]::new);
    }

    private static String good() {
        return """
                {"trainRunId":"CR|X8003|2025-06-01","trainNumber":"X8003","facility":"CNHRS","direction":"OUTBOUND",\
                "occurredAt":"2025-06-03T08:30:00Z","detail":{"type":"Departure"}}""";
    }
}
