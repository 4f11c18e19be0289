package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.RecordPart;
import dev.goldencorridor.processor.state.SharedRecords;
import dev.goldencorridor.processor.state.StagedStore;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Stores the watched runs of one task, and holds their schedule. The state of a run is the second part of the run's
 * record. So a start does not read the runs, most of which are no longer watched: an index has the others. For a task's
 * thread.
 */
final class WatchedRunStore {
    private static final RecordPart.Format<RunAlerts> FORMAT =
            new RecordPart.Format<>(RunAlerts::toBytes, RunAlerts::fromBytes);

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
        this.index = new WatchedIndex(store.section(AlertProcessor.WATCHED), hook);
        this.former = new FormerRuns(store.section(AlertProcessor.FORMER_RUNS));
        // This order is the order of flushing before a commit.
        hook.beforeCommit(index::flushAdditions);
        this.records = runRecords.join(SharedRecords.Position.SECOND, context, FORMAT, maxReady, hook, () -> {
            index.flushAdditions();
            store.flush();
        });
        hook.beforeCommit(index::flushRemovals);
        hook.beforeCommit(former::flush);
    }

    /** Schedules each watched run at once. */
    void restore() {
        index.forEach(dueRuns::scheduleAtOnce);
        former.restore(dueRuns::scheduleAtOnce);
    }

    /** See {@link DueRuns#due}. */
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
        private final boolean isInIndex;

        private Run(String id) {
            this.id = id;
            this.entry = records.entry(id);
            RunAlerts moved = entry.value();
            RunAlerts left = former.get(id);
            this.before = moved == null ? left : moved;
            // Without transactions, a kill may have moved the run without deleting its former entry.
            this.isFormer = left != null;
            this.isInIndex = moved != null;
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

        /** Whether the run was not evaluated since the start, or since a re-reading. */
        boolean isUnevaluated() {
            return dueRuns.isUnevaluated(id);
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
            set(state);
        }

        /** Stores a state that is to be evaluated. */
        void saveUnevaluated(RunAlerts state) {
            dueRuns.scheduleAtOnce(id);
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
            set(null);
        }

        @SuppressWarnings("ReferenceEquality") // An unchanged state is the same object.
        private void set(RunAlerts state) {
            if (state != before || isFormer) {
                index.update(id, isInIndex, state != null);
                entry.set(state);
            }
            if (isFormer) {
                former.moved(id);
            }
        }
    }
}
