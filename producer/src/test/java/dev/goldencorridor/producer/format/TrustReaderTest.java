package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrustReaderTest {
    @Test
    void trustMovementsAreReadAndTheOtherMessagesAreNotErrors() throws IOException {
        List<Reading> readings = Readings.read(
                MovementFormat.TRUST,
                "[" + trust("DEPARTURE", "871W90MR18", "1484756700000") + "," + trust("ARRIVAL", "871W90MR18", "")
                        + "]\n[" + "{\"header\":{\"msg_type\":\"0001\"},\"body\":{}}]");
        List<TrainMovement> movements = Readings.movements(readings);
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
        List<Reading> readings = Readings.read(
                MovementFormat.TRUST,
                "[" + good + ",\n" + cut + "\n[" + good + ", 17,\n" + trust("FLIGHT", "871W90MR18", "") + "," + good);
        assertThat(Readings.movements(readings)).hasSize(3);
        assertThat(Readings.faults(readings))
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
        Path captures = Path.of("..", "..", "shared", "data", "trust");
        assumeThat(captures).isDirectory();
        List<Reading> whole = Readings.read(
                MovementFormat.TRUST,
                Files.readAllBytes(captures.resolve("networkrails_body3.json")),
                Optional.of("gb-trust"));
        List<Reading> part = Readings.read(
                MovementFormat.TRUST,
                Files.readAllBytes(captures.resolve("networkrails_body3a.json")),
                Optional.of("gb-trust"));
        assertThat(whole).hasSize(1408);
        assertThat(Readings.faults(whole)).isEmpty();
        assertThat(Readings.movements(whole)).hasSize(1333);
        assertThat(Readings.movements(whole).stream().filter(movement -> movement.getDetail() instanceof Departure))
                .hasSize(802);
        assertThat(Readings.ids(whole)).doesNotHaveDuplicates().containsAll(Readings.ids(part));
        assertThat(Readings.movements(part)).hasSize(327);
    }

    private static String trust(String type, String trainId, String planned) {
        return """
                {"header":{"msg_type":"0003","msg_queue_timestamp":"1484756848000"},"body":{"event_type":"%s",\
                "train_id":"%s","loc_stanox":"87701","actual_timestamp":"1484756820000","planned_timestamp":"%s"}}""".formatted(type, trainId, planned);
    }
}
