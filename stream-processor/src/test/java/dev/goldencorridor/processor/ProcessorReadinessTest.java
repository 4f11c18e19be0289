package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

class ProcessorReadinessTest {
    private static final TopicPartition RUNS = new TopicPartition("journeys-changelog", 0);
    private static final TopicPartition PANES = new TopicPartition("rolling-changelog", 0);

    private final AtomicReference<KafkaStreams.State> state = new AtomicReference<>(KafkaStreams.State.CREATED);
    private final RestoreProgress restore = new RestoreProgress();
    private final ProcessorReadiness readiness = new ProcessorReadiness(state::get, restore);

    @Test
    void aStartThatWaitsForTheRegistryIsNotReady() {
        readiness.starting("waiting for the schema registry");
        assertThat(readiness.readiness().isReady()).isFalse();
        assertThat(readiness.readiness().data()).containsEntry("state", "waiting for the schema registry");
    }

    @Test
    void aRestoringTaskIsNotReadyAndShowsThePercentage() {
        readiness.started();
        state.set(KafkaStreams.State.REBALANCING);
        restore.onRestoreStart(RUNS, "journeys", 100, 500);
        restore.onRestoreStart(PANES, "rolling", 0, 600);
        assertPercent(0, 1000);
        restore.onBatchRestored(RUNS, "journeys", 299, 200);
        assertPercent(20, 800);
        restore.onRestoreEnd(RUNS, "journeys", 400);
        assertPercent(40, 600);
        restore.onBatchRestored(PANES, "rolling", 598, 599);
        assertPercent(99, 1);
        restore.onRestoreEnd(PANES, "rolling", 600);
        assertThat(readiness.readiness().data()).containsOnlyKeys("state");
        assertThat(readiness.readiness().isReady()).isFalse();
        state.set(KafkaStreams.State.RUNNING);
        assertThat(readiness.readiness().isReady()).isTrue();
    }

    @Test
    void thePercentageIsThatOfThePresentRound() {
        readiness.started();
        restore.onRestoreStart(RUNS, "journeys", 0, 1000);
        restore.onRestoreEnd(RUNS, "journeys", 1000);
        restore.onRestoreStart(PANES, "rolling", 0, 100);
        assertPercent(0, 100);
    }

    @Test
    void aTaskThatMovesAwayNoLongerCounts() {
        readiness.started();
        state.set(KafkaStreams.State.RUNNING);
        restore.onRestoreStart(RUNS, "journeys", 0, 1000);
        assertThat(readiness.readiness().isReady()).isFalse();
        restore.onRestoreSuspended(RUNS, "journeys", 10);
        assertThat(readiness.readiness().isReady()).isTrue();
    }

    @Test
    void anEmptyChangelogNeedsNoRestore() {
        readiness.started();
        state.set(KafkaStreams.State.RUNNING);
        restore.onRestoreStart(RUNS, "journeys", 0, 0);
        assertThat(readiness.readiness().isReady()).isTrue();
    }

    private void assertPercent(int percent, long remaining) {
        assertThat(readiness.readiness().isReady()).isFalse();
        assertThat(readiness.readiness().data())
                .containsEntry("restoredPercent", percent)
                .containsEntry("remainingRecords", remaining);
    }
}
