package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.RecordPart;
import dev.goldencorridor.processor.state.SharedRecords;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Stores the watched runs of one task, and holds their schedule. The state of a run is the second part of the run's
 * record. So a start does not read the runs, most of which are no longer watched: an index has what it needs. For a
 * task's thread.
 */
final class WatchedRunStore {
    private static final RecordPart.Format<RunAlerts> FORMAT =
            new RecordPart.Format<>(RunAlerts::toBytes, RunAlerts::fromBytes);

    private final StoreSection indexSection;
    private final StoreSection formerSection;
    private final WatchedIndex index;
    private final FormerRuns former;
    private final RecordPart<RunAlerts> records;
    private final DueRuns dueRuns = new DueRuns();

    /**
     * A store of a task.
     *
     * @param store the step's own store
     * @param runRecords the records of runs
     * @param maxReady a limit for the unchanged runs on the heap
     */
    WatchedRunStore(
            StagedStore store,
            SharedRecords runRecords,
            ProcessorContext<?, ?> context,
            int maxReady,
            CommitHook.Registration hook) {
        this.indexSection = store.section(AlertProcessor.WATCHED);
        this.formerSection = store.section(AlertProcessor.FORMER_RUNS);
        this.index = new WatchedIndex(indexSection, hook);
        this.former = new FormerRuns(formerSection);
        // This order is the order of flushing before a commit.
        hook.beforeCommit(index::flushAdditions);
        this.records = runRecords.join(SharedRecords.Position.SECOND, context, FORMAT, maxReady, hook, () -> {
            index.flushAdditions();
            store.flush();
        });
        hook.beforeCommit(index::flushRemovals);
        hook.beforeCommit(former::flush);
    }

    /** Restores the schedule. Visits the header of each watched run. */
    void restore(BiConsumer<String, RunHeader> consumer) {
        BiConsumer<String, RunHeader> restoreRun = (run, header) -> {
            dueRuns.schedule(run, header.scheduledAt());
            consumer.accept(run, header);
        };
        index.forEach(restoreRun);
        former.restore(restoreRun);
    }

    /** The sections whose keys are the watched runs. */
    List<StoreSection> sections() {
        return List.of(formerSection, indexSection);
    }

    /** The runs that are due, the earliest first, but no more than the maximum. They remain scheduled. */
    List<String> due(long now, int max) {
        return dueRuns.due(now, max);
    }

    /** When the earliest evaluation is due; {@link AlertLifecycle#NEVER} if none is scheduled. */
    long nextDueAt() {
        return dueRuns.nextDueAt();
    }

    /** The state of a run; null if it is not watched. */
    RunAlerts state(String run) {
        return open(run).state();
    }

    Run open(String run) {
        return new Run(run);
    }

    /** A run as it is stored. Valid until another one is opened. */
    final class Run {
        private final String id;
        private final RecordPart<RunAlerts>.Entry entry;
        private final boolean isFormer;
        private final RunAlerts before;
        private final RunHeader headerBefore;

        private Run(String id) {
            this.id = id;
            this.entry = records.entry(id);
            RunAlerts moved = entry.value();
            this.before = moved == null ? former.get(id) : moved;
            this.isFormer = moved == null && before != null;
            this.headerBefore = moved == null ? null : headerOf(moved);
        }

        private RunHeader headerOf(RunAlerts state) {
            return RunHeader.of(dueRuns.scheduledAt(id), state.published());
        }

        String id() {
            return id;
        }

        /** The state; null if the run is not watched. */
        RunAlerts state() {
            return before;
        }

        long scheduledAt() {
            return dueRuns.scheduledAt(id);
        }

        /** Cancels the schedule if it is past. To be called after an evaluation, which then was the scheduled one. */
        void cancelIfPast(long now) {
            if (scheduledAt() <= now) {
                dueRuns.cancel(id);
            }
        }

        /**
         * Stores the state, and schedules the next evaluation.
         *
         * @param dueAt {@link AlertLifecycle#NEVER} if the run stays scheduled as it is
         */
        void save(RunAlerts state, long dueAt) {
            dueRuns.schedule(id, dueAt);
            index.update(id, headerBefore, headerOf(state));
            set(state);
        }

        /** Ceases to watch the run. */
        void delete() {
            dueRuns.cancel(id);
            if (before == null) {
                // After a reset, the index may have runs that are no longer watched.
                index.remove(id);
                return;
            }
            index.update(id, headerBefore, null);
            set(null);
        }

        @SuppressWarnings("ReferenceEquality") // An unchanged state is the same object.
        private void set(RunAlerts state) {
            if (state != before || isFormer) {
                entry.set(state);
            }
            if (isFormer) {
                former.moved(id);
            }
        }
    }
}
