package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.alerts.AlertsDriver.overdueThresholds;
import static dev.goldencorridor.processor.alerts.ChangedCalls.arrived;
import static dev.goldencorridor.processor.alerts.ChangedCalls.planned;
import static dev.goldencorridor.processor.alerts.ChangedCalls.released;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.schemas.DelayAlert;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart loses no scheduled run and repeats no alert. Alerts that were emitted before remain correct. */
class AlertsRestartTest {
    private static final Instant START = Instant.parse("2026-10-31T00:00:00Z");
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final String KEY = "CNHRS|" + RUN + "|CLEARANCE_OVERDUE";

    @TempDir
    private Path directory;

    private AlertsDriver delays;

    @BeforeEach
    void createDriver() {
        delays = new AlertsDriver(directory, 0, 1);
    }

    @Test
    void aScheduledRunSurvivesARestartAndRaisesItsAlertOnceAtItsDueTime() {
        start(0, "12h,16h,24h");
        delays.process(RUN, arrived("CNHRS", START));
        start(13, "12h,16h,24h");
        delays.poll();
        assertThat(delays.takeEmitted()).hasSize(1);
        assertThat(delays.latest().get(KEY).getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(12)));
        delays.poll();
        start(14, "12h,16h,24h");
        delays.poll();
        assertThat(delays.takeEmitted()).isEmpty();
        start(16, "12h,16h,24h");
        delays.poll();
        assertThat(delays.takeEmitted()).extracting(DelayAlert::getSeverity).containsExactly("MAJOR");
    }

    @Test
    void aRunThatCameBeforeTheClockBeganIsEvaluatedAlsoIfItIsNotYetCommitted() {
        delays.startWithoutCommits(START, delays.plan(overdueThresholds("24h,-,-"), true));
        RunUpdate.CallChanged arrived = arrived("CNHRS", START.minus(Duration.ofHours(30)));
        delays.process(
                RUN,
                new RunUpdate.CallChanged(arrived.facility(), arrived.publisher(), arrived.call(), Long.MIN_VALUE));
        delays.poll();
        assertThat(delays.latest()).isEmpty();
        delays.process("", new RunUpdate.ClockAdvanced(START.toEpochMilli()));
        delays.poll();
        assertThat(delays.latest()).containsOnlyKeys(KEY);
    }

    @Test
    void whatIsOverIsDeletedAfterARestartTooAndTheRevisionGoesOn() {
        start(0, "1h,-,-");
        delays.process(RUN, arrived("CNHRS", START));
        delays.setClock(START.plus(Duration.ofHours(2)));
        delays.process(RUN, released("CNHRS", START, START.plus(Duration.ofHours(2))));
        start(7, "1h,-,-");
        delays.poll();
        assertThat(delays.latest()).isEmpty();
        start(8, "1h,-,-");
        delays.process(RUN, arrived("CNHRS", START));
        assertThat(delays.latest().get(KEY).getRevision()).isEqualTo(3);
        assertThat(delays.latest().get(KEY).getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(8)));
    }

    @Test
    void longerThresholdsClearAlertsBelowThemAndLeaveTheSeverityOfTheOthers() {
        start(0, "12h,16h,24h");
        delays.process(RUN, arrived("CNHRS", START));
        delays.process("old", arrived("CNHRS", START.minus(Duration.ofHours(12))));
        delays.setClock(START.plus(Duration.ofHours(13)));
        delays.poll();
        start(14, "20h,40h,60h");
        delays.poll();
        DelayAlert cleared = delays.latest().get(KEY);
        assertThat(cleared.getState()).isEqualTo("CLEARED");
        assertThat(cleared.getClearedCause()).isEqualTo("THRESHOLDS_CHANGED");
        DelayAlert old = delays.latest().get("CNHRS|old|CLEARANCE_OVERDUE");
        assertThat(old.getState()).isEqualTo("RAISED");
        assertThat(old.getSeverity()).isEqualTo("CRITICAL");
        delays.takeEmitted();
        delays.setClock(START.plus(Duration.ofHours(20)));
        delays.poll();
        delays.poll();
        // The key of the first alert is deleted at 19 o'clock, and the alert is due again at 20.
        assertThat(delays.latest().get(KEY).getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(20)));
    }

    @Test
    void shorterThresholdsRaiseAlertsAtTheRestart() {
        start(0, "12h,16h,24h");
        delays.process(RUN, arrived("CNHRS", START));
        start(10, "4h,8h,-");
        delays.poll();
        DelayAlert alert = delays.latest().get(KEY);
        assertThat(alert.getSeverity()).isEqualTo("MAJOR");
        assertThat(alert.getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(10)));
    }

    @Test
    void anUpdateBeforeTheEvaluationOfItsRunUsesTheNewThresholds() {
        start(0, "12h,16h,24h");
        delays.process(RUN, arrived("CNHRS", START));
        start(10, "4h,8h,-");
        delays.process(RUN, released("CNHRS", START, START.plus(Duration.ofHours(10))));
        assertThat(delays.takeEmitted())
                .extracting(alert -> alert.getState() + " " + alert.getClearedCause())
                .containsExactly("RAISED null", "CLEARED RELEASED");
    }

    @Test
    void thresholdsThatComeBackBeforeAllRunsAreEvaluatedEvaluateThemAgain() {
        start(0, "12h,16h,24h");
        delays.process(RUN, arrived("CNHRS", START));
        delays.poll();
        start(1, "-,-,-");
        delays.process(RUN, arrived("CNHRS", START.plusSeconds(1)));
        start(2, "12h,16h,24h");
        delays.poll();
        delays.setClock(START.plus(Duration.ofHours(13)));
        delays.poll();
        assertThat(delays.latest().get(KEY).getState()).isEqualTo("RAISED");
    }

    @Test
    void anInstanceWhoseClockIsALittleBehindClearsNoAlert() {
        start(0, "12h,16h,24h");
        delays.process(RUN, arrived("CNHRS", START));
        delays.setClock(START.plus(Duration.ofHours(12)));
        delays.poll();
        Instant behind = START.plus(Duration.ofHours(12)).minusSeconds(2);
        delays.start(behind, delays.plan(AlertsDriver.overdueThresholds("12h,16h,24h"), false));
        delays.process("CNHRS", new PortStatusUpdate(true, "sandstorm", behind.toEpochMilli()));
        assertThat(delays.latest().get(KEY).getState()).isEqualTo("RAISED");
        assertThat(delays.latest().get(KEY).getParentKey()).isNotNull();
    }

    @Test
    void newThresholdsRaiseNoAlertForAPastEventAndClearItsAlertIfTheyAreLonger() {
        RunUpdate.CallChanged late = planned("KZALA", START, START.plus(Duration.ofMinutes(40)));
        delays.start(START, delays.plan(AlertsDriver.sameThresholds("1h,-,-"), false));
        delays.process(RUN, late);
        delays.start(START, delays.plan(AlertsDriver.sameThresholds("30m,-,-"), false));
        delays.poll();
        delays.process(RUN, late);
        assertThat(delays.latest()).isEmpty();
        delays.process("another", late);
        assertThat(delays.latest()).containsOnlyKeys("KZALA|another|ARRIVAL_LATE");
        delays.start(START, delays.plan(AlertsDriver.sameThresholds("1h,-,-"), false));
        delays.poll();
        assertThat(delays.latest().get("KZALA|another|ARRIVAL_LATE").getClearedCause())
                .isEqualTo("THRESHOLDS_CHANGED");
    }

    @Test
    void manyRunsAreEvaluatedInSeveralPollsAlsoAcrossAnotherRestart() {
        start(0, "12h,16h,24h");
        for (int i = 0; i < 9_000; i++) {
            delays.process("run" + i, arrived("CNHRS", START));
        }
        start(10, "4h,8h,-");
        delays.poll();
        assertThat(delays.latest().size()).isBetween(1, 8_999);
        start(10, "4h,8h,-");
        for (int i = 0; i < 3; i++) {
            delays.poll();
        }
        assertThat(delays.latest()).hasSize(9_000);
        assertThat(delays.takeEmitted()).hasSize(9_000);
    }

    @Test
    void aClosureSurvivesARestartAndIsEmittedOnce() {
        start(0, "1h,-,-");
        PortStatusUpdate closed = new PortStatusUpdate(true, "wind", START.toEpochMilli());
        delays.process("CNHRS", closed);
        start(1, "1h,-,-");
        delays.process("CNHRS", closed);
        assertThat(delays.takeEmitted()).hasSize(1);
        delays.process(RUN, arrived("CNHRS", START));
        assertThat(delays.latest().get(KEY).getParentKey()).isEqualTo("CNHRS|ALL|PORT_CLOSED");
        start(2, "1h,-,-");
        delays.process("CNHRS", PortStatusUpdate.OPEN);
        assertThat(delays.latest().get(KEY).getParentKey()).isNull();
        DelayAlert parent = delays.latest().get("CNHRS|ALL|PORT_CLOSED");
        assertThat(parent.getClearedCause()).isEqualTo("REOPENED");
        assertThat(parent.getRevision()).isEqualTo(2);
        start(8, "1h,-,-");
        delays.poll();
        assertThat(delays.latest()).doesNotContainKey("CNHRS|ALL|PORT_CLOSED");
    }

    @Test
    void oneTaskEmitsTheAlertOfAClosedPortAndAllTasksGroupItsTrains() {
        List<DelayAlert> emitted = new ArrayList<>();
        for (int partition = 0; partition < 4; partition++) {
            AlertsDriver task = new AlertsDriver(directory, partition, 4);
            task.start(START.plus(Duration.ofHours(2)), task.plan(overdueThresholds("1h,-,-"), false));
            task.process("CNHRS", new PortStatusUpdate(true, null, START.toEpochMilli()));
            emitted.addAll(task.takeEmitted());
            task.process(RUN, arrived("CNHRS", START));
            assertThat(task.latest().get(KEY).getParentKey()).isEqualTo("CNHRS|ALL|PORT_CLOSED");
        }
        assertThat(emitted).hasSize(1);
    }

    @Test
    void theEventClockSurvivesARestart() {
        DelayPlan plan = delays.plan(overdueThresholds("12h,16h,24h"), true);
        delays.start(START, plan);
        delays.process(RUN, arrived("CNHRS", START));
        delays.process(
                "", new RunUpdate.ClockAdvanced(START.plus(Duration.ofHours(12)).toEpochMilli()));
        delays.start(START, plan);
        delays.poll();
        assertThat(delays.latest().get(KEY).getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(12)));
    }

    @Test
    void aPollWithoutDueRunsDoesNotUseTheStoreHoweverManyAreScheduled() {
        start(0, "12h,16h,24h");
        for (int i = 0; i < 10_000; i++) {
            delays.process("run" + i, arrived("CNHRS", START));
        }
        for (int i = 0; i < 4; i++) {
            // Until all runs are evaluated.
            delays.poll();
        }
        delays.takeStoreCalls();
        delays.setClock(START.plus(Duration.ofHours(11)));
        for (int i = 0; i < 1_000; i++) {
            delays.poll();
        }
        assertThat(delays.takeStoreCalls()).isZero();
    }

    @Test
    void manyDueAlertsAreEmittedOnceEachInAFewPolls() {
        start(0, "12h,-,-");
        for (int i = 0; i < 10_000; i++) {
            delays.process("run" + i, arrived("CNHRS", START));
        }
        delays.setClock(START.plus(Duration.ofHours(12)));
        for (int i = 0; i < 3; i++) {
            delays.poll();
        }
        assertThat(delays.takeEmitted()).hasSize(10_000);
        assertThat(delays.latest()).hasSize(10_000);
    }

    @Test
    void expiredCallsTakeCapacityUntilTheirAlertsAreDeleted() {
        DelayPlan plan = delays.plan(AlertsDriver.sameThresholds("30m,-,-"), false);
        delays.start(START, plan);
        for (int i = 0; i < 300; i++) {
            delays.process(RUN, planned("stanox:" + i, START, START.plus(Duration.ofMinutes(40))));
            delays.process(RUN, new RunUpdate.CallExpired("stanox:" + i, 0));
        }
        delays.process(RUN, planned("KZALA", START, START.plus(Duration.ofMinutes(40))));
        assertThat(delays.latest()).hasSize(201).containsKey("KZALA|" + RUN + "|ARRIVAL_LATE");
        delays.start(START.plus(Duration.ofHours(5)), plan);
        delays.poll();
        delays.process(RUN, planned("stanox:300", START, START.plus(Duration.ofMinutes(40))));
        assertThat(delays.latest())
                .containsOnlyKeys("KZALA|" + RUN + "|ARRIVAL_LATE", "stanox:300|" + RUN + "|ARRIVAL_LATE");
    }

    private void start(int hours, String overdue) {
        delays.start(START.plus(Duration.ofHours(hours)), delays.plan(overdueThresholds(overdue), false));
    }
}
