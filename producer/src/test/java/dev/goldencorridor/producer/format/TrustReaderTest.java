package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(TrustMessage.originDate(31, LocalDate.parse("2017-02-01"))).isEqualTo("2017-01-31");
        assertThat(TrustMessage.originDate(1, LocalDate.parse("2017-01-31"))).isEqualTo("2017-02-01");
        assertThat(TrustMessage.originDate(18, LocalDate.parse("2017-01-18"))).isEqualTo("2017-01-18");
        assertThatThrownBy(() -> TrustMessage.originDate(0, LocalDate.parse("2017-01-18")))
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
        assertThat(Readings.movements(whole))
                .filteredOn(TrustReaderTest::isReport)
                .hasSize(1333);
        assertThat(Readings.movements(whole))
                .filteredOn(movement -> movement.getDetail() instanceof Plan)
                .as("cancellations")
                .hasSize(5);
        assertThat(Readings.movements(whole).stream().filter(movement -> movement.getDetail() instanceof Departure))
                .hasSize(802);
        assertThat(Readings.ids(whole)).doesNotHaveDuplicates().containsAll(Readings.ids(part));
        assertThat(Readings.movements(part))
                .filteredOn(TrustReaderTest::isReport)
                .hasSize(327);
    }

    @Test
    void inSummerTheTimesOfTheBodyAreLocalAndTheHeaderIsUtc() throws IOException {
        TrainMovement movement = only(message(
                "0003",
                "2018-06-18T20:39:52Z",
                "\"event_type\":\"ARRIVAL\",\"train_id\":\"382Y351718\",\"loc_stanox\":\"38201\","
                        + "\"actual_timestamp\":\"1529358060000\",\"planned_timestamp\":\"1529358090000\""));
        assertThat(movement.getOccurredAt()).isEqualTo(Instant.parse("2018-06-18T20:41:00Z"));
        assertThat(movement.getPlannedAt()).isEqualTo(Instant.parse("2018-06-18T20:41:30Z"));
        assertThat(movement.getCreatedAt()).isEqualTo(Instant.parse("2018-06-18T20:39:52Z"));
        assertThat(movement.getTrainRunId()).isEqualTo("GB|382Y351718|2018-06-18");
    }

    @Test
    void aRealSummerMessageIsReadAsItIsMeant() throws IOException {
        Path summer = Path.of("..", "..", "shared", "data", "field", "a3-bst-2018-06-18.json");
        assumeThat(summer).isRegularFile();
        assertThat(only(Files.readString(summer)).getOccurredAt()).isEqualTo(Instant.parse("2018-06-18T20:41:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // header, time of the body as if it were UTC, meant
        "2024-01-18T12:00:10Z, 2024-01-18T12:00:00Z, 2024-01-18T12:00:00Z",
        "2024-03-31T00:59:40Z, 2024-03-31T00:59:30Z, 2024-03-31T00:59:30Z",
        "2024-03-31T01:00:10Z, 2024-03-31T02:00:00Z, 2024-03-31T01:00:00Z",
        "2024-10-26T23:59:40Z, 2024-10-27T00:59:30Z, 2024-10-26T23:59:30Z",
        "2024-10-27T00:30:20Z, 2024-10-27T01:30:00Z, 2024-10-27T00:30:00Z",
        "2024-10-27T00:55:20Z, 2024-10-27T01:30:00Z, 2024-10-27T00:30:00Z",
        "2024-10-27T01:30:20Z, 2024-10-27T01:30:00Z, 2024-10-27T01:30:00Z",
        "2024-10-27T01:29:20Z, 2024-10-27T01:30:00Z, 2024-10-27T01:30:00Z",
        ", 2024-10-27T01:30:00Z, 2024-10-27T00:30:00Z",
        "2024-10-27T02:00:10Z, 2024-10-27T02:00:00Z, 2024-10-27T02:00:00Z"
    })
    void theRepeatedHourIsResolvedByTheHeader(Instant queuedAt, Instant written, Instant meant) {
        assertThat(TrustTimes.meant(written.toEpochMilli(), queuedAt)).isEqualTo(meant);
    }

    @Test
    void aCancellationCancelsThePlannedDepartureAndAReinstatementRestoresIt() throws IOException {
        String train = "\"train_id\":\"802E51M718\",\"loc_stanox\":\"80419\",";
        TrainMovement cancelled = only(message(
                "0002",
                "2024-01-18T12:00:10Z",
                train + "\"canx_timestamp\":\"" + millis("2024-01-18T12:00:00Z")
                        + "\",\"dep_timestamp\":\"1\",\"orig_loc_stanox\":\"\",\"canx_type\":\"EN ROUTE\""));
        assertThat(cancelled.getTrainRunId()).isEqualTo("GB|802E51M718|2024-01-18");
        assertThat(cancelled.getFacility()).isEqualTo("stanox:80419");
        assertThat(cancelled.getDetail()).isEqualTo(new Plan(PlannedMovement.DEPARTURE));
        assertThat(cancelled.getPlannedAt()).isNull();
        assertThat(cancelled.getOccurredAt()).isEqualTo(Instant.parse("2024-01-18T12:00:00Z"));
        TrainMovement restored = only(message(
                "0005",
                "2024-01-18T12:30:10Z",
                train + "\"reinstatement_timestamp\":\"" + millis("2024-01-18T12:30:00Z") + "\",\"dep_timestamp\":\""
                        + millis("2024-01-18T13:00:00Z") + "\""));
        assertThat(restored.getDetail()).isEqualTo(new Plan(PlannedMovement.DEPARTURE));
        assertThat(restored.getPlannedAt()).isEqualTo(Instant.parse("2024-01-18T13:00:00Z"));
        assertThat(restored.getCreatedAt()).isAfter(cancelled.getCreatedAt());
    }

    @Test
    void anOffRouteCancellationAppliesToThePlaceOfTheSchedule() throws IOException {
        assertThat(only(message(
                                "0002",
                                "2024-01-18T12:00:10Z",
                                "\"train_id\":\"802E51M718\",\"loc_stanox\":\"1\",\"orig_loc_stanox\":\"2\","
                                        + "\"canx_timestamp\":\"" + millis("2024-01-18T12:00:00Z") + "\""))
                        .getFacility())
                .isEqualTo("stanox:2");
    }

    @Test
    void aChangeOfLocationMovesThePlannedDeparture() throws IOException {
        List<TrainMovement> plans = Readings.movements(Readings.read(
                MovementFormat.TRUST,
                message(
                        "0008",
                        "2024-01-18T12:00:10Z",
                        "\"train_id\":\"802E51M718\",\"loc_stanox\":\"1\",\"original_loc_stanox\":\"2\","
                                + "\"event_timestamp\":\"" + millis("2024-01-18T12:00:00Z") + "\",\"dep_timestamp\":\""
                                + millis("2024-01-18T13:00:00Z") + "\"")));
        assertThat(plans)
                .extracting(TrainMovement::getFacility, TrainMovement::getPlannedAt)
                .containsExactly(tuple("stanox:2", null), tuple("stanox:1", Instant.parse("2024-01-18T13:00:00Z")));
    }

    @Test
    void aTrainKeepsItsRunWhenItsIdentityChanges() throws IOException {
        TrainMovement movement = only("["
                + trust("DEPARTURE", "86768ZCP18", "")
                        .replace("\"loc_stanox\"", "\"current_train_id\":\"86614ICP18\",\"loc_stanox\"")
                + "]");
        assertThat(movement.getTrainRunId()).isEqualTo("GB|86768ZCP18|2017-01-18");
        assertThat(movement.getTrainNumber()).isEqualTo("86614ICP18");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001", "0004", "0006", "0007"})
    void messagesWithoutAPlaceInTheContractAreNoMovements(String type) throws IOException {
        assertThat(Readings.read(MovementFormat.TRUST, message(type, "2024-01-18T12:00:10Z", "\"train_id\":\"x\"")))
                .containsExactly(new Reading.NotMovement("feed:1 (message 1)", type));
    }

    private static TrainMovement only(String text) throws IOException {
        List<Reading> readings = Readings.read(MovementFormat.TRUST, text);
        assertThat(Readings.faults(readings)).isEmpty();
        assertThat(readings).hasSize(1);
        return Readings.movements(readings).get(0);
    }

    private static String message(String type, String queuedAt, String body) {
        return "[{\"header\":{\"msg_type\":\"" + type + "\",\"msg_queue_timestamp\":\"" + millis(queuedAt)
                + "\"},\"body\":{" + body + "}}]";
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static boolean isReport(TrainMovement movement) {
        return !(movement.getDetail() instanceof Plan);
    }

    private static String trust(String type, String trainId, String planned) {
        return """
                {"header":{"msg_type":"0003","msg_queue_timestamp":"1484756848000"},"body":{"event_type":"%s",\
                "train_id":"%s","loc_stanox":"87701","actual_timestamp":"1484756820000","planned_timestamp":"%s"}}""".formatted(type, trainId, planned);
    }
}
