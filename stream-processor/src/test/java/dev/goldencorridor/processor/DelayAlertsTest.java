package dev.goldencorridor.processor;

import static dev.goldencorridor.processor.Movements.arrival;
import static dev.goldencorridor.processor.Movements.cause;
import static dev.goldencorridor.processor.Movements.corrected;
import static dev.goldencorridor.processor.Movements.departure;
import static dev.goldencorridor.processor.Movements.movement;
import static dev.goldencorridor.processor.Movements.plan;
import static dev.goldencorridor.processor.Movements.planned;
import static dev.goldencorridor.processor.Movements.retraction;
import static dev.goldencorridor.processor.Movements.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.TrainMovement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On the wall clock, which begins at midnight; what a test calls a time of day is that of the last of October. */
class DelayAlertsTest {
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final String OTHER = "CR|X8003|2026-10-30";
    private static final String DAY = "2026-10-31T";
    private static final Instant MIDNIGHT = Instant.parse("2026-10-31T00:00:00Z");

    // Without a grace, which is waited for in real time, a decision of an unknown schema is rejected at once.
    private final PipelineUnderTest pipeline =
            new PipelineUnderTest(MIDNIGHT, Map.of("partitions", "1", "processor.schema.grace", "0ms"));
    private Instant now = MIDNIGHT;

    @AfterEach
    void close() {
        pipeline.close();
    }

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
    void anAlertIsRaisedAtItsDueTimeHoweverLateOneLooks() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
        goTo("15:00:00");
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getRaisedAt()).isEqualTo(time("12:00:00"));
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
    void aReleaseThatIsReportedLateShowsThatTheTrainWasNeverOverdue() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
        goTo("13:00:00");
        pipeline.publish(step(RUN, "CNHRS", Direction.RETURN, ClearanceStep.RELEASED, DAY + "11:00:00Z"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getClearedCause()).isEqualTo("CORRECTED");
    }

    @Test
    void aReleaseThatIsWithdrawnRaisesTheAlertAnewAndTheRevisionGoesOn() {
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
    void anArrivalThatIsWithdrawnClearsWhatWasCountedFromItAndAnEventTwiceIsNoChange() {
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
    void aTrainThatStandsAtAHubIsNotOverdueAtCustoms() {
        pipeline.publish(arrival(RUN, "KZALA", Direction.OUTBOUND, DAY + "00:00:00Z"));
        pass(Duration.ofDays(3));
        assertThat(pipeline.alerts()).isEmpty();
    }

    @Test
    void aTrainThatIsReleasedAndDoesNotLeaveStaysTooLong() {
        pipeline.publish(step(RUN, "CNHRS", Direction.RETURN, ClearanceStep.RELEASED, DAY + "00:00:00Z"));
        goTo("10:00:00");
        assertThat(pipeline.alerts()).isEmpty();
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "10:00:00Z"));
        goTo("16:00:00");
        assertThat(alert("CNHRS", RUN, "DWELL_EXCEEDED").getRaisedAt()).isEqualTo(time("16:00:00"));
        pipeline.publish(departure(RUN, "CNHRS", Direction.RETURN, DAY + "16:30:00Z"));
        assertThat(alert("CNHRS", RUN, "DWELL_EXCEEDED").getClearedCause()).isEqualTo("DEPARTED");
    }

    @Test
    void aTrainWhoseDepartureNobodyReportsHasLeftWhenItArrivesElsewhere() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.OUTBOUND, DAY + "00:00:00Z"));
        goTo("12:30:00");
        pipeline.publish(arrival(RUN, "KZALA", Direction.OUTBOUND, DAY + "12:20:00Z"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getClearedCause()).isEqualTo("ARRIVED");
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
    void aTrainThatDoesNotDepartAsPlannedIsLateHalfAnHourAfterThePlanAndItsDepartureClears() {
        pipeline.publish(plan(RUN, "CNXAG", PlannedMovement.DEPARTURE, DAY + "00:00:00Z", DAY + "10:00:00Z"));
        goTo("10:29:59");
        assertThat(pipeline.alerts()).isEmpty();
        goTo("10:30:00");
        DelayAlert late = alert("CNXAG", RUN, "DEPARTURE_LATE");
        assertThat(late.getPlannedAt()).isEqualTo(time("10:00:00"));
        assertThat(late.getOccurredAt()).isNull();
        goTo("10:50:00");
        pipeline.publish(departure(RUN, "CNXAG", Direction.OUTBOUND, DAY + "10:45:00Z"));
        DelayAlert cleared = alert("CNXAG", RUN, "DEPARTURE_LATE");
        assertThat(cleared.getState()).isEqualTo("CLEARED");
        assertThat(cleared.getClearedCause()).isEqualTo("DEPARTED");
        assertThat(cleared.getOccurredAt()).isEqualTo(time("10:45:00"));
        assertThat(cleared.getValueSeconds()).isEqualTo(45 * 60.0);
    }

    @Test
    void aDepartureThatIsReportedLateAndWasInTimeCorrectsTheAlert() {
        pipeline.publish(plan(RUN, "CNXAG", PlannedMovement.DEPARTURE, DAY + "00:00:00Z", DAY + "10:00:00Z"));
        goTo("11:00:00");
        pipeline.publish(departure(RUN, "CNXAG", Direction.OUTBOUND, DAY + "10:20:00Z"));
        assertThat(alert("CNXAG", RUN, "DEPARTURE_LATE").getClearedCause()).isEqualTo("CORRECTED");
    }

    @Test
    void aPlanThatMovesClearsWhereItIsInTimeAgainAndRaisesAnewHalfAnHourAfterIt() {
        pipeline.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "00:00:00Z", DAY + "10:00:00Z"));
        goTo("10:40:00");
        pipeline.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "10:40:00Z", DAY + "10:20:00Z"));
        DelayAlert moved = alert("KZALA", RUN, "ARRIVAL_LATE");
        assertThat(moved.getState()).as("between 15 and 30 minutes it stays").isEqualTo("RAISED");
        assertThat(moved.getPlannedAt()).isEqualTo(time("10:20:00"));
        assertThat(moved.getRevision()).isEqualTo(2);
        pipeline.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "10:41:00Z", DAY + "10:25:00Z"));
        assertThat(alert("KZALA", RUN, "ARRIVAL_LATE").getClearedCause()).isEqualTo("PLAN_CHANGED");
        goTo("10:55:00");
        DelayAlert again = alert("KZALA", RUN, "ARRIVAL_LATE");
        assertThat(again.getState()).isEqualTo("RAISED");
        assertThat(again.getRaisedAt()).isEqualTo(time("10:55:00"));
        assertThat(again.getRevision()).isEqualTo(4);
        pipeline.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "10:56:00Z", null));
        assertThat(alert("KZALA", RUN, "ARRIVAL_LATE").getClearedCause()).isEqualTo("CANCELLED");
    }

    @Test
    void anArrivalThatShowsItsLatenessStandsUntilTheTrainMovesOn() {
        goTo("10:50:00");
        pipeline.publish(planned(arrival(RUN, "CNHRS", Direction.OUTBOUND, DAY + "10:40:00Z"), DAY + "10:00:00Z"));
        DelayAlert late = alert("CNHRS", RUN, "ARRIVAL_LATE");
        assertThat(late.getValueSeconds()).isEqualTo(2400.0);
        assertThat(late.getRaisedAt()).isEqualTo(time("10:50:00"));
        pipeline.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, DAY + "12:00:00Z"));
        assertThat(alert("CNHRS", RUN, "ARRIVAL_LATE").getClearedCause()).isEqualTo("DEPARTED");
    }

    @Test
    void aLatenessThatIsShownStaysInTheDeadbandAndIsOverWhenItIsCorrectedToAQuarterOfAnHour() {
        goTo("11:00:00");
        TrainMovement first = planned(arrival(RUN, "CNHRS", Direction.OUTBOUND, DAY + "10:40:00Z"), DAY + "10:00:00Z");
        pipeline.publish(first);
        TrainMovement second = corrected(first, DAY + "10:20:00Z");
        pipeline.publish(second);
        assertThat(alert("CNHRS", RUN, "ARRIVAL_LATE").getState()).isEqualTo("RAISED");
        assertThat(alert("CNHRS", RUN, "ARRIVAL_LATE").getOccurredAt()).isEqualTo(time("10:20:00"));
        pipeline.publish(corrected(second, DAY + "10:15:00Z"));
        assertThat(alert("CNHRS", RUN, "ARRIVAL_LATE").getClearedCause()).isEqualTo("CORRECTED");
    }

    @Test
    void aLatenessOfLessThanHalfAnHourIsNotShown() {
        goTo("11:00:00");
        pipeline.publish(planned(arrival(RUN, "CNHRS", Direction.OUTBOUND, DAY + "10:29:59Z"), DAY + "10:00:00Z"));
        assertThat(pipeline.alerts()).isEmpty();
    }

    @Test
    void aLatenessThatIsShownExpiresAndIsNotShownAgain() {
        goTo("11:00:00");
        TrainMovement departure =
                planned(departure(RUN, "CNXAG", Direction.OUTBOUND, DAY + "10:40:00Z"), DAY + "10:00:00Z");
        pipeline.publish(departure);
        goTo("18:00:00");
        DelayAlert expired = alert("CNXAG", RUN, "DEPARTURE_LATE");
        assertThat(expired.getClearedCause()).isEqualTo("EXPIRED");
        assertThat(expired.getClearedAt()).isEqualTo(time("17:00:00"));
        pipeline.publish(corrected(departure, DAY + "10:41:00Z"));
        assertThat(alert("CNXAG", RUN, "DEPARTURE_LATE").getState()).isEqualTo("CLEARED");
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
    void aTrainOfWhichNothingIsHeardAfterItsPlannedArrivalIsSilentUntilItIsHeardOfAgain() {
        try (PipelineUnderTest shortened =
                new PipelineUnderTest(MIDNIGHT, Map.of("partitions", "1", "delays.silent", "4h,-,-"))) {
            shortened.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "00:00:00Z", DAY + "07:00:00Z"));
            shortened.passTime(Duration.ofHours(6));
            assertThat(shortened.alerts()).as("it has not departed").isEmpty();
            shortened.publish(departure(RUN, "CNHRS", Direction.OUTBOUND, DAY + "06:00:00Z"));
            shortened.publish(plan(RUN, "KZALA", PlannedMovement.ARRIVAL, DAY + "06:00:00Z", DAY + "08:00:00Z"));
            shortened.passTime(Duration.ofHours(6).minusSeconds(1));
            assertThat(shortened.alerts()).doesNotContainKey("KZALA|" + RUN + "|TRAIN_SILENT");
            shortened.passTime(Duration.ofSeconds(1));
            DelayAlert silent = shortened.alerts().get("KZALA|" + RUN + "|TRAIN_SILENT");
            assertThat(silent.getRaisedAt()).isEqualTo(time("12:00:00"));
            assertThat(silent.getOccurredAt()).isEqualTo(time("06:00:00"));
            assertThat(silent.getPlannedAt()).isEqualTo(time("08:00:00"));
            shortened.passTime(Duration.ofHours(1));
            shortened.publish(arrival(RUN, "esr:707702", Direction.OUTBOUND, DAY + "12:30:00Z"));
            assertThat(shortened.alerts().get("KZALA|" + RUN + "|TRAIN_SILENT").getClearedCause())
                    .isEqualTo("ARRIVED");
        }
    }

    @Test
    void aCauseThatIsToldLateRevisesTheAlertEvenWhenItIsOver() {
        pipeline.publish(plan(RUN, "CNXAG", PlannedMovement.DEPARTURE, DAY + "00:00:00Z", DAY + "10:00:00Z"));
        goTo("10:30:00");
        pipeline.publish(cause(RUN, "CNXAG", null, "weather", DAY + "10:31:00Z"));
        assertThat(alert("CNXAG", RUN, "DEPARTURE_LATE").getReason()).isEqualTo("weather");
        pipeline.publish(departure(RUN, "CNXAG", Direction.OUTBOUND, DAY + "10:32:00Z"));
        goTo("12:00:00");
        pipeline.publish(cause(RUN, "CNXAG", "DEPARTURE_LATE", "no driver", DAY + "12:00:00Z"));
        DelayAlert revised = alert("CNXAG", RUN, "DEPARTURE_LATE");
        assertThat(revised.getState()).isEqualTo("CLEARED");
        assertThat(revised.getReason()).isEqualTo("no driver");
        assertThat(revised.getRevision()).isEqualTo(4);
        assertThat(revised.getClearedAt()).isEqualTo(time("10:30:00"));
    }

    @Test
    void theOfficesWordsStandBeforeACauseOfAllAndBehindOneOfTheHoldItself() {
        pipeline.publish(stop(ClearanceStep.HOLD, "seal number differs", "00:00:00"));
        pipeline.publish(cause(RUN, "CNHRS", null, "weather", DAY + "00:01:00Z"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_HELD").getReason()).isEqualTo("seal number differs");
        pipeline.publish(cause(RUN, "CNHRS", "CLEARANCE_HELD", "seal replaced on the way", DAY + "00:02:00Z"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_HELD").getReason()).isEqualTo("seal replaced on the way");
        assertThat(history("CNHRS", RUN, "CLEARANCE_HELD")).hasSize(2);
    }

    @Test
    void aPortThatIsClosedGroupsTheAlertsOfItsTrainsUntilItIsOpen() {
        pipeline.publish(arrival(RUN, "CNHRS", Direction.RETURN, DAY + "00:00:00Z"));
        pipeline.publish(arrival(OTHER, "CNHRS", Direction.RETURN, DAY + "01:00:00Z"));
        goTo("12:00:00");
        pipeline.decide(new PortControl("CNHRS", true, "strong wind", time("12:00:00")));
        String parent = "CNHRS|ALL|PORT_CLOSED";
        DelayAlert closed = pipeline.alerts().get(parent);
        assertThat(closed.getState()).isEqualTo("RAISED");
        assertThat(closed.getTrainRunId()).isEqualTo("ALL");
        assertThat(closed.getTrainNumber()).isNull();
        assertThat(closed.getReason()).isEqualTo("strong wind");
        assertThat(closed.getRaisedAt()).isEqualTo(time("12:00:00"));
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getParentKey()).isEqualTo(parent);
        goTo("13:00:00");
        assertThat(alert("CNHRS", OTHER, "CLEARANCE_OVERDUE").getParentKey()).isEqualTo(parent);
        pipeline.decide(new PortControl("CNHRS", true, "strong wind", time("12:00:00")));
        assertThat(pipeline.alertHistory(parent)).hasSize(1);
        assertThat(history("CNHRS", RUN, "CLEARANCE_OVERDUE")).hasSize(2);
        goTo("14:00:00");
        pipeline.decide("CNHRS", null);
        assertThat(pipeline.alerts().get(parent).getClearedCause()).isEqualTo("REOPENED");
        assertThat(alert("CNHRS", RUN, "CLEARANCE_OVERDUE").getParentKey()).isNull();
        assertThat(alert("CNHRS", OTHER, "CLEARANCE_OVERDUE").getParentKey()).isNull();
        pass(Duration.ofHours(24));
        assertThat(pipeline.alerts()).doesNotContainKey(parent);
    }

    @Test
    void aDecisionThatCannotBeReadGoesToTheRejectsAndTheNextIsHeeded() {
        pipeline.decide("CNHRS", new byte[] {1, 2, 3});
        pipeline.decide(null, new byte[] {1, 2, 3});
        pipeline.decide("CNHRS", new byte[] {0, 0, 0, 0, 99, 7});
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected)
                .extracting(DelayAlertsTest::reason)
                .containsExactly("NOT_WIRE_FORMAT", "NULL_KEY", "UNKNOWN_SCHEMA");
        assertThat(rejected.get(0).value()).isEqualTo(new byte[] {1, 2, 3});
        assertThat(header(rejected.get(2), "topic")).isEqualTo("corridor.control");
        assertThat(rejected.get(2).getRecordTime())
                .as("the topic of the rejects deletes what is old")
                .isEqualTo(now);
        pipeline.decide(new PortControl("CNAKL", true, null, MIDNIGHT));
        assertThat(pipeline.alerts()).containsKey("CNAKL|ALL|PORT_CLOSED");
    }

    @Test
    void aRunThatIsForgottenLeavesNoAlertBehind() {
        try (PipelineUnderTest forgetful = new PipelineUnderTest(
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
    void nothingThatAReportMayHoldStopsTheWatch() {
        String longest = "\uD83D\uDE82".repeat(500);
        TrainMovement odd = movement(
                RUN, "CNHRS", Direction.RETURN, MIDNIGHT, new Clearance(ClearanceStep.HOLD, null, null, longest));
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
                    .setCreatedAt(Instant.ofEpochMilli(plannedAt))
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
    void theEventClockIsToldToPartitionsWhereNothingHappens() {
        try (PipelineUnderTest replay = PipelineUnderTest.onEventClock()) {
            replay.publish(arrival(RUN, "CNHRS", Direction.RETURN, "2026-10-30T00:00:00Z"));
            replay.passTime(Duration.ofMillis(100));
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
        return movement(RUN, "CNHRS", Direction.RETURN, time(at), new Clearance(step, null, null, reason));
    }

    private void goTo(String timeOfDay) {
        pass(Duration.between(now, time(timeOfDay)));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        pipeline.passTime(time);
    }

    private static Instant time(String timeOfDay) {
        return Instant.parse(DAY + timeOfDay + "Z");
    }

    private DelayAlert alert(String facility, String run, String type) {
        DelayAlert alert = pipeline.alerts().get(facility + "|" + run + "|" + type);
        assertThat(alert).as(facility + " " + type + " of " + pipeline.alerts()).isNotNull();
        return alert;
    }

    private List<DelayAlert> history(String facility, String run, String type) {
        return pipeline.alertHistory(facility + "|" + run + "|" + type);
    }

    private static String reason(TestRecord<byte[], byte[]> rejected) {
        return header(rejected, "reason");
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader("corridor.reject." + name).value(), StandardCharsets.UTF_8);
    }
}
