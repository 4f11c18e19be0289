package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MovementReadersTest {
    private static final String MINIMAL = """
            {"trainRunId":"CR|X8003|2025-06-01","trainNumber":"X8003","facility":"CNHRS","direction":"OUTBOUND",\
            "occurredAt":"2025-06-03T08:30:00Z","detail":{"type":"Departure"}}""";

    @Test
    void aMinimalLineGetsItsDefaults() throws IOException {
        TrainMovement movement = movements(read(MovementFormat.NDJSON, MINIMAL)).get(0);
        assertThat(movement.getPublisher()).isEqualTo("khorgos");
        assertThat(movement.getCreatedAt()).isEqualTo(movement.getOccurredAt());
        assertThat(movement.getEventId()).isEqualTo(EventIds.of(movement));
        assertThat(movement.getDirection()).isEqualTo(Direction.OUTBOUND);
    }

    @Test
    void aDerivedIdNeverChanges() throws IOException {
        TrainMovement movement = movements(read(MovementFormat.NDJSON, MINIMAL)).get(0);
        assertThat(movement.getEventId()).isEqualTo(UUID.fromString("5ea98adc-653e-5e9c-9c51-3989b00b692e"));
        assertThat(movement.getEventId().version()).isEqualTo(5);
    }

    @Test
    void whatIsWrittenIsReadBackTheSame() throws IOException {
        String full = """
                {"eventId":"0b7e9a52-6a53-4b25-8e6c-0f6b1d6f0a01","trainRunId":"CR|X8003|2025-06-01","trainNumber":"X8003",\
                "facility":"CNHRS","direction":"OUTBOUND","occurredAt":1748939400000,"plannedAt":"2025-06-03T08:00:00+00:00",\
                "createdAt":"2025-06-03T08:31:00Z","publisher":"khorgos","detail":{"type":"Departure","origin":"CNXAG",\
                "destination":"KZALA","operatorLine":"Chang'an","gauge":1435,"consist":{"wagons":55,"loadedTeu":108,\
                "emptyTeu":2,"grossTonnes":1800.5,"commodities":[{"hs":"8703","netTonnes":500.25,"consignee":"Łódź"}]}}}""";
        TrainMovement movement = movements(read(MovementFormat.NDJSON, full)).get(0);
        assertThat(movement.getOccurredAt()).isEqualTo(Instant.parse("2025-06-03T08:30:00Z"));
        assertThat(movements(read(MovementFormat.NDJSON, MovementJson.write(movement))))
                .containsExactly(movement);
    }

    @Test
    void plansAndCausesAreReadWrittenAndIdentified() throws IOException {
        String planned = MINIMAL.replace("\"detail\"", "\"plannedAt\":\"2025-06-04T10:00:00Z\",\"detail\"")
                .replace("{\"type\":\"Departure\"}", "{\"type\":\"Plan\",\"movement\":\"ARRIVAL\"}");
        String cancelled =
                MINIMAL.replace("{\"type\":\"Departure\"}", "{\"type\":\"Plan\",\"movement\":\"DEPARTURE\"}");
        String cause = MINIMAL.replace(
                "{\"type\":\"Departure\"}",
                "{\"type\":\"DelayCause\",\"alertType\":\"CLEARANCE_OVERDUE\",\"code\":\"81\",\"text\":\"storm\"}");
        String unexplained = MINIMAL.replace("{\"type\":\"Departure\"}", "{\"type\":\"DelayCause\"}");
        List<TrainMovement> movements =
                movements(read(MovementFormat.NDJSON, String.join("\n", planned, cancelled, cause, unexplained)));
        assertThat(movements)
                .extracting(TrainMovement::getDetail)
                .containsExactly(
                        new Plan(PlannedMovement.ARRIVAL),
                        new Plan(PlannedMovement.DEPARTURE),
                        new DelayCause("CLEARANCE_OVERDUE", "81", "storm"),
                        new DelayCause(null, null, ""));
        assertThat(movements.get(0).getPlannedAt()).isEqualTo(Instant.parse("2025-06-04T10:00:00Z"));
        assertThat(movements.get(1).getPlannedAt()).isNull();
        assertThat(movements)
                .extracting(movement -> movement.getEventId().toString())
                .containsExactly(
                        "9bc6b788-bcb8-5964-a541-023ebaae4b7b",
                        "e1604958-3397-537f-80e8-bb539fa97d34",
                        "9ea9e791-d5ca-5d69-bddc-edc513c9bfd3",
                        "0fe42826-e566-5849-8c69-c636ea25951f");
        String written = movements.stream().map(MovementJson::write).collect(Collectors.joining("\n"));
        assertThat(movements(read(MovementFormat.NDJSON, written))).isEqualTo(movements);
    }

    @Test
    void aPlanNamesItsMovementAndNothingThatItHasNot() throws IOException {
        List<Reading> readings = read(
                MovementFormat.NDJSON,
                MINIMAL.replace("\"Departure\"", "\"Plan\"") + "\n"
                        + MINIMAL.replace("\"Departure\"", "\"Plan\",\"movement\":\"FLIGHT\",\"text\":\"?\"") + "\n"
                        + MINIMAL.replace("\"Departure\"", "\"Delay\""));
        assertThat(faults(readings))
                .containsExactly(
                        "feed:1: detail.movement: is missing",
                        "feed:2: detail.movement: 'FLIGHT' is none of [DEPARTURE, ARRIVAL]; "
                                + "detail.text: is not a field of the contract here",
                        "feed:3: detail.type: 'Delay' is none of Departure, Arrival, Clearance, Plan, DelayCause");
    }

    @Test
    void aTimeBeyondTheContractsMillisecondsIsAFaultLikeAnother() throws IOException {
        List<Reading> readings =
                read(MovementFormat.NDJSON, MINIMAL.replace("2025-06-03T08:30:00Z", "+999999999-12-31T00:00:00Z"));
        assertThat(faults(readings)).hasSize(1);
        assertThat(faults(readings).get(0)).startsWith("feed:1: occurredAt: '+999999999-12-31");
    }

    @Test
    void badLinesAreNamedByFileAndLineAndDoNotStopTheRest() throws IOException {
        String text = MINIMAL + "\n\n{broken\n[1]\n"
                + MINIMAL.replace("\"facility\":\"CNHRS\"", "\"colour\":\"red\",\"direction\":\"UP\"") + "\n"
                + MINIMAL.replace("OUTBOUND", "UP")
                        .replace("\"type\":\"Departure\"", "\"type\":\"Departure\",\"speed\":9")
                + "\n" + MINIMAL + "\n";
        List<Reading> readings = read(MovementFormat.NDJSON, text);
        assertThat(movements(readings)).hasSize(2);
        assertThat(faults(readings))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("feed:3: not JSON"),
                        fault -> assertThat(fault).isEqualTo("feed:4: not a JSON object"),
                        fault -> assertThat(fault).startsWith("feed:5: not JSON: Duplicate field 'direction'"),
                        fault -> assertThat(fault)
                                .isEqualTo("feed:6: direction: 'UP' is none of [OUTBOUND, RETURN, DOMESTIC]; "
                                        + "detail.speed: is not a field of the contract here"));
    }

    @Test
    void bytesThatAreNotUtf8SpoilTheirLineAlone() throws IOException {
        byte[] good = MINIMAL.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[good.length + 4];
        bytes[0] = (byte) 0xC3;
        bytes[1] = '(';
        bytes[2] = '\r';
        bytes[3] = '\n';
        System.arraycopy(good, 0, bytes, 4, good.length);
        List<Reading> readings = read(MovementFormat.NDJSON, bytes, Optional.of("khorgos"));
        assertThat(faults(readings)).containsExactly("feed:1: not UTF-8");
        assertThat(movements(readings)).hasSize(1);
    }

    @Test
    void withoutAPublisherEveryLineMustNameItsOwn() throws IOException {
        List<Reading> readings =
                read(MovementFormat.NDJSON, MINIMAL.getBytes(StandardCharsets.UTF_8), Optional.empty());
        assertThat(faults(readings)).containsExactly("feed:1: publisher: is missing, and no --publisher was given");
    }

    @Test
    void csvMeansTheSameAsNdjson() throws IOException {
        String csv = """
                trainRunId,trainNumber,facility,direction,occurredAt,type,step,reason,gauge,wagons,commodities
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Departure,,,,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,1748939400000,Clearance,HOLD,"seal ""A"", broken",,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Departure,,,1520,55,1001:62.5:Xi'an Grain;8703:10
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,yesterday,Departure,,,wide,,
                too,few
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Departure,HOLD,,,,
                """;
        List<Reading> readings = read(MovementFormat.CSV, csv);
        List<TrainMovement> movements = movements(readings);
        assertThat(movements.get(0))
                .isEqualTo(movements(read(MovementFormat.NDJSON, MINIMAL)).get(0));
        assertThat(movements.get(1).getDetail())
                .isEqualTo(new Clearance(ClearanceStep.HOLD, null, null, "seal \"A\", broken"));
        assertThat(((Departure) movements.get(2).getDetail()).getConsist().getCommodities())
                .extracting(commodity ->
                        commodity.getHs() + " " + commodity.getNetTonnes() + " " + commodity.getConsignee())
                .containsExactly("1001 62.5 Xi'an Grain", "8703 10.0 null");
        assertThat(faults(readings))
                .satisfiesExactly(
                        fault -> assertThat(fault)
                                .startsWith("feed:5: occurredAt: 'yesterday'")
                                .contains("detail.gauge"),
                        fault -> assertThat(fault).isEqualTo("feed:6: the row has 2 cells, the header 11"),
                        fault -> assertThat(fault)
                                .isEqualTo("feed:7: detail.step: is not a field of the contract here"));
    }

    @Test
    void csvTellsPlansAndCausesToo() throws IOException {
        String csv = """
                trainRunId,trainNumber,facility,direction,occurredAt,plannedAt,type,movement,alertType,code,text
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,2025-06-04T10:00:00Z,Plan,ARRIVAL,,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,,Plan,DEPARTURE,,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,,DelayCause,,DEPARTURE_LATE,81,"storm, dust"
                """;
        List<TrainMovement> movements = movements(read(MovementFormat.CSV, csv));
        assertThat(movements)
                .extracting(TrainMovement::getDetail)
                .containsExactly(
                        new Plan(PlannedMovement.ARRIVAL),
                        new Plan(PlannedMovement.DEPARTURE),
                        new DelayCause("DEPARTURE_LATE", "81", "storm, dust"));
        assertThat(movements)
                .extracting(TrainMovement::getPlannedAt)
                .containsExactly(Instant.parse("2025-06-04T10:00:00Z"), null, null);
    }

    @Test
    void anUnknownColumnIsNamed() {
        assertThatThrownBy(() -> read(MovementFormat.CSV, "trainRunId,colour\n1,red\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("feed:1: unknown columns [colour]");
    }

    @Test
    void aQuoteThatIsNotClosedIsReportedOnce() throws IOException {
        List<Reading> readings = read(MovementFormat.CSV, "trainRunId,trainNumber\n\"CR|1\n2,3\n");
        assertThat(faults(readings)).hasSize(1);
        assertThat(faults(readings).get(0)).startsWith("feed:2: the rest of the file cannot be read as CSV");
    }

    @Test
    void trustMovementsAreReadAndTheOtherMessagesAreNotErrors() throws IOException {
        List<Reading> readings = read(
                MovementFormat.TRUST,
                "[" + trust("DEPARTURE", "871W90MR18", "1484756700000") + "," + trust("ARRIVAL", "871W90MR18", "")
                        + "]\n[" + "{\"header\":{\"msg_type\":\"0001\"},\"body\":{}}]");
        List<TrainMovement> movements = movements(readings);
        assertThat(movements).hasSize(2);
        assertThat(movements.get(0).getTrainRunId()).isEqualTo("GB|871W90MR18|2017-01-18");
        assertThat(movements.get(0).getFacility()).isEqualTo("stanox:87701");
        assertThat(movements.get(0).getPlannedAt()).isEqualTo(Instant.ofEpochMilli(1484756700000L));
        assertThat(movements.get(1).getPlannedAt()).isNull();
        assertThat(readings.get(2)).isEqualTo(new Reading.NotMovement("feed:2 (message 3)", "0001"));
    }

    @Test
    void aBrokenTrustMessageDoesNotTakeTheNextOnesWithIt() throws IOException {
        String good = trust("DEPARTURE", "871W90MR18", "");
        String cut = good.substring(0, good.indexOf("loc_stanox") + 4);
        List<Reading> readings = read(
                MovementFormat.TRUST,
                "[" + good + ",\n" + cut + "\n[" + good + ", 17,\n" + trust("FLIGHT", "871W90MR18", "") + "," + good);
        assertThat(movements(readings)).hasSize(3);
        assertThat(faults(readings))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("feed:2 (message 2): "),
                        fault -> assertThat(fault).isEqualTo("feed:3 (message 4): not a JSON object"),
                        fault -> assertThat(fault).startsWith("feed:4 (message 5): event_type: 'FLIGHT'"),
                        fault -> assertThat(fault).contains("the last array is not closed"));
    }

    @Test
    void theOriginDateIsTheNearestWithItsDayOfTheMonth() throws UnreadableMovementException {
        assertThat(TrustReader.originDate(31, LocalDate.parse("2017-02-01"))).isEqualTo("2017-01-31");
        assertThat(TrustReader.originDate(1, LocalDate.parse("2017-01-31"))).isEqualTo("2017-02-01");
        assertThat(TrustReader.originDate(18, LocalDate.parse("2017-01-18"))).isEqualTo("2017-01-18");
        assertThatThrownBy(() -> TrustReader.originDate(0, LocalDate.parse("2017-01-18")))
                .isInstanceOf(UnreadableMovementException.class);
    }

    @Test
    void aRealCaptureAndTheOneThatRepeatsPartOfItGiveTheSameIds() throws IOException {
        Path captures = Path.of("/work/shared/data/trust");
        assumeThat(captures).isDirectory();
        List<Reading> whole = read(
                MovementFormat.TRUST,
                Files.readAllBytes(captures.resolve("networkrails_body3.json")),
                Optional.of("gb-trust"));
        List<Reading> part = read(
                MovementFormat.TRUST,
                Files.readAllBytes(captures.resolve("networkrails_body3a.json")),
                Optional.of("gb-trust"));
        assertThat(whole).hasSize(1408);
        assertThat(faults(whole)).isEmpty();
        assertThat(movements(whole)).hasSize(1333);
        assertThat(movements(whole).stream().filter(movement -> movement.getDetail() instanceof Departure))
                .hasSize(802);
        assertThat(ids(whole)).doesNotHaveDuplicates().containsAll(ids(part));
        assertThat(movements(part)).hasSize(327);
    }

    private static String trust(String type, String trainId, String planned) {
        return """
                {"header":{"msg_type":"0003","msg_queue_timestamp":"1484756848000"},"body":{"event_type":"%s",\
                "train_id":"%s","loc_stanox":"87701","actual_timestamp":"1484756820000","planned_timestamp":"%s"}}""".formatted(type, trainId, planned);
    }

    private static List<Reading> read(MovementFormat format, String text) throws IOException {
        return read(format, text.getBytes(StandardCharsets.UTF_8), Optional.of("khorgos"));
    }

    private static List<Reading> read(MovementFormat format, byte[] bytes, Optional<String> publisher)
            throws IOException {
        List<Reading> readings = new ArrayList<>();
        try (MovementReader reader = format.open(new ByteArrayInputStream(bytes), "feed", publisher)) {
            for (Optional<Reading> next = reader.next(); next.isPresent(); next = reader.next()) {
                readings.add(next.get());
            }
        }
        return readings;
    }

    private static List<TrainMovement> movements(List<Reading> readings) {
        return readings.stream()
                .filter(Reading.Movement.class::isInstance)
                .map(reading -> ((Reading.Movement) reading).movement())
                .collect(Collectors.toList());
    }

    private static List<UUID> ids(List<Reading> readings) {
        return movements(readings).stream().map(TrainMovement::getEventId).collect(Collectors.toList());
    }

    private static List<String> faults(List<Reading> readings) {
        return readings.stream()
                .filter(Reading.Unreadable.class::isInstance)
                .map(reading -> reading.where() + ": " + ((Reading.Unreadable) reading).message())
                .collect(Collectors.toList());
    }
}
