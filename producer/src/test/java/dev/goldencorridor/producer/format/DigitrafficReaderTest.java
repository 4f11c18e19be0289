package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigDef;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitrafficReaderTest {
    private static final Instant RECEIVED = Instant.parse("2024-03-05T11:20:30Z");
    private static final Path SAMPLES = Path.of("..", "..", "shared", "data", "digitraffic", "samples");

    private final List<Reading> readings = new ArrayList<>();

    @Test
    void aTrainGivesItsReportsPlansForecastsAndCauses() throws IOException {
        List<TrainMovement> movements = readResources(StopSelection.STOPPING, "train.json");
        assertThat(movements).hasSize(7).allSatisfy(movement -> {
            assertThat(movement.getTrainRunId()).isEqualTo("FI|4711|2024-03-05");
            assertThat(movement.getTrainNumber()).isEqualTo("4711");
            assertThat(movement.getPublisher()).isEqualTo("finland");
            assertThat(movement.getCreatedAt()).isEqualTo(RECEIVED);
        });
        assertThat(movements)
                .extracting(TrainMovement::getDetail)
                .containsExactly(
                        new Departure("fi:AAA", "fi:DDD", null, null, null, null),
                        new Arrival("fi:AAA", "fi:DDD", null, null, null, null),
                        new DelayCause("ARRIVAL_LATE", "L201", "L / L2 / L201; K"),
                        new Plan(PlannedMovement.DEPARTURE),
                        new Estimate(PlannedMovement.DEPARTURE, Instant.parse("2024-03-05T11:31:00Z")),
                        new Plan(PlannedMovement.ARRIVAL),
                        new Estimate(PlannedMovement.ARRIVAL, Instant.parse("2024-03-05T12:21:00Z")));
        assertThat(movements)
                .extracting(movement -> movement.getOccurredAt().toString().substring(11, 19))
                .containsExactly("10:02:11", "11:20:05", "11:20:05", "10:00:00", "11:20:30", "10:00:00", "11:20:30");
        assertThat(movements.get(1).getPlannedAt()).isEqualTo(Instant.parse("2024-03-05T11:00:00Z"));
        assertThat(movements.get(3).getPlannedAt()).isEqualTo(Instant.parse("2024-03-05T11:10:00Z"));
        assertThat(readings.get(1).where()).isEqualTo("train.json:1 (train 4711 of 2024-03-05, row 4)");
    }

    @Test
    void allPlacesArePublishedOnDemandExceptPassesThatNothingMeasured() throws IOException {
        assertThat(readResources(StopSelection.ALL, "train.json"))
                .as("the row in BÄ has no time and lies before a later time: no sensor is there")
                .hasSize(7);
        String measured = resource("train.json")
                .replaceFirst(
                        "(\"type\": \"ARRIVAL\",\\s+\"trainStopping\": false,)", "$1\"actualTime\": 1709634600000,");
        assertThat(read(StopSelection.ALL, measured))
                .extracting(TrainMovement::getFacility)
                .hasSize(8)
                .contains("fi:BÄ");
        assertThat(read(StopSelection.STOPPING, measured)).hasSize(7);
    }

    @Test
    void everyFormGivesTheSameEvents() throws IOException {
        List<UUID> ids = idsOf(readResources(StopSelection.STOPPING, "train.json"));
        assertThat(idsOf(readResources(StopSelection.STOPPING, "trains.json")).subList(0, 7))
                .isEqualTo(ids);
        assertThat(idsOf(readResources(StopSelection.STOPPING, "history.json")).subList(0, 7))
                .isEqualTo(ids);
        assertThat(idsOf(readResources(StopSelection.STOPPING, "lines.ndjson")).subList(0, 7))
                .isEqualTo(ids);
        assertThat(idsOf(readResources(StopSelection.STOPPING, "envelope.json")))
                .isEqualTo(ids);
        assertThat(idsOf(read(StopSelection.STOPPING, "\uFEFF" + resource("train.json"))))
                .isEqualTo(ids);
        assertThat(idsOf(read(
                        StopSelection.STOPPING,
                        resource("train.json").replace("\"trainNumber\": 4711", "\"trainNumber\": \"4711\""))))
                .isEqualTo(ids);
    }

    @Test
    void theTimeOfAHistoryAndOfAnEnvelopeIsTheCreationTime() throws IOException {
        assertThat(readResources(StopSelection.STOPPING, "history.json"))
                .extracting(TrainMovement::getCreatedAt)
                .contains(Instant.parse("2024-03-05T11:20:30Z"), Instant.parse("2024-03-05T11:33:59Z"));
        Instant later = RECEIVED.plusSeconds(9_000);
        assertThat(read(StopSelection.STOPPING, resource("envelope.json") + resource("train.json"), later))
                .extracting(TrainMovement::getCreatedAt)
                .startsWith(RECEIVED)
                .endsWith(later);
    }

    @Test
    void aCancelledTrainCancelsItsPlans() throws IOException {
        assertThat(readResources(StopSelection.STOPPING, "cancelled.json"))
                .hasSize(2)
                .allSatisfy(movement -> {
                    assertThat(movement.getDetail()).isInstanceOf(Plan.class);
                    assertThat(movement.getPlannedAt()).isNull();
                });
    }

    @Test
    void anOlderVersionIsPassedOverAlsoInALaterFile() throws IOException {
        readResources(StopSelection.STOPPING, "history.json", "train.json");
        assertThat(readings.get(readings.size() - 1))
                .isEqualTo(new Reading.NotMovement("train.json:1 (train 4711 of 2024-03-05)", "older version"));
    }

    @Test
    void aNewerVersionRetractsWhatItNoLongerHas() throws IOException {
        String first = resource("train.json");
        String second = first.replace("\"version\": 100", "\"version\": 101")
                .replace("\"actualTime\": \"2024-03-05T11:20:05.000Z\",", "")
                .replaceFirst("(?s)\"causes\": \\[\\s+\\{.*?\\]", "\"causes\": []");
        List<TrainMovement> movements = read(StopSelection.STOPPING, first + "\n" + second);
        UUID arrival = movements.get(1).getEventId();
        UUID cause = movements.get(2).getEventId();
        assertThat(movements)
                .filteredOn(movement -> movement.getRetracts() != null)
                .extracting(TrainMovement::getRetracts)
                .containsExactlyInAnyOrder(arrival, cause);
        assertThat(movements)
                .filteredOn(movement -> movement.getRetracts() != null)
                .allSatisfy(movement -> assertThat(movement.getFacility()).isEqualTo("fi:CCC"));
    }

    @Test
    void aFaultyRowCostsOnlyItself() throws IOException {
        String faulty = resource("train.json").replaceFirst("\"DEPARTURE\"", "\"FLIGHT\"");
        assertThat(read(StopSelection.STOPPING, faulty)).hasSize(6);
        assertThat(Readings.faults(readings))
                .containsExactly(
                        "text:1 (train 4711 of 2024-03-05): row 1: type: 'FLIGHT' is none of [DEPARTURE, ARRIVAL]");
    }

    @Test
    void aRepeatedRowIsReadOnceAndASecondVisitIsAnother() throws IOException {
        String row = "{\"stationShortCode\":\"A\",\"type\":\"DEPARTURE\",\"actualTime\":\"2024-03-05T10:0%d:00Z\"}";
        assertThat(idsOf(read(
                        StopSelection.STOPPING,
                        "{\"trainNumber\":1,\"departureDate\":\"2024-03-05\",\"timeTableRows\":["
                                + String.join(",", row.formatted(1), row.formatted(1), row.formatted(2)) + "]}")))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    internal.json                       ; internal format (junanumero)
                    graphql.json                        ; this is a GraphQL answer
                    <!DOCTYPE html><p>[{"a":1},{"b":2}] ; not a JSON object: begins with '<'
                    {"code":"TRAIN_NOT_FOUND"}          ; not a train: it has no trainNumber; its fields are [code]
                    {"trainNumber":"x|1"}               ; trainNumber: 'x|1' is not a number
                    [{"trainNumber":1                   ; the train has no end
                    [                                   ; the last array is not closed
                    {"trainNumber":1,"departureDate":"2024-03-05","timeTableRows":{}} ; timeTableRows: is missing, or not
                    """)
    void aDocumentOfAnotherKindIsOneClearFault(String document, String message) throws IOException {
        String text = document.endsWith("json") ? resource(document) : document;
        assertThat(read(StopSelection.STOPPING, text)).isEmpty();
        assertThat(readings).hasSize(1);
        assertThat(Readings.faults(readings).get(0)).contains(message);
    }

    @Test
    void aTrainWithoutRowsIsNoMovement() throws IOException {
        read(
                StopSelection.STOPPING,
                "{\"trainNumber\":1,\"departureDate\":\"2024-03-05\",\"version\":1,\"timeTableRows\":[]}");
        assertThat(readings)
                .containsExactly(new Reading.NotMovement("text:1 (train 1 of 2024-03-05)", "train without events"));
    }

    @Test
    void aCutOffLineAndATrainOfMoreThanAMebibyteCostOnlyThemselves() throws IOException {
        String good = resource("lines.ndjson").lines().findFirst().orElseThrow();
        String cut = good.substring(0, good.length() / 2);
        String endless = "{\"trainNumber\":1,\"x\":\"" + "y".repeat(3 << 20) + "\"}";
        read(StopSelection.STOPPING, String.join("\n", good, cut, good, endless, good, "17", good));
        assertThat(Readings.movements(readings)).hasSize(4 * 7);
        assertThat(Readings.faults(readings))
                .satisfiesExactly(
                        fault -> assertThat(fault).isEqualTo("text:2 (train 2): the train has no end"),
                        fault -> assertThat(fault).startsWith("text:4 (train 4): is longer than"),
                        fault -> assertThat(fault).isEqualTo("text:6 (train 6): not a JSON object: begins with '1'"));
    }

    @Test
    void theSamplesGiveTheEventsOfTheirDescription() throws IOException {
        assumeThat(SAMPLES).isDirectory();
        List<TrainMovement> history = readFiles("cargo-history.json");
        assertThat(history)
                .filteredOn(movement -> !(movement.getDetail() instanceof Estimate))
                .hasSize(15);
        assertThat(
                        idsOf(history.stream()
                                        .filter(movement -> !(movement.getDetail() instanceof Estimate))
                                        .toList())
                                .stream()
                                .distinct())
                .hasSize(8);
        assertThat(Readings.faults(readings)).isEmpty();
        List<TrainMovement> files = readFiles(
                "cargo-0-cancelled.json",
                "cargo-1-running.json",
                "cargo-2-departed.json",
                "cargo-3-departure-corrected-arrived.json");
        assertThat(idsOf(files)).containsAll(idsOf(history));
        assertThat(files)
                .filteredOn(movement -> movement.getDetail() instanceof Departure)
                .extracting(TrainMovement::getOccurredAt)
                .contains(Instant.parse("2025-10-26T01:12:40Z"));
        MovementValidation validation = new MovementValidation(
                PublisherCatalogue.builtIn(), Clock.fixed(Instant.parse("2025-10-27T00:00:00Z"), ZoneOffset.UTC));
        assertThat(history)
                .flatExtracting(movement -> validation.faults("finland", movement))
                .as("the built-in catalogue has no finland")
                .allSatisfy(fault -> assertThat(fault)
                        .extracting("reason", InstanceOfAssertFactories.STRING)
                        .isEqualTo("facility not the publisher's"));
    }

    private List<TrainMovement> readResources(StopSelection stops, String... names) throws IOException {
        MovementOpener opener =
                MovementFormat.DIGITRAFFIC.opener(Settings.of(new ConfigDef(), Map.of()), stops, ReadOptions.DEFAULT);
        readings.clear();
        for (String name : names) {
            readAll(opener, new ByteArrayInputStream(resource(name).getBytes(StandardCharsets.UTF_8)), name, RECEIVED);
        }
        return Readings.movements(readings);
    }

    private List<TrainMovement> readFiles(String... names) throws IOException {
        MovementOpener opener = MovementFormat.DIGITRAFFIC.opener(
                Settings.of(new ConfigDef(), Map.of()), StopSelection.STOPPING, ReadOptions.DEFAULT);
        readings.clear();
        Instant received = Instant.parse("2025-10-25T10:00:00Z");
        for (String name : names) {
            readAll(opener, Files.newInputStream(SAMPLES.resolve(name)), name, received);
            received = received.plusSeconds(36_000);
        }
        return Readings.movements(readings);
    }

    private List<TrainMovement> read(StopSelection stops, String text) throws IOException {
        return read(stops, text, RECEIVED);
    }

    private List<TrainMovement> read(StopSelection stops, String text, Instant received) throws IOException {
        readings.clear();
        readAll(
                MovementFormat.DIGITRAFFIC.opener(Settings.of(new ConfigDef(), Map.of()), stops, ReadOptions.DEFAULT),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                "text",
                received);
        return Readings.movements(readings);
    }

    private void readAll(MovementOpener opener, InputStream in, String name, Instant received) throws IOException {
        try (MovementReader reader =
                opener.open(new MovementFormat.Source(in, name, Optional.of("finland"), received))) {
            for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                readings.add(next.get());
            }
        }
    }

    private static List<UUID> idsOf(List<TrainMovement> movements) {
        return movements.stream().map(TrainMovement::getEventId).toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DigitrafficReaderTest.class.getResourceAsStream("digitraffic/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
