package dev.goldencorridor.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Publishes the examples of the guide, and faulty mappings. */
class MappingTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "guides", "examples");

    @Test
    void theSheetOfAChinesePortIsReadAsTheGuideShows() {
        DryRun run = example("khorgos", "GBK", "khorgos-sheet.csv", "khorgos-mapping.json");
        run.hasFaults().hasGood(4).exits(0);
        assertThat(run.out())
                .contains("\"trainRunId\":\"CN|X8021|2025-06-01\"", "\"occurredAt\":\"2025-06-04T01:05:00Z\"")
                .contains("\"type\":\"Clearance\",\"step\":\"RELEASED\"")
                .contains("\"origin\":\"CNXAG\",\"destination\":\"KZALA\"", "\"consignee\":\"长安汽车\"");
    }

    @Test
    void theFileOfAForwarderIsReadAsTheGuideShows() {
        DryRun run = example("ktz", "windows-1251", "forwarder.csv", "forwarder-mapping.json");
        run.hasFaults().hasGood(3).exits(0);
        assertThat(run.out())
                .contains("\"facility\":\"esr:707701\"", "\"occurredAt\":\"2025-06-04T22:10:00Z\"")
                .contains("\"hs\":\"8703\",\"netTonnes\":912.25,\"consignee\":\"ТОО Автодом\"")
                .contains("\"grossTonnes\":1890.5", "\"facility\":\"KZDOS\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1890500  | '\"grossTonnes\":1890.5'",
                "12       | '\"grossTonnes\":0.012'",
                "1890500,5| '\"grossTonnes\":1890.5005'",
                "heavy    | grossTonnes: 'heavy' is no number of kilograms",
                "1.8e6    | grossTonnes: '1.8e6' is no number of kilograms",
            })
    void kilogramsBecomeTonnes(String kilograms, String shown, @TempDir Path directory) throws IOException {
        Path mapping = Files.writeString(directory.resolve("m.json"), """
                {"fields": {"trainRunId": "CN|{train}|2025-06-01", "trainNumber": "{train}", "facility": "CNHRS",
                 "direction": "OUTBOUND", "occurredAt": "2025-06-04T01:05:00Z", "type": "Departure", "wagons": "50",
                 "grossTonnes": "{gross:kg}"}}
                """);
        Path file = Files.writeString(directory.resolve("kg.csv"), "train;gross\nX8021;" + kilograms + "\n");
        DryRun run = DryRun.run(
                List.of("--dry-run", "-p", "khorgos", "-f", "csv", "--mapping", mapping.toString(), file.toString()));
        assertThat(run.out() + run.faults()).contains(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"fields\": {}, \"colour\": 1}           | :1: colour: is no key of a mapping. The keys are fields",
                "{\"fields\": {\"colour\": \"{a}\"}}       | : fields.colour: is no field of the contract",
                "{\"fields\": {}, \"values\": {\"x\": {}}} | : values.x: is no field of the contract",
                "{\"fields\": {}, \"zone\": \"Mars/One\"}  | : Unknown time-zone ID: Mars/One",
                "{\"fields\": {}, \"times\": [\"bb\"]}     | : Unknown pattern letter: b",
                "{}                                        | : fields: is missing",
                "{\"fields\":                              | :1: Unexpected end-of-input",
            })
    void aFaultyMappingIsRefusedWithItsPlace(String json, String fault, @TempDir Path directory) throws IOException {
        Path mapping = Files.writeString(directory.resolve("mapping.json"), json);
        DryRun run = DryRun.of("csv", "tabs.csv", "--mapping", mapping.toString());
        assertThat(run.faults()).singleElement().asString().contains(mapping + fault);
        run.exits(2);
    }

    @Test
    void aColumnThatTheFileLacksIsNamed(@TempDir Path directory) throws IOException {
        Path mapping = Files.writeString(directory.resolve("m.json"), "{\"fields\": {\"trainNumber\": \"{Zug}\"}}");
        DryRun.of("csv", "tabs.csv", "--mapping", mapping.toString())
                .hasFaults("cannot read tabs.csv: tabs.csv:1: the mapping reads trainNumber from the column 'Zug', but")
                .exits(2);
        DryRun.of("ndjson", "tabs.csv", "--mapping", mapping.toString()).exits(2);
    }

    private static DryRun example(String publisher, String encoding, String file, String mapping) {
        return DryRun.run(List.of(
                "--dry-run",
                "-p",
                publisher,
                "-f",
                "csv",
                "--encoding",
                encoding,
                "--mapping",
                EXAMPLES.resolve(mapping).toString(),
                EXAMPLES.resolve(file).toString()));
    }
}
