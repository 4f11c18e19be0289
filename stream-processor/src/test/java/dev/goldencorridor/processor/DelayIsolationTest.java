package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.arrivalOf;
import static dev.goldencorridor.processor.Movements.departureOf;
import static dev.goldencorridor.processor.Movements.stepOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Run ids can be guessed, so a publisher may report any run at any place that it invents. The alerts at the
 * facilities of others do not change. The wall clock begins at midnight of 31 October, and a time of day is of that
 * day.
 */
class DelayIsolationTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final String DAY = "2026-10-31T";
    private static final Instant MIDNIGHT = Instant.parse("2026-10-31T00:00:00Z");
    private static final String OVERDUE = "CNHRS|" + RUN + "|CLEARANCE_OVERDUE";

    private final PipelineDriver pipeline =
            new PipelineDriver(MIDNIGHT, Map.of("partitions", "1", "delays.silent", "4h,-,-"));

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void anInventedArrivalElsewhereClearsNoAlert() {
        pipeline.publish(arrivalAtKhorgos());
        pass(25);
        assertThat(alert(OVERDUE).getSeverity()).isEqualTo("CRITICAL");
        invent("stanox:1", "23:00", null, arrivalOf("CNXAG", "CNHRS", null));
        assertThat(alert(OVERDUE).getState()).isEqualTo("RAISED");
        assertThat(pipeline.alertHistory(OVERDUE))
                .extracting(DelayAlert::getState)
                .containsOnly("RAISED");
    }

    @Test
    void aRunOfTwoHundredPlacesIsWatchedAtItsLast() {
        for (int i = 0; i < 200; i++) {
            String planned = "01:" + (10 + i / 5);
            invent("stanox:" + i, "00:00", planned, new Plan(PlannedMovement.ARRIVAL));
        }
        for (int i = 0; i < 199; i++) {
            invent("stanox:" + i, "01:" + (10 + i / 5), null, arrivalOf(null, null, null));
        }
        pass(3);
        assertThat(pipeline.rejected()).isEmpty();
        assertThat(alert("stanox:199|" + RUN + "|ARRIVAL_LATE").getState()).isEqualTo("RAISED");
    }

    @Test
    void theInventedPlacesOfAPublisherBeforeAnHonestReportSuppressNoAlert() {
        for (int i = 0; i < 200; i++) {
            invent("stanox:" + i, "00:00", null, stepOf(ClearanceStep.LODGED));
        }
        pipeline.publish(arrivalAtKhorgos());
        pipeline.publish(movement("ktz", "esr:1", "00:00", null, stepOf(ClearanceStep.HOLD)));
        pass(12);
        assertThat(alert(OVERDUE).getState()).isEqualTo("RAISED");
        assertThat(alert("esr:1|" + RUN + "|CLEARANCE_HELD").getState()).isEqualTo("RAISED");
    }

    @Test
    void inventedPlacesAfterAnHonestReportSuppressNoAlertAndAreThemselvesLimited() {
        pipeline.publish(arrivalAtKhorgos());
        for (int i = 0; i < 210; i++) {
            invent("stanox:" + i, "00:00", null, stepOf(ClearanceStep.HOLD));
        }
        pass(12);
        assertThat(alert(OVERDUE).getState()).isEqualTo("RAISED");
        assertThat(pipeline.alerts()).hasSize(201);
    }

    @Test
    void anInventedArrivalWithALaterPlanEndsNoWaitForATrain() {
        pipeline.publish(movement("khorgos", "CNHRS", "00:00", "01:00", new Plan(PlannedMovement.ARRIVAL)));
        pass(2);
        String late = "CNHRS|" + RUN + "|ARRIVAL_LATE";
        assertThat(alert(late).getState()).isEqualTo("RAISED");
        invent("stanox:1", "01:50", "01:45", arrivalOf(null, null, null));
        assertThat(alert(late).getState()).isEqualTo("RAISED");
    }

    @Test
    void anInventedPlanForAnEarlierArrivalHidesNoSilentTrain() {
        goSilent();
        invent("stanox:1", "00:00", "04:00", new Plan(PlannedMovement.ARRIVAL));
        pass(10);
        assertThat(alert("KZALA|" + RUN + "|TRAIN_SILENT").getRaisedAt()).isEqualTo(time("09:00"));
    }

    @Test
    void anInventedReportMakesNoSilentTrainHeardOf() {
        goSilent();
        invent("stanox:1", "08:00", null, stepOf(ClearanceStep.LODGED));
        pass(9);
        assertThat(alert("KZALA|" + RUN + "|TRAIN_SILENT").getRaisedAt()).isEqualTo(time("09:00"));
        invent("stanox:2", "08:59", null, departureOf(null, null, null));
        assertThat(alert("KZALA|" + RUN + "|TRAIN_SILENT").getState()).isEqualTo("RAISED");
    }

    @Test
    void anInventedDepartureMakesNoTrainSilent() {
        pipeline.publish(movement("ktz", "KZALA", "00:00", "05:00", new Plan(PlannedMovement.ARRIVAL)));
        invent("stanox:1", "01:00", null, departureOf(null, "KZALA", null));
        pass(20);
        assertThat(pipeline.alerts()).containsOnlyKeys("KZALA|" + RUN + "|ARRIVAL_LATE");
    }

    @Test
    void anArrivalThatTheFacilitysOwnReportNamesCounts() {
        pipeline.publish(movement("khorgos", "CNHRS", "00:00", null, arrivalOf("CNXAG", "stanox:1", null)));
        pass(13);
        assertThat(alert(OVERDUE).getState()).isEqualTo("RAISED");
        invent("stanox:1", "12:30", null, arrivalOf(null, null, null));
        assertThat(alert(OVERDUE).getClearedCause()).isEqualTo("ARRIVED");
    }

    @Test
    void anArrivalThatTheFacilitysPublisherReportsElsewhereCounts() {
        pipeline.publish(movement("ktz", "esr:1", "00:00", null, arrivalOf(null, null, null)));
        pipeline.publish(movement("ktz", "esr:1", "00:00", "01:00", new Plan(PlannedMovement.DEPARTURE)));
        pass(2);
        String late = "esr:1|" + RUN + "|DEPARTURE_LATE";
        invent("stanox:1", "01:50", null, arrivalOf(null, null, null));
        assertThat(alert(late).getState()).isEqualTo("RAISED");
        pipeline.publish(movement("ktz", "esr:2", "01:55", null, arrivalOf(null, null, null)));
        assertThat(alert(late).getClearedCause()).isEqualTo("ARRIVED");
    }

    @Test
    void anArrivalAtAPlaceOfTheCatalogueCounts() {
        pipeline.publish(arrivalAtKhorgos());
        pass(13);
        pipeline.publish(movement("ktz", "KZALA", "12:30", null, arrivalOf(null, null, null)));
        assertThat(alert(OVERDUE).getClearedCause()).isEqualTo("ARRIVED");
    }

    /** A train has left Khorgos at midnight, and Almaty expects it at 5 o'clock. */
    private void goSilent() {
        pipeline.publish(movement("khorgos", "CNHRS", "00:00", null, departureOf("CNXAG", "KZALA", null)));
        pipeline.publish(movement("ktz", "KZALA", "00:00", "05:00", new Plan(PlannedMovement.ARRIVAL)));
    }

    private static TrainMovement arrivalAtKhorgos() {
        return movement("khorgos", "CNHRS", "00:00", null, arrivalOf("CNXAG", "KZALA", null));
    }

    private void invent(String facility, String at, String plannedAt, Object detail) {
        pipeline.publish(movement("gb-trust", facility, at, plannedAt, detail));
    }

    private static TrainMovement movement(
            String publisher, String facility, String at, String plannedAt, Object detail) {
        return new TrainMovement(
                UUID.randomUUID(),
                null,
                RUN,
                "X8001",
                facility,
                Direction.OUTBOUND,
                time(at),
                plannedAt == null ? null : time(plannedAt),
                time(at),
                publisher,
                detail);
    }

    private static Instant time(String timeOfDay) {
        return Instant.parse(DAY + timeOfDay + ":00Z");
    }

    private void pass(int hours) {
        pipeline.passTime(Duration.ofHours(hours));
    }

    private DelayAlert alert(String key) {
        DelayAlert alert = pipeline.alerts().get(key);
        assertThat(alert).as("%s of %s", key, pipeline.alerts().keySet()).isNotNull();
        return alert;
    }
}
