package dev.goldencorridor.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The faults, files and warnings of {@code publish}. All runs are dry. */
class PublishFilesTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void theFirstFaultsOfAKindArePrintedAndTheRestIsCounted() throws IOException {
        Path file = write("feed.ndjson", "{oops\n".repeat(12) + departure("CNAKL", "2025-06-03T08:30:00Z"));
        assertThat(publish("ndjson", file)).isEqualTo(1);
        assertThat(err.toString().lines().filter(line -> line.contains("not JSON")))
                .hasSize(5);
        assertThat(err.toString()).contains("... and 7 more: unreadable", "feed.ndjson:13: facility:", "--faults FILE");
    }

    @Test
    void faultyLinesCanBeRepairedAndPublishedAgain() throws IOException {
        String foreign = departure("CNAKL", "2025-06-03T08:30:00Z");
        String broken = departure("CNHRS", "2025-06-03T08:31:00Z").replace("\"direction\"", "direction\"");
        Path file = write("feed.ndjson", departure("CNHRS", "2025-06-03T08:29:00Z") + foreign + broken);
        Path faults = directory.resolve("faults.ndjson");
        assertThat(publish("ndjson", file, "--faults", faults.toString())).isEqualTo(1);
        assertThat(Files.readAllLines(faults))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("\"_where\":\"" + file + ":2\"", "\"_fault\":\"facility: 'khorgos' may not"),
                        line -> assertThat(line).contains(file + ":3", "\"_fault\":\"not JSON", "\"_line\":"));
        Path again = directory.resolve("again.ndjson");
        assertThat(publish("ndjson", faults, "--faults", again.toString())).isEqualTo(1);
        assertThat(Files.readAllLines(again)).hasSize(2);
        Files.writeString(
                faults,
                Files.readString(faults).replace("CNAKL", "CNHRS").replace("direction\\\"", "\\\"direction\\\""));
        assertThat(publish("ndjson", faults)).isZero();
    }

    @Test
    void aLineThatIsNotUtf8IsNotPublishedAgainWithoutARepair() throws IOException {
        byte[] line = departure("CNHRS", "2025-06-03T08:29:00Z")
                .replace("\"Departure\"", "\"Departure\",\"operatorLine\":\"K\u00e4p\"")
                .getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(directory.resolve("feed.ndjson"), line);
        Path faults = directory.resolve("faults.ndjson");
        assertThat(publish("ndjson", file, "--faults", faults.toString())).isEqualTo(1);
        assertThat(publish("ndjson", faults)).isEqualTo(1);
        Files.writeString(faults, Files.readString(faults).replace("(not UTF-8) ", ""));
        assertThat(publish("ndjson", faults)).isZero();
    }

    @Test
    void faultyRowsCanBeRepairedAndPublishedAgain() throws IOException {
        Path file = write("feed.csv", """
                trainRunId,trainNumber,facility,direction,occurredAt,type,operatorLine
                CR|X8003|2025-06-01,X8003,CNAKL,OUTBOUND,2025-06-03T08:30:00Z,Departure,"Chang'an, ""express""\"
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:31:00Z,Departure
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,yesterday,Departure,
                """);
        Path faults = directory.resolve("faults.csv");
        assertThat(publish("csv", file, "--faults", faults.toString())).isEqualTo(1);
        assertThat(Files.readAllLines(faults))
                .hasSize(4)
                .element(1)
                .asString()
                .contains(file + ":2,CR|X8003|2025-06-01,X8003,CNAKL", "\"Chang'an, \"\"express\"\"\"");
        Files.writeString(
                faults,
                Files.readString(faults)
                        .replace(",CNAKL,", ",CNHRS,")
                        .replace("08:31:00Z,Departure", "08:31:00Z,Departure,")
                        .replace("OUTBOUND,yesterday", "OUTBOUND,2025-06-03T08:32:00Z"));
        assertThat(publish("csv", faults)).isZero();
        assertThat(out.toString()).containsPattern("good \\(not sent\\) +3\\b");
    }

    @Test
    void theIdsOfPublishedMovementsAreWritten() throws IOException {
        Path file = write("feed.ndjson", departure("CNHRS", "2025-06-04T08:00:00Z") + "{oops\n");
        Path ids = directory.resolve("ids.csv");
        assertThat(publish("ndjson", file, "--ids", ids.toString())).isEqualTo(1);
        assertThat(Files.readAllLines(ids))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("where,eventId,trainRunId,facility,type,occurredAt"),
                        line -> assertThat(line)
                                .matches(".*:1,[0-9a-f-]{36},CR\\|X8003\\|2025-06-01,CNHRS,Departure,2025-06-04T08.*"));
    }

    @Test
    void aFileThatCannotBeWrittenStopsTheCommandBeforeItReads() throws IOException {
        Path file = write("feed.ndjson", departure("CNHRS", "2025-06-04T08:00:00Z"));
        assertThat(publish(
                        "ndjson", file, "--ids", directory.resolve("no/ids.csv").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("cannot write");
        assertThat(publish("ndjson", file, "--faults", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("is also an input");
        assertThat(Files.size(file)).isPositive();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theTimeOfCreationIsTheModificationTimeButNeverLaterThanNow() throws IOException {
        Path file = write("feed.ndjson", "");
        InputFile input = new InputFile(file.toString());
        Instant now = Instant.parse("2026-11-01T00:00:00Z");
        List<Instant> modified =
                List.of(Instant.parse("2025-06-05T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"), Instant.EPOCH);
        List<Instant> expected = List.of(Instant.parse("2025-06-05T00:00:00Z"), now, now);
        for (int i = 0; i < modified.size(); i++) {
            Files.setLastModifiedTime(file, FileTime.from(modified.get(i)));
            assertThat(input.createdAt(now)).isEqualTo(expected.get(i));
        }
        assertThat(new InputFile("-").createdAt(now)).isEqualTo(now);
    }

    @Test
    void eventsOutsideTheGivenTimesAreExcluded() throws IOException {
        Path file = write(
                "feed.ndjson",
                departure("CNHRS", "2025-06-02T23:59:59Z")
                        + departure("CNHRS", "2025-06-03T00:00:00Z")
                        + departure("CNHRS", "2025-06-03T11:59:59Z")
                        + departure("CNHRS", "2025-06-03T12:00:00Z"));
        assertThat(publish("ndjson", file, "--from", "2025-06-03", "--until", "2025-06-03T20:00:00+08:00"))
                .isZero();
        assertThat(out.toString()).containsPattern("good \\(not sent\\) +2\\b").containsPattern("excluded +2\\b");
    }

    @Test
    void aWrongYearAmongManyIsNamed() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append(departure("CNHRS", i == 120 ? "2015-06-03T08:30:00Z" : "2025-06-03T08:30:00Z"));
        }
        Path file = write("feed.ndjson", lines.toString());
        assertThat(publish("ndjson", file)).isZero();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("warning: " + file + ":121: occurredAt 2015-06-03T08:30:00Z is more than 30 days");
        assertThat(out.toString()).containsPattern("far from the other times +1\\b");
    }

    @Test
    void timesSpreadOverYearsRaiseNoWarning() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int year = 2012; year < 2026; year++) {
            for (int month = 1; month <= 9; month++) {
                lines.append(departure("CNHRS", year + "-0" + month + "-03T08:30:00Z"));
            }
        }
        assertThat(publish("ndjson", write("feed.ndjson", lines.toString()))).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aRunThatDepartsTwiceFromItsOriginIsNamedWithBothPlaces() throws IOException {
        String first = departure("CNXAG", "2025-03-07T16:00:00Z").replace("\"Departure\"", FROM_XIAN);
        String correction = departure("CNXAG", "2025-03-07T16:20:00Z").replace("\"Departure\"", FROM_XIAN);
        String nextDay = departure("CNXAG", "2025-03-08T15:02:00Z").replace("\"Departure\"", FROM_XIAN);
        Path one = write("one.ndjson", first + correction);
        Path two = write("two.ndjson", nextDay);
        assertThat(run("--dry-run", "-p", "xian", "-f", "ndjson", one.toString(), two.toString()))
                .isZero();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("warning: " + two + ":1: CR|X8003|2025-06-01 departs", one + ":2", "trainRunId");
        assertThat(out.toString()).containsPattern("same run departs again +1\\b");
    }

    private static final String FROM_XIAN = "\"Departure\",\"origin\":\"CNXAG\"";

    private int publish(String format, Path file, String... more) {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(
                new String[] {"--dry-run", "-p", "khorgos", "-f", format, file.toString()}, 0, arguments, 0, 6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new PublishCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static String departure(String facility, String at) {
        return """
                {"trainRunId":"CR|X8003|2025-06-01","trainNumber":"X8003","facility":"%s","direction":"OUTBOUND",\
                "occurredAt":"%s","detail":{"type":"Departure"}}
                """.formatted(facility, at);
    }
}
