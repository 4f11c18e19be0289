package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.alerts.AlertsDriver.arrived;
import static dev.goldencorridor.processor.alerts.AlertsDriver.known;
import static dev.goldencorridor.processor.alerts.AlertsDriver.planned;
import static dev.goldencorridor.processor.alerts.AlertsDriver.steps;
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

/** No timer is lost and none goes off twice; what was told before stays true. */
class AlertsRestartTest {
    private static final Instant START = Instant.parse("2026-10-31T00:00:00Z");
    private static final String RUN = "CR|X8001|2026-10-30";
    private static final String KEY = "CNHRS|" + RUN + "|CLEARANCE_OVERDUE";

    @TempDir
    private Path directory;

    private AlertsDriver delays;

    @BeforeEach
    void make() {
        delays = new AlertsDriver(directory, 0, 1);
    }

    @Test
    void aTimerSurvivesARestartAndGoesOffOnceAtItsDueTime() {
        start(0, "12h,16h,24h");
        delays.learn(RUN, arrived("CNHRS", START));
        start(13, "12h,16h,24h");
        delays.tick();
        assertThat(delays.takeTold()).hasSize(1);
        assertThat(delays.latest().get(KEY).getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(12)));
        delays.tick();
        start(14, "12h,16h,24h");
        delays.tick();
        assertThat(delays.takeTold()).isEmpty();
        start(16, "12h,16h,24h");
        delays.tick();
        assertThat(delays.takeTold()).extracting(DelayAlert::getSeverity).containsExactly("MAJOR");
    }

    @Test
    void whatIsOverIsDeletedAfterARestartTooAndTheRevisionGoesOn() {
        start(0, "1h,-,-");
        delays.learn(RUN, arrived("CNHRS", START));
        delays.setClock(START.plus(Duration.ofHours(2)));
        delays.learn(RUN, known("CNHRS", START, START.plus(Duration.ofHours(2))));
        start(7, "1h,-,-");
        delays.tick();
        assertThat(delays.latest()).isEmpty();
        start(8, "1h,-,-");
        delays.learn(RUN, arrived("CNHRS", START));
        assertThat(delays.latest().get(KEY).getRevision()).isEqualTo(3);
        assertThat(delays.latest().get(KEY).getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(8)));
    }

    @Test
    void longerThresholdsClearWhatNoLongerStandsAndLeaveTheSeverityOfWhatDoes() {
        start(0, "12h,16h,24h");
        delays.learn(RUN, arrived("CNHRS", START));
        delays.learn("old", arrived("CNHRS", START.minus(Duration.ofHours(12))));
        delays.setClock(START.plus(Duration.ofHours(13)));
        delays.tick();
        start(14, "20h,40h,60h");
        delays.tick();
        DelayAlert cleared = delays.latest().get(KEY);
        assertThat(cleared.getState()).isEqualTo("CLEARED");
        assertThat(cleared.getClearedCause()).isEqualTo("THRESHOLDS_CHANGED");
        DelayAlert old = delays.latest().get("CNHRS|old|CLEARANCE_OVERDUE");
        assertThat(old.getState()).isEqualTo("RAISED");
        assertThat(old.getSeverity()).isEqualTo("CRITICAL");
        delays.takeTold();
        delays.setClock(START.plus(Duration.ofHours(20)));
        delays.tick();
        delays.tick();
        // The first alert is withdrawn at 19 o'clock, and due anew at 20.
        assertThat(delays.latest().get(KEY).getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(20)));
    }

    @Test
    void shorterThresholdsRaiseWhenTheyAreKnownWhichIsNotBeforeTheRestart() {
        start(0, "12h,16h,24h");
        delays.learn(RUN, arrived("CNHRS", START));
        start(10, "4h,8h,-");
        delays.tick();
        DelayAlert alert = delays.latest().get(KEY);
        assertThat(alert.getSeverity()).isEqualTo("MAJOR");
        assertThat(alert.getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(10)));
    }

    @Test
    void anEventThatComesBeforeItsRunWasJudgedAnewFindsTheNewThresholds() {
        start(0, "12h,16h,24h");
        delays.learn(RUN, arrived("CNHRS", START));
        start(10, "4h,8h,-");
        delays.learn(RUN, known("CNHRS", START, START.plus(Duration.ofHours(10))));
        assertThat(delays.takeTold())
                .extracting(alert -> alert.getState() + " " + alert.getClearedCause())
                .containsExactly("RAISED null", "CLEARED RELEASED");
    }

    @Test
    void thresholdsThatComeBackBeforeAllRunsWereReviewedAreHeldAgainstThemAgain() {
        start(0, "12h,16h,24h");
        delays.learn(RUN, arrived("CNHRS", START));
        delays.tick();
        start(1, "-,-,-");
        delays.learn(RUN, arrived("CNHRS", START.plusSeconds(1)));
        start(2, "12h,16h,24h");
        delays.tick();
        delays.setClock(START.plus(Duration.ofHours(13)));
        delays.tick();
        assertThat(delays.latest().get(KEY).getState()).isEqualTo("RAISED");
    }

    @Test
    void anInstanceWhoseClockIsALittleBehindEndsNoAlert() {
        start(0, "12h,16h,24h");
        delays.learn(RUN, arrived("CNHRS", START));
        delays.setClock(START.plus(Duration.ofHours(12)));
        delays.tick();
        Instant behind = START.plus(Duration.ofHours(12)).minusSeconds(2);
        delays.start(behind, delays.plan(AlertsDriver.steps("12h,16h,24h"), false));
        delays.learn("CNHRS", new PortStatusUpdate(true, "sandstorm", behind.toEpochMilli()));
        assertThat(delays.latest().get(KEY).getState()).isEqualTo("RAISED");
        assertThat(delays.latest().get(KEY).getParentKey()).isNotNull();
    }

    @Test
    void whatAnEventShowedBeforeIsNoNewsByNewThresholdsAndIsOverWhereTheyAreLonger() {
        RunUpdate.Known late = planned("KZALA", START, START.plus(Duration.ofMinutes(40)));
        delays.start(START, delays.plan(AlertsDriver.allSteps("1h,-,-"), false));
        delays.learn(RUN, late);
        delays.start(START, delays.plan(AlertsDriver.allSteps("30m,-,-"), false));
        delays.tick();
        delays.learn(RUN, late);
        assertThat(delays.latest()).isEmpty();
        delays.learn("another", late);
        assertThat(delays.latest()).containsOnlyKeys("KZALA|another|ARRIVAL_LATE");
        delays.start(START, delays.plan(AlertsDriver.allSteps("1h,-,-"), false));
        delays.tick();
        assertThat(delays.latest().get("KZALA|another|ARRIVAL_LATE").getClearedCause())
                .isEqualTo("THRESHOLDS_CHANGED");
    }

    @Test
    void manyRunsAreJudgedAnewLittleByLittleAlsoThroughAnotherRestart() {
        start(0, "12h,16h,24h");
        for (int i = 0; i < 9_000; i++) {
            delays.learn("run" + i, arrived("CNHRS", START));
        }
        start(10, "4h,8h,-");
        delays.tick();
        assertThat(delays.latest().size()).isBetween(1, 8_999);
        start(10, "4h,8h,-");
        for (int i = 0; i < 3; i++) {
            delays.tick();
        }
        assertThat(delays.latest()).hasSize(9_000);
        assertThat(delays.takeTold()).hasSize(9_000);
    }

    @Test
    void aClosureSurvivesARestartAndIsNotToldTwice() {
        start(0, "1h,-,-");
        PortStatusUpdate closed = new PortStatusUpdate(true, "wind", START.toEpochMilli());
        delays.learn("CNHRS", closed);
        start(1, "1h,-,-");
        delays.learn("CNHRS", closed);
        assertThat(delays.takeTold()).hasSize(1);
        delays.learn(RUN, arrived("CNHRS", START));
        assertThat(delays.latest().get(KEY).getParentKey()).isEqualTo("CNHRS|ALL|PORT_CLOSED");
        start(2, "1h,-,-");
        delays.learn("CNHRS", PortStatusUpdate.OPEN);
        assertThat(delays.latest().get(KEY).getParentKey()).isNull();
        DelayAlert parent = delays.latest().get("CNHRS|ALL|PORT_CLOSED");
        assertThat(parent.getClearedCause()).isEqualTo("REOPENED");
        assertThat(parent.getRevision()).isEqualTo(2);
        start(8, "1h,-,-");
        delays.tick();
        assertThat(delays.latest()).doesNotContainKey("CNHRS|ALL|PORT_CLOSED");
    }

    @Test
    void ofSeveralTasksOneTellsThatAPortIsClosedAndAllGroupItsTrains() {
        List<DelayAlert> told = new ArrayList<>();
        for (int partition = 0; partition < 4; partition++) {
            AlertsDriver task = new AlertsDriver(directory, partition, 4);
            task.start(START.plus(Duration.ofHours(2)), task.plan(steps("1h,-,-"), false));
            task.learn("CNHRS", new PortStatusUpdate(true, null, START.toEpochMilli()));
            told.addAll(task.takeTold());
            task.learn(RUN, arrived("CNHRS", START));
            assertThat(task.latest().get(KEY).getParentKey()).isEqualTo("CNHRS|ALL|PORT_CLOSED");
        }
        assertThat(told).hasSize(1);
    }

    @Test
    void theEventClockSurvivesARestart() {
        DelayPlan plan = delays.plan(steps("12h,16h,24h"), true);
        delays.start(START, plan);
        delays.learn(RUN, arrived("CNHRS", START));
        delays.learn("", new RunUpdate.Clock(START.plus(Duration.ofHours(12)).toEpochMilli()));
        delays.start(START, plan);
        delays.tick();
        assertThat(delays.latest().get(KEY).getRaisedAt()).isEqualTo(START.plus(Duration.ofHours(12)));
    }

    @Test
    void aLookAtWhichNothingIsDueDoesNotTouchTheStoreHoweverManyWait() {
        start(0, "12h,16h,24h");
        for (int i = 0; i < 10_000; i++) {
            delays.learn("run" + i, arrived("CNHRS", START));
        }
        for (int i = 0; i < 4; i++) {
            // Until all are known to have been judged by these thresholds.
            delays.tick();
        }
        delays.takeUses();
        delays.setClock(START.plus(Duration.ofHours(11)));
        for (int i = 0; i < 1_000; i++) {
            delays.tick();
        }
        assertThat(delays.takeUses()).isZero();
    }

    @Test
    void aStormOfAlertsIsToldInAFewLooksEachOnce() {
        start(0, "12h,-,-");
        for (int i = 0; i < 10_000; i++) {
            delays.learn("run" + i, arrived("CNHRS", START));
        }
        delays.setClock(START.plus(Duration.ofHours(12)));
        for (int i = 0; i < 3; i++) {
            delays.tick();
        }
        assertThat(delays.takeTold()).hasSize(10_000);
        assertThat(delays.latest()).hasSize(10_000);
    }

    @Test
    void placesThatAreForgottenTakeCapacityAsLongAsTheirAlertsAreKept() {
        DelayPlan plan = delays.plan(AlertsDriver.allSteps("30m,-,-"), false);
        delays.start(START, plan);
        for (int i = 0; i < 200; i++) {
            delays.learn(RUN, planned("stanox:" + i, START, START.plus(Duration.ofMinutes(40))));
            delays.learn(RUN, new RunUpdate.Forgotten("stanox:" + i, 0));
        }
        delays.learn(RUN, planned("KZALA", START, START.plus(Duration.ofMinutes(40))));
        assertThat(delays.latest()).hasSize(61).containsKey("KZALA|" + RUN + "|ARRIVAL_LATE");
        delays.start(START.plus(Duration.ofHours(5)), plan);
        delays.tick();
        delays.learn(RUN, planned("stanox:200", START, START.plus(Duration.ofMinutes(40))));
        assertThat(delays.latest())
                .containsOnlyKeys("KZALA|" + RUN + "|ARRIVAL_LATE", "stanox:200|" + RUN + "|ARRIVAL_LATE");
    }

    private void start(int hours, String overdue) {
        delays.start(START.plus(Duration.ofHours(hours)), delays.plan(steps(overdue), false));
    }
}
