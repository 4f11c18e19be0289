package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_WAITING_RUNS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.ExpectedDurationUpdate;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Quantiles;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.wire.EventCause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the status of a run is published, and when it is not. */
class RunStatusPublicationTest {
    private static final String RUN = "CR|X8001|2026-10-25";
    private static final Instant ARRIVED = Instant.parse("2026-10-25T06:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(2);

    @TempDir
    private Path directory;

    private AlertsDriver alerts;
    private DelayPlan plan;

    @BeforeEach
    void createDriver() {
        alerts = new AlertsDriver(directory, 0, 1);
        plan = alerts.plan(AlertsDriver.overdueThresholds("-,-,-"), false);
    }

    @Test
    void aRunGetsAtMostOneValueACommit() {
        alerts.startWithoutCommits(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ARRIVED));
        assertThat(published()).hasSize(1);
        alerts.process(RUN, ChangedCalls.released("CNHRS", ARRIVED, ARRIVED.plusSeconds(60)));
        assertThat(published()).as("before the commit").isEmpty();
        alerts.start(ARRIVED.plusSeconds(60), plan);
        alerts.process(RUN, ChangedCalls.released("CNHRS", ARRIVED, ARRIVED.plusSeconds(60)));
        assertThat(published()).as("after the commit").hasSize(1);
    }

    @Test
    void manyChangesBeforeARoundMakeOneValue() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ARRIVED));
        alerts.process(RUN, ChangedCalls.released("CNHRS", ARRIVED, ARRIVED.plusSeconds(60)));
        assertThat(published()).extracting(TrainRunStatus::getCustomsState).containsExactly("RELEASED");
    }

    @Test
    void aChangeByAnEventIsPublishedAtOnceAndTheNextOneInARound() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, caused(ChangedCalls.arrived("CNHRS", ARRIVED)));
        assertThat(alerts.takeStatuses()).hasSize(1);
        alerts.process(RUN, caused(ChangedCalls.released("CNHRS", ARRIVED, ARRIVED.plusSeconds(60))));
        assertThat(alerts.takeStatuses()).as("in the same 100 ms").isEmpty();
        assertThat(published()).extracting(TrainRunStatus::getCustomsState).containsExactly("RELEASED");
        alerts.process(RUN, caused(ChangedCalls.arrived("KZALA", ARRIVED.plusSeconds(120))));
        assertThat(alerts.takeStatuses()).as("after a round").isEmpty();
    }

    @Test
    void aTaskThatIsBehindPublishesInRoundsAlone() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, caused(ChangedCalls.arrived("CNHRS", ARRIVED)), ARRIVED.minusSeconds(2));
        assertThat(alerts.takeStatuses()).isEmpty();
        assertThat(published()).hasSize(1);
    }

    @Test
    void aTaskThatIsBehindPublishesARunAtOnceWhenTooManyWait() {
        alerts.start(ARRIVED, plan);
        Instant old = ARRIVED.minusSeconds(2);
        for (int i = 0; i < MAX_WAITING_RUNS; i++) {
            alerts.process("CR|R" + i, caused(ChangedCalls.arrived("CNHRS", ARRIVED)), old);
        }
        assertThat(alerts.takeStatuses()).isEmpty();
        alerts.process(RUN, caused(ChangedCalls.arrived("CNHRS", ARRIVED)), old);
        assertThat(alerts.takeStatuses()).extracting(Record::key).containsExactly(RUN);
        alerts.process(RUN, caused(ChangedCalls.released("CNHRS", ARRIVED, ARRIVED.plusSeconds(60))), old);
        assertThat(alerts.takeStatuses()).as("in the same 100 ms").isEmpty();
    }

    @Test
    void timeAndRecountsPublishARunAtOnceTooWhenTooManyWait() {
        alerts.start(ARRIVED, plan);
        for (int i = 0; i < MAX_WAITING_RUNS; i++) {
            alerts.process("CR|R" + i, ChangedCalls.arrived("CNHRS", ARRIVED));
        }
        assertThat(alerts.takeStatuses()).isEmpty();
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ARRIVED));
        assertThat(alerts.takeStatuses()).extracting(Record::key).containsExactly(RUN);
    }

    @Test
    void aStartWithMoreRunsThanMayWaitPublishesEachOnce() {
        alerts.start(ARRIVED, plan);
        int runs = MAX_WAITING_RUNS + 100;
        for (int i = 0; i < runs; i++) {
            alerts.process("CR|R" + i, ChangedCalls.arrived("CNHRS", ARRIVED));
        }
        Set<String> published = new HashSet<>();
        alerts.takeStatuses().forEach(status -> published.add(status.key()));
        assertThat(published).hasSize(100);
        alerts.start(ARRIVED.plusSeconds(1), plan);
        for (int round = 0; round < 1_000 && published.size() < runs; round++) {
            alerts.poll();
            alerts.publishStatuses();
            alerts.takeStatuses().forEach(status -> assertThat(published.add(status.key()))
                    .as(status.key())
                    .isTrue());
        }
        assertThat(published).hasSize(runs);
    }

    @Test
    void aChangeThatWasNotPublishedBeforeARestartIsPublishedAfterIt() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ARRIVED));
        alerts.start(ARRIVED.plusSeconds(1), plan);
        alerts.poll();
        assertThat(published()).extracting(TrainRunStatus::getRevision).containsExactly(1L);
    }

    @Test
    void aRestartPublishesNothingAgain() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ARRIVED));
        assertThat(published()).hasSize(1);
        alerts.start(ARRIVED.plusSeconds(1), plan);
        int unused = alerts.takeStoreWrites();
        alerts.poll();
        assertThat(published()).isEmpty();
        assertThat(alerts.takeStoreWrites()).isZero();
        alerts.process(RUN, ChangedCalls.released("CNHRS", ARRIVED, ARRIVED.plusSeconds(60)));
        assertThat(published()).extracting(TrainRunStatus::getRevision).containsExactly(2L);
    }

    @Test
    void timeAlonePublishesNothing() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.planned("CNHRS", ARRIVED.minusSeconds(600), ARRIVED));
        assertThat(published()).extracting(TrainRunStatus::getLatenessSeconds).containsExactly(600.0);
        alerts.setClock(ARRIVED.plus(Duration.ofHours(30)));
        alerts.poll();
        assertThat(published()).isEmpty();
    }

    @Test
    void aTombstoneFollowsTheEndOfTheRunAlsoAfterARestart() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.planned("KZALA", ARRIVED, ARRIVED));
        assertThat(published()).extracting(TrainRunStatus::getState).containsExactly("ENDED");
        alerts.start(ARRIVED.plus(RETENTION).minusMillis(1), plan);
        alerts.poll();
        assertThat(published()).isEmpty();
        alerts.setClock(ARRIVED.plus(RETENTION));
        alerts.poll();
        assertThat(published()).containsExactly((TrainRunStatus) null);
        alerts.poll();
        assertThat(published()).as("once").isEmpty();
    }

    @Test
    void aRunThatEndedLongAgoIsNotPublishedAtAll() {
        alerts.start(ARRIVED.plus(RETENTION), plan);
        alerts.process(RUN, ChangedCalls.planned("KZALA", ARRIVED, ARRIVED));
        assertThat(published()).isEmpty();
    }

    @Test
    void aRunThatIsNeverReportedAsEndedEndsWhenItsLastCallExpires() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ARRIVED));
        assertThat(published()).extracting(TrainRunStatus::getState).containsExactly("AT_PLACE");
        Instant expired = ARRIVED.plus(Duration.ofDays(90));
        alerts.setClock(expired);
        alerts.process(RUN, new RunUpdate.CallExpired("CNHRS", 0));
        TrainRunStatus last = published().get(0);
        assertThat(last.getState()).isEqualTo("ENDED");
        assertThat(last.getEndedAt()).isBetween(expired, expired.plusSeconds(10));
        assertThat(last.getCalls()).hasSize(1);
        alerts.setClock(expired.plus(RETENTION).plusSeconds(10));
        alerts.poll();
        assertThat(published()).containsExactly((TrainRunStatus) null);
    }

    @Test
    void aStartWithoutPublicationWithdrawsEachStatusAndAStartWithItPublishesAll() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ARRIVED));
        assertThat(published()).hasSize(1);
        alerts.setStatusPlan(new RunStatusPlan(false, RETENTION, 1));
        alerts.start(ARRIVED.plusSeconds(1), plan);
        alerts.poll();
        assertThat(published()).containsExactly((TrainRunStatus) null);
        alerts.process(RUN, ChangedCalls.released("CNHRS", ARRIVED, ARRIVED.plusSeconds(60)));
        assertThat(published()).isEmpty();
        alerts.setStatusPlan(new RunStatusPlan(true, RETENTION, 1));
        alerts.start(ARRIVED.plusSeconds(2), plan);
        alerts.poll();
        assertThat(published()).extracting(TrainRunStatus::getRevision).containsExactly(1L);
    }

    @Test
    void aStartPublishesNoCancelledRunAgainWhoseTombstoneIsPublished() {
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, caused(ChangedCalls.cancelled("CNHRS", ARRIVED)));
        assertThat(published()).extracting(TrainRunStatus::getState).containsExactly("ENDED");
        Instant past = ARRIVED.plus(RETENTION).plusSeconds(60);
        alerts.setClock(past);
        alerts.poll();
        assertThat(published()).containsExactly((TrainRunStatus) null);
        alerts.start(past.plusSeconds(60), plan);
        alerts.poll();
        assertThat(published()).isEmpty();
    }

    @Test
    void expectedDurationsAreReadAgainAfterARestart() {
        alerts.start(ARRIVED, plan);
        Quantiles hours = new Quantiles(1_800_000, 3_600_000, 7_200_000);
        alerts.process("PORT/CNHRS", new ExpectedDurationUpdate(DurationKind.CLEARANCE_RETURN, hours));
        alerts.start(ARRIVED, plan);
        alerts.process(RUN, ChangedCalls.arrived("CNHRS", ARRIVED));
        TrainRunStatus status = published().get(0);
        assertThat(status.getNextEvent()).isEqualTo("RELEASE");
        assertThat(status.getExpectedBasis()).isEqualTo("PORT");
        assertThat(status.getNextExpectedAt()).isEqualTo(ARRIVED.plus(Duration.ofHours(1)));
        assertThat(status.getNextExpectedP90At()).isEqualTo(ARRIVED.plus(Duration.ofHours(2)));
    }

    private static RunUpdate.CallChanged caused(RunUpdate.CallChanged changed) {
        return new RunUpdate.CallChanged(
                changed.facility(),
                changed.publisher(),
                changed.call(),
                changed.watermark(),
                new EventCause(ARRIVED.toEpochMilli(), null));
    }

    private List<TrainRunStatus> published() {
        alerts.publishStatuses();
        List<Record<String, TrainRunStatus>> statuses = alerts.takeStatuses();
        assertThat(statuses).allSatisfy(status -> assertThat(status.key()).isEqualTo(RUN));
        return statuses.stream().map(Record::value).toList();
    }
}
