package dev.goldencorridor.producer.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.DelayCause;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TafReaderTest {
    @TempDir
    private Path directory;

    @Test
    void aGermanDepartureIsReadWithItsShortOffsets() throws IOException {
        TrainMovement movement = TafDocuments.movement(TafDocuments.text("germany.xml"));
        assertThat(movement.getTrainRunId()).isEqualTo("DE|52003|2025-03-01");
        assertThat(movement.getTrainNumber()).isEqualTo("52003");
        assertThat(movement.getFacility()).isEqualTo("taf:DE91234");
        assertThat(movement.getDirection()).isEqualTo(Direction.DOMESTIC);
        assertThat(movement.getPublisher()).isEqualTo("europe");
        assertThat(movement.getOccurredAt()).isEqualTo(Instant.parse("2025-03-01T23:05:30.123Z"));
        assertThat(movement.getPlannedAt()).isEqualTo(Instant.parse("2025-03-01T23:00:00Z"));
        assertThat(movement.getCreatedAt()).isEqualTo(Instant.parse("2025-03-01T23:07:09Z"));
        assertThat(movement.getDetail()).isEqualTo(new Departure("taf:DE91234", null, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.3", "2.1", "2.2", "2.3", "2.4", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5"})
    void theVersionDoesNotMatter(String version) throws IOException {
        String other = TafDocuments.text("germany.xml").replace("TAFTSI/3.4", "TAFTSI/" + version);
        assertThat(TafDocuments.movement(other)).isEqualTo(TafDocuments.movement(TafDocuments.text("germany.xml")));
    }

    @Test
    void versionTwoHasPrefixesAndShortCompanyCodes() throws IOException {
        String text = TafDocuments.text("version-2.1.xml");
        TrainMovement movement = TafDocuments.movement(text);
        assertThat(movement.getTrainRunId()).isEqualTo("NL|47112|2025-06-01");
        assertThat(movement.getFacility()).isEqualTo("taf:NL00621");
        assertThat(movement.getOccurredAt()).isEqualTo(Instant.parse("2025-06-01T09:59:00Z"));
        assertThat(movement.getPlannedAt()).isEqualTo(Instant.parse("2025-06-01T10:02:00Z"));
        assertThat(movement.getDetail()).isEqualTo(new Arrival(null, null, null, null, null, null));
        assertThat(TafDocuments.movement(text.replace(">84<", ">0084<")).getEventId())
                .isEqualTo(movement.getEventId());
    }

    @Test
    void aBritishTrainThatPassesArrivesAndDepartsInLocalTime() throws IOException {
        List<TrainMovement> movements = Readings.movements(TafDocuments.read(TafDocuments.text("great-britain.xml")));
        assertThat(movements)
                .extracting(TrainMovement::getDetail)
                .containsExactly(
                        new Arrival(null, null, null, null, null, null),
                        new Departure(null, null, null, null, null, null));
        assertThat(movements).allSatisfy(movement -> {
            assertThat(movement.getTrainRunId()).isEqualTo("GB|6X01|2025-10-25");
            assertThat(movement.getFacility()).isEqualTo("taf:GB09876");
            // This hour comes twice. The earlier one applies.
            assertThat(movement.getOccurredAt()).isEqualTo(Instant.parse("2025-10-26T00:30:00Z"));
            assertThat(movement.getPlannedAt()).isEqualTo(Instant.parse("2025-10-26T00:18:00Z"));
            assertThat(movement.getCreatedAt()).isEqualTo(Instant.parse("2025-10-26T00:31:00.562Z"));
        });
        assertThat(movements).extracting(TrainMovement::getEventId).doesNotHaveDuplicates();
    }

    @Test
    void aSwedishMessageHasOtherNames() throws IOException {
        String text = TafDocuments.text("sweden.xml");
        TrainMovement movement = TafDocuments.movement(text);
        assertThat(movement.getTrainRunId()).isEqualTo("SE|94|2025-08-02");
        assertThat(movement.getFacility()).isEqualTo("taf:SE-Åbc");
        assertThat(movement.getOccurredAt()).isEqualTo(Instant.parse("2025-08-02T22:34:00Z"));
        assertThat(movement.getPlannedAt()).isEqualTo(Instant.parse("2025-08-02T21:31:00Z"));
        assertThat(movement.getCreatedAt()).isEqualTo(movement.getOccurredAt());
        String nominal = text.replace("<trainId>", "<nominalDate>2025-08-01</nominalDate><trainId>");
        assertThat(TafDocuments.movement(nominal).getTrainRunId()).isEqualTo("SE|94|2025-08-01");
    }

    @Test
    void aForecastGivesEstimatesAndPlansOfBookedTimes() throws IOException {
        List<Reading> readings = TafDocuments.read(TafDocuments.bytes("forecast.xml"), Map.of());
        List<TrainMovement> movements = Readings.movements(readings);
        assertThat(movements)
                .extracting(TrainMovement::getDetail)
                .containsExactly(
                        new Plan(PlannedMovement.ARRIVAL),
                        new Estimate(PlannedMovement.ARRIVAL, Instant.parse("2025-09-10T11:10:00Z")),
                        new Estimate(PlannedMovement.ARRIVAL, Instant.parse("2025-09-10T12:10:00Z")),
                        new Estimate(PlannedMovement.DEPARTURE, Instant.parse("2025-09-10T12:10:00Z")));
        assertThat(movements)
                .extracting(TrainMovement::getPlannedAt)
                .containsExactly(Instant.parse("2025-09-10T10:50:00Z"), null, null, null);
        assertThat(movements)
                .extracting(TrainMovement::getOccurredAt)
                .containsOnly(Instant.parse("2025-09-10T09:59:58Z"));
        assertThat(Readings.faults(readings))
                .containsExactly("feed:2 (message 1): LocationDateTime: 'soon' is not a time such as "
                        + "2025-06-01T08:30:00+02:00");
        assertThat(readings).contains(new Reading.NotMovement("feed:2 (message 1)", "status 07"));
        assertThat(TafDocuments.read(TafDocuments.text("forecast.xml")
                        .replace("Status>2<", "Status>3<")
                        .replace("ISO-8859-1", "UTF-8")))
                .containsExactly(new Reading.NotMovement("feed:2 (message 1)", "deletion of a forecast"));
    }

    @Test
    void versionsOfOneDelayShareTheirIdAndADeletionRetractsThem() throws IOException {
        String text = TafDocuments.text("delay-cause.xml");
        TrainMovement cause = TafDocuments.movement(text);
        assertThat(cause.getDetail()).isEqualTo(new DelayCause("ARRIVAL_LATE", "91", "two lines; 10 min"));
        assertThat(cause.getPlannedAt()).isNull();
        TrainMovement changed =
                TafDocuments.movement(text.replace(">91<", ">15<").replace(">10<", ">0012<"));
        assertThat(changed.getEventId()).isEqualTo(cause.getEventId());
        assertThat(changed.getDetail()).isEqualTo(new DelayCause("ARRIVAL_LATE", "15", "two lines; 12 min"));
        TrainMovement deleted =
                TafDocuments.movement(text.replace("Status>1<", "Status>3<").replace("cause-1", "cause-2"));
        assertThat(deleted.getRetracts()).isEqualTo(cause.getEventId());
        assertThat(deleted.getEventId()).isNotEqualTo(cause.getEventId());
        String anonymous = text.replaceFirst("<SenderReference>.*</SenderReference>", "");
        assertThat(TafDocuments.movement(anonymous).getEventId())
                .isNotEqualTo(
                        TafDocuments.movement(anonymous.replace(">91<", ">15<")).getEventId());
    }

    @Test
    void anInterruptionIsACauseUntilTheTrainRunsAgain() throws IOException {
        String text = TafDocuments.text("interruption.xml");
        TrainMovement cause = TafDocuments.movement(text);
        assertThat(cause.getDetail())
                .isEqualTo(new DelayCause(null, "23", "running interrupted; no current; until noon"));
        TrainMovement ended = TafDocuments.movement(text.replace("Interrupted>1<", "Interrupted>0<"));
        assertThat(ended.getRetracts()).isEqualTo(cause.getEventId());
    }

    @Test
    void aDeletionRetractsEachMovementOfAPass() throws IOException {
        String text = TafDocuments.text("great-britain.xml");
        List<TrainMovement> reported = Readings.movements(TafDocuments.read(text));
        List<TrainMovement> retracted = Readings.movements(TafDocuments.read(
                text.replace("Status xmlns=\"\">1<", "Status xmlns=\"\">3<").replace("test-gb-1", "test-gb-2")));
        assertThat(retracted)
                .extracting(TrainMovement::getRetracts)
                .containsExactlyElementsOf(
                        reported.stream().map(TrainMovement::getEventId).toList());
        assertThat(retracted).extracting(TrainMovement::getEventId).doesNotHaveDuplicates();
    }

    @Test
    void anIdDoesNotDependOnRepetitionsAndNeverChanges() throws IOException {
        String text = TafDocuments.text("germany.xml");
        assertThat(TafDocuments.movement(text).getEventId()).hasToString("df5736b7-e53b-5f55-8888-5cd661b40414");
        String repeated = text.replace("germany-1", "germany-2")
                .replace("00:07:09", "00:09:09")
                .replace("Nord", "North")
                .replace("<MessageStatus>1", "<MessageStatus>2");
        assertThat(TafDocuments.movement(repeated).getEventId()).hasToString("df5736b7-e53b-5f55-8888-5cd661b40414");
    }

    @ParameterizedTest
    @CsvSource({"00,status 00", "06,status 06", "9,status 09", "10,status 10 (wagons)", "19,status 19 (wagons)"})
    void otherStatusesAreNoMovements(String status, String kind) throws IOException {
        String text = TafDocuments.text("germany.xml").replace("Status>02<", "Status>" + status + "<");
        assertThat(TafDocuments.read(text)).containsExactly(new Reading.NotMovement("feed:2 (message 1)", kind));
    }

    @Test
    void everyFaultOfAMessageIsNamed() throws IOException {
        String text = TafDocuments.text("germany.xml")
                .replace("052003", " ")
                .replaceFirst("<ScheduledTimeAtHandover>.*</ScheduledTimeAtHandover>", "")
                .replace("2025-03-02T00:05:30.1239876+1:00", "2025-02-30T00:05:30Z")
                .replace("Status>02<", "Status>2x<");
        assertThat(Readings.faults(TafDocuments.read(text))).singleElement().satisfies(fault -> assertThat(fault)
                .startsWith("feed:2 (message 1): OperationalTrainNumber: is missing; "
                        + "StartDate: is missing, and so is ScheduledTimeAtHandover; "
                        + "LocationDateTime: '2025-02-30T00:05:30Z' is not a time")
                .endsWith("TrainLocationStatus: is missing, or is no number from 00 to 19"));
    }

    @Test
    void aTimeWithoutOffsetNeedsASettingWhereACountryHasSeveralZones() throws IOException {
        String text = TafDocuments.text("germany.xml").replace(">de<", ">KZ<").replace("+1:00", "");
        assertThat(Readings.faults(TafDocuments.read(text))).singleElement().satisfies(fault -> assertThat(fault)
                .contains("KZ has several: set publish.taf.zones"));
        List<Reading> readings =
                TafDocuments.read(text.getBytes(StandardCharsets.UTF_8), Map.of("publish.taf.zones", "kz=Asia/Almaty"));
        assertThat(Readings.movements(readings))
                .extracting(TrainMovement::getOccurredAt)
                .containsExactly(Instant.parse("2025-03-01T19:05:30.123Z"));
        assertThatThrownBy(() -> TafDocuments.read(new byte[0], Map.of("publish.taf.zones", "KZ=Moon")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'Moon' is no time zone");
    }

    @Test
    void filesOfPlacesAndTrainsAddFactsThatMessagesLack() throws IOException {
        Path places = Files.writeString(
                directory.resolve("places.csv"),
                "country,primary,subsidiary,facility\nDE,91234,12,DEHAM\nDE,91234,,DEDUI\nNL,621,,NLRTM\n");
        Path trains = Files.writeString(
                directory.resolve("trains.csv"), "otn,direction,railway\n52003,RETURN,GC\n94,OUTBOUND,\n");
        Map<String, String> settings = Map.of(
                "publish.taf.places.file",
                places.toString(),
                "publish.taf.trains.file",
                trains.toString(),
                "publish.taf.places.mapped.only",
                "true",
                "publish.taf.direction",
                "OUTBOUND");
        assertThat(Readings.movements(TafDocuments.read(TafDocuments.bytes("germany.xml"), settings)))
                .extracting(movement ->
                        movement.getTrainRunId() + " " + movement.getFacility() + " " + movement.getDirection())
                .containsExactly("GC|52003|2025-03-01 DEHAM RETURN");
        assertThat(Readings.movements(TafDocuments.read(TafDocuments.bytes("version-2.1.xml"), settings)))
                .extracting(movement ->
                        movement.getTrainRunId() + " " + movement.getFacility() + " " + movement.getDirection())
                .containsExactly("NL|47112|2025-06-01 NLRTM OUTBOUND");
        assertThat(TafDocuments.read(TafDocuments.bytes("sweden.xml"), settings))
                .containsExactly(new Reading.NotMovement("feed:1 (message 1)", "of the unmapped place SE Åbc"));
        Files.writeString(places, "country,primary,subsidiary,facility\nDE,one,,DEHAM\n");
        assertThatThrownBy(() -> TafDocuments.read(new byte[0], settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(places + ":2: LocationPrimaryCode: 'one'");
    }
}
