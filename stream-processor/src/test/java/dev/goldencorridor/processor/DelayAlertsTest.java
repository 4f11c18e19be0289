package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.arrival;
import static dev.goldencorridor.processor.Movements.cause;
import static dev.goldencorridor.processor.Movements.departure;
import static dev.goldencorridor.processor.Movements.movement;
import static dev.goldencorridor.processor.Movements.plan;
import static dev.goldencorridor.processor.Movements.retraction;
import static dev.goldencorridor.processor.Movements.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Alerts of customs clearance and the life of an alert, as examples through the whole topology. */
class DelayAlertsTest extends DelayAlertsScenario {
    @Test
    void aTrainThatIsNotReleasedInTimeIsOverdueAlthoughNoEventComes() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
        goTo("11:59:59");
        assertThat(pipeline.alerts()).isEmpty();
        goTo("12:00:00");
        DelayAlert alert = alert("CNHRS", RUN, "CLEARANCE_OVERDUE");
        assertThat(alert.getState()).isEqualTo("RAISED");
        assertThat(alert.getSeverity()).isEqualTo("MINOR");
        assertThat(alert.getRaisedAt()).isEqualTo(time("12:00:00"));
        assertThat(alert.getOccurredAt()).isEqualTo(MIDNIGHT);
        assertThat(alert.getPlannedAt()).isNull();
        assertThat(alert.getValueSeconds()).isEqualTo(12 * 3600.0);
        assertThat(alert.getThresholdSeconds()).isEqualTo(12 * 3600.0);
        assertThat(alert.getTrainNumber()).isEqualTo("X8001");
        assertThat(alert.getRevision()).isEqualTo(1);
    }

    @Test
    void severityRisesStepByStepAndTheReleaseClears() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
        goTo("12:00:00");
        goTo("16:00:00");
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getSeverity()).isEqualTo("MAJOR");
        pass(Duration.ofHours(8));
        DelayAlert critical = alert("CNHRS", RUN, "CLEARANCE_OVERDUE");
        assertThat(critical.getSeverity()).isEqualTo("CRITICAL");
        assertThat(critical.getThresholdSeconds()).isEqualTo(24 * 3600.0);
        assertThat(critical.getRaisedAt()).isEqualTo(time("12:00:00"));
        pass(Duration.ofHours(1));
        pipeline.publish(step(RUN, "CNHRS", Direction.RETURN, ClearanceStep.RELEASED, "2026-11-01T00:05:00Z"));
        DelayAlert cleared = alert("CNHRS", RUN, "CLEARANCE_OVERDUE");
        assertThat(cleared.getState()).isEqualTo("CLEARED");
        assertThat(cleared.getClearedCause()).isEqualTo("RELEASED");
        assertThat(cleared.getClearedAt()).isEqualTo(now);
        assertThat(cleared.getSeverity()).isEqualTo("CRITICAL");
        assertThat(cleared.getValueSeconds()).isEqualTo(24 * 3600.0 + 300);
        assertThat(cleared.getRevision()).isEqualTo(4);
        assertThat(history("CNHRS", RUN, "CLEARANCE_OVERDUE")).hasSize(4);
    }

    @Test
    void aRetractedReleaseRaisesTheAlertAgainAndTheRevisionContinues() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
        goTo("13:00:00");
        TrainMovement release = step(RUN, "CNHRS", Direction.RETURN, ClearanceStep.RELEASED, DAY + "12:30:00Z");
        pipeline.publish(release);
        goTo("14:00:00");
        pipeline.publish(retraction(release));
        DelayAlert again = alert("CNHRS", RUN, "CLEARANCE_OVERDUE");
        assertThat(again.getState()).isEqualTo("RAISED");
        assertThat(again.getRaisedAt()).isEqualTo(time("14:00:00"));
        assertThat(again.getRevision()).isEqualTo(3);
    }

    @Test
    void aRetractedArrivalClearsItsAlertAndADuplicateChangesNothing() {
        TrainMovement arrival = arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z");
        pipeline.publish(arrival);
        goTo("13:00:00");
        pipeline.publish(arrival);
        assertThat(history("CNHRS", RUN, "CLEARANCE_OVERDUE")).hasSize(1);
        pipeline.publish(retraction(arrival));
        pipeline.publish(retraction(arrival));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getClearedCause()).isEqualTo("RETRACTED");
        assertThat(history("CNHRS", RUN, "CLEARANCE_OVERDUE")).hasSize(2);
    }

    @Test
    void aHoldIsRaisedAtOnceWithTheOfficesReasonAndEndsWithARefusalWhichIsRaisedInTurn() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
        goTo("01:00:00");
        pipeline.publish(stop(ClearanceStep.HOLD, "seal number differs", "01:00:00"));
        DelayAlert held = alert("CNHRS", RUN, "CLEARANCE_HELD");
        assertThat(held.getState()).isEqualTo("RAISED");
        assertThat(held.getReason()).isEqualTo("seal number differs");
        assertThat(held.getSeverity()).isEqualTo("MINOR");
        goTo("02:00:00");
        pipeline.publish(stop(ClearanceStep.REFUSED, "seal broken", "02:00:00"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_HELD").getClearedCause()).isEqualTo("REFUSED");
        DelayAlert refused = alert("CNHRS", RUN, "CLEARANCE_REFUSED");
        assertThat(refused.getSeverity()).isEqualTo("MAJOR");
        assertThat(refused.getReason()).isEqualTo("seal broken");
        pass(Duration.ofHours(24));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_REFUSED").getSeverity()).isEqualTo("CRITICAL");
        pipeline.publish(departure(RUN, "CNHRS", Direction.RETURN, "2026-11-01T00:05:00Z"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_REFUSED").getClearedCause()).isEqualTo("DEPARTED");
    }

    @Test
    void whatIsOverIsDeletedADayLater() {
        pipeline.publish(plan(RUN, "CNXAG", PlannedMovement.DEPARTURE, DAY + "00:00:00Z", DAY + "10:00:00Z"));
        goTo("11:00:00");
        pipeline.publish(departure(RUN, "CNXAG", Direction.OUTBOUND, DAY + "11:00:00Z"));
        pass(Duration.ofHours(24).minusSeconds(1));
        assertThat(pipeline.alerts()).hasSize(1);
        pass(Duration.ofSeconds(1));
        assertThat(pipeline.alerts()).isEmpty();
        assertThat(history("CNXAG", RUN, "DEPARTURE_LATE")).endsWith((DelayAlert) null);
    }

    @Test
    void theReasonOfTheCustomsOfficePrecedesAGeneralCauseButNotACauseOfTheHold() {
        pipeline.publish(stop(ClearanceStep.HOLD, "seal number differs", "00:00:00"));
        pipeline.publish(cause(RUN, "CNHRS", null, "weather", DAY + "00:01:00Z"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_HELD").getReason()).isEqualTo("seal number differs");
        pipeline.publish(cause(RUN, "CNHRS", "CLEARANCE_HELD", "seal replaced on the way", DAY + "00:02:00Z"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_HELD").getReason()).isEqualTo("seal replaced on the way");
        assertThat(history("CNHRS", RUN, "CLEARANCE_HELD")).hasSize(2);
    }

    @Test
    void anExpiredRunLeavesNoAlertBehind() {
        try (PipelineDriver forgetful = new PipelineDriver(
                MIDNIGHT,
                Map.of(
                        "partitions",
                        "1",
                        "processor.journey.open.retention",
                        "60d",
                        "delays.clearance.overdue",
                        "1h,-,-"))) {
            forgetful.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
            forgetful.passTime(Duration.ofHours(1));
            assertThat(forgetful.alerts()).hasSize(1);
            forgetful.passTime(Duration.ofDays(61));
            DelayAlert expired = forgetful.alerts().get("CNHRS|" + RUN + "|CLEARANCE_OVERDUE");
            assertThat(expired.getClearedCause()).isEqualTo("EXPIRED");
            assertThat(expired.getTrainNumber()).isEqualTo("X8001");
            forgetful.passTime(Duration.ofDays(1));
            assertThat(forgetful.alerts()).isEmpty();
        }
    }

    @Test
    void noContentOfAReportStopsTheEvaluation() {
        String longest = "\uD83D\uDE82".repeat(500);
        TrainMovement odd = movement(
                RUN, "CNHRS", Direction.RETURN, MIDNIGHT, new Clearance(ClearanceStep.HOLD, null, null, longest, null));
        pipeline.publish(TrainMovement.newBuilder(odd)
                .setTrainNumber(longest.substring(0, 256))
                .build());
        pipeline.publish(cause(RUN, "CNHRS", longest.substring(0, 256), longest, DAY + "00:00:00Z"));
        for (long plannedAt : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, Long.MAX_VALUE}) {
            pipeline.publish(TrainMovement.newBuilder(
                            plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "00:00:00Z", DAY + "00:00:00Z"))
                    .setPlannedAt(Instant.ofEpochMilli(plannedAt))
                    .build());
            pipeline.publish(TrainMovement.newBuilder(arrival(RUN, "KZALA", Direction.OUTBOUND, DAY + "00:00:00Z"))
                    .setPlannedAt(Instant.ofEpochMilli(plannedAt))
                    .build());
        }
        pass(Duration.ofDays(2));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_HELD").getReason())
                .startsWith("\uD83D\uDE82")
                .hasSizeLessThan(400);
        assertThat(pipeline.alerts()).hasSize(1);
        assertThat(pipeline.rejected()).isEmpty();
    }

    @Test
    void theEventClockReachesPartitionsWithoutEvents() {
        try (PipelineDriver replay = PipelineDriver.onEventClock()) {
            replay.publish(arrival(RUN, "CNHRS", Direction.RETURN, "2026-10-30T00:00:00Z"));
            replay.passTime(Duration.ofSeconds(1));
            assertThat(replay.notices()).hasSize(1);
            replay.publish(departure(OTHER, "KZALA", Direction.OUTBOUND, "2026-10-30T12:00:00Z"));
            replay.passTime(Duration.ofMillis(500));
            replay.passTime(Duration.ofMillis(500));
            assertThat(replay.alerts()
                            .get("CNHRS|" + RUN + "|CLEARANCE_OVERDUE")
                            .getRaisedAt())
                    .isEqualTo(Instant.parse("2026-10-30T12:00:00Z"));
            assertThat(replay.notices()).hasSize(1);
        }
    }

    private TrainMovement stop(ClearanceStep step, String reason, String at) {
        return movement(RUN, "CNHRS", Direction.RETURN, time(at), new Clearance(step, null, null, reason, null));
    }
}
