package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceRegime;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
        TrainMovement movement = Readings.movements(Readings.read(MovementFormat.NDJSON, MINIMAL))
                .get(0);
        assertThat(movement.getPublisher()).isEqualTo("khorgos");
        assertThat(movement.getCreatedAt()).isEqualTo(movement.getOccurredAt());
        assertThat(movement.getEventId()).isEqualTo(EventIds.of(movement));
        assertThat(movement.getDirection()).isEqualTo(Direction.OUTBOUND);
    }

    @Test
    void aCodeIsReadInNormalFormC() throws IOException {
        String denormal = MINIMAL.replace("CNHRS", "fi:KA\u0308P")
                .replace("{\"type\":\"Departure\"}", "{\"type\":\"Departure\",\"destination\":\"fi:LA\u0308\"}");
        TrainMovement movement = Readings.movements(Readings.read(MovementFormat.NDJSON, denormal))
                .get(0);
        assertThat(movement.getFacility()).isEqualTo("fi:K\u00c4P");
        assertThat(((Departure) movement.getDetail()).getDestination()).isEqualTo("fi:L\u00c4");
    }

    @Test
    void aDerivedIdNeverChanges() throws IOException {
        TrainMovement movement = Readings.movements(Readings.read(MovementFormat.NDJSON, MINIMAL))
                .get(0);
        assertThat(movement.getEventId()).isEqualTo(UUID.fromString("5ea98adc-653e-5e9c-9c51-3989b00b692e"));
        assertThat(movement.getEventId().version()).isEqualTo(5);
    }

    @Test
    void aWrittenMovementIsReadBackUnchanged() throws IOException {
        String full = """
                {"eventId":"0b7e9a52-6a53-4b25-8e6c-0f6b1d6f0a01","trainRunId":"CR|X8003|2025-06-01","trainNumber":"X8003",\
                "facility":"CNHRS","direction":"OUTBOUND","occurredAt":1748939400000,"plannedAt":"2025-06-03T08:00:00+00:00",\
                "createdAt":"2025-06-03T08:31:00Z","publisher":"khorgos","detail":{"type":"Departure","origin":"CNXAG",\
                "destination":"KZALA","operatorLine":"Chang'an","gauge":1435,"consist":{"wagons":55,"loadedTeu":108,\
                "emptyTeu":2,"grossTonnes":1800.5,"commodities":[{"hs":"8703","netTonnes":500.25,"consignee":"Łódź"}]}}}""";
        TrainMovement movement =
                Readings.movements(Readings.read(MovementFormat.NDJSON, full)).get(0);
        assertThat(movement.getOccurredAt()).isEqualTo(Instant.parse("2025-06-03T08:30:00Z"));
        assertThat(Readings.movements(Readings.read(MovementFormat.NDJSON, MovementJson.write(movement))))
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
        List<TrainMovement> movements = Readings.movements(
                Readings.read(MovementFormat.NDJSON, String.join("\n", planned, cancelled, cause, unexplained)));
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
        assertThat(Readings.movements(Readings.read(MovementFormat.NDJSON, written)))
                .isEqualTo(movements);
    }

    @Test
    void aPlanNamesItsMovementAndNoOtherField() throws IOException {
        List<Reading> readings = Readings.read(
                MovementFormat.NDJSON,
                MINIMAL.replace("\"Departure\"", "\"Plan\"") + "\n"
                        + MINIMAL.replace("\"Departure\"", "\"Plan\",\"movement\":\"FLIGHT\",\"text\":\"?\"") + "\n"
                        + MINIMAL.replace("\"Departure\"", "\"Delay\""));
        assertThat(Readings.faults(readings))
                .containsExactly(
                        "feed:1: detail.movement: is missing",
                        "feed:2: detail.movement: 'FLIGHT' is none of [DEPARTURE, ARRIVAL]; "
                                + "detail.text: is not a field of the contract here",
                        "feed:3: detail.type: 'Delay' is none of Departure, Arrival, Clearance, Plan, Estimate, DelayCause");
    }

    @Test
    void aTimeBeyondTheContractsMillisecondsIsAFault() throws IOException {
        List<Reading> readings = Readings.read(
                MovementFormat.NDJSON, MINIMAL.replace("2025-06-03T08:30:00Z", "+999999999-12-31T00:00:00Z"));
        assertThat(Readings.faults(readings)).hasSize(1);
        assertThat(Readings.faults(readings).get(0)).startsWith("feed:1: occurredAt: '+999999999-12-31");
    }

    @Test
    void badLinesAreNamedByFileAndLineAndDoNotStopTheRest() throws IOException {
        String text = MINIMAL + "\n\n{broken\n[1]\n"
                + MINIMAL.replace("\"facility\":\"CNHRS\"", "\"colour\":\"red\",\"direction\":\"UP\"") + "\n"
                + MINIMAL.replace("OUTBOUND", "UP")
                        .replace("\"type\":\"Departure\"", "\"type\":\"Departure\",\"speed\":9")
                + "\n" + MINIMAL + "\n";
        List<Reading> readings = Readings.read(MovementFormat.NDJSON, text);
        assertThat(Readings.movements(readings)).hasSize(2);
        assertThat(Readings.faults(readings))
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
        List<Reading> readings = Readings.read(MovementFormat.NDJSON, bytes, Optional.of("khorgos"));
        assertThat(Readings.faults(readings))
                .containsExactly("feed:1: not UTF-8; try --encoding windows-1251, GBK or another one");
        assertThat(Readings.movements(readings)).hasSize(1);
    }

    @Test
    void withoutAPublisherEveryLineMustNameItsOwn() throws IOException {
        List<Reading> readings =
                Readings.read(MovementFormat.NDJSON, MINIMAL.getBytes(StandardCharsets.UTF_8), Optional.empty());
        assertThat(Readings.faults(readings))
                .containsExactly("feed:1: publisher: is missing, and no --publisher was given");
    }

    @Test
    void csvAndNdjsonGiveTheSameMovements() throws IOException {
        String csv = """
                trainRunId,trainNumber,facility,direction,occurredAt,type,step,reason,gauge,wagons,commodities
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Departure,,,,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,1748939400000,Clearance,HOLD,"seal ""A"", broken",,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Departure,,,1520,55,1001:62.5:Xi'an Grain;8703:10
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,yesterday,Departure,,,wide,,
                too,few
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Departure,HOLD,,,,
                """;
        List<Reading> readings = Readings.read(MovementFormat.CSV, csv);
        List<TrainMovement> movements = Readings.movements(readings);
        assertThat(movements.get(0))
                .isEqualTo(Readings.movements(Readings.read(MovementFormat.NDJSON, MINIMAL))
                        .get(0));
        assertThat(movements.get(1).getDetail())
                .isEqualTo(new Clearance(ClearanceStep.HOLD, null, null, "seal \"A\", broken", null));
        assertThat(((Departure) movements.get(2).getDetail()).getConsist().getCommodities())
                .extracting(commodity ->
                        commodity.getHs() + " " + commodity.getNetTonnes() + " " + commodity.getConsignee())
                .containsExactly("1001 62.5 Xi'an Grain", "8703 10.0 null");
        assertThat(Readings.faults(readings))
                .satisfiesExactly(
                        fault -> assertThat(fault)
                                .startsWith("feed:5: occurredAt: 'yesterday'")
                                .contains("detail.gauge"),
                        fault -> assertThat(fault)
                                .startsWith("feed:6: the row has 2 values, but the header has 11 columns: "),
                        fault -> assertThat(fault)
                                .isEqualTo("feed:7: detail.step: is not a field of the contract here"));
    }

    @Test
    void forecastsAndRegimesAreReadFromBothFormatsAndWrittenBack() throws IOException {
        String csv = """
                trainRunId,trainNumber,facility,direction,occurredAt,type,movement,estimatedAt,step,regime
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Estimate,ARRIVAL,2025-06-03T09:10:00Z,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Clearance,,,RELEASED,FAST
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,Estimate,ARRIVAL,,,
                """;
        List<Reading> readings = Readings.read(MovementFormat.CSV, csv);
        List<TrainMovement> movements = Readings.movements(readings);
        assertThat(movements)
                .extracting(TrainMovement::getDetail)
                .containsExactly(
                        new Estimate(PlannedMovement.ARRIVAL, Instant.parse("2025-06-03T09:10:00Z")),
                        new Clearance(ClearanceStep.RELEASED, null, null, null, ClearanceRegime.FAST));
        assertThat(Readings.faults(readings)).containsExactly("feed:4: detail.estimatedAt: is missing");
        String ndjson = MovementJson.write(movements.get(0)) + "\n" + MovementJson.write(movements.get(1));
        assertThat(Readings.movements(Readings.read(MovementFormat.NDJSON, ndjson)))
                .isEqualTo(movements);
    }

    @Test
    void csvCarriesPlansAndCausesToo() throws IOException {
        String csv = """
                trainRunId,trainNumber,facility,direction,occurredAt,plannedAt,type,movement,alertType,code,text
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,2025-06-04T10:00:00Z,Plan,ARRIVAL,,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,,Plan,DEPARTURE,,,
                CR|X8003|2025-06-01,X8003,CNHRS,OUTBOUND,2025-06-03T08:30:00Z,,DelayCause,,DEPARTURE_LATE,81,"storm, dust"
                """;
        List<TrainMovement> movements = Readings.movements(Readings.read(MovementFormat.CSV, csv));
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
        assertThatThrownBy(() -> Readings.read(MovementFormat.CSV, "trainRunId,colour\n1,red\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("feed:1: unknown columns [colour]");
    }

    @Test
    void aQuoteThatIsNotClosedIsReportedOnce() throws IOException {
        List<Reading> readings = Readings.read(MovementFormat.CSV, "trainRunId,trainNumber\n\"CR|1\n2,3\n");
        assertThat(Readings.faults(readings)).hasSize(1);
        assertThat(Readings.faults(readings).get(0)).startsWith("feed:2: the rest of the file cannot be read as CSV");
    }
}
