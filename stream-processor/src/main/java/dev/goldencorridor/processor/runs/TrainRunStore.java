package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.RecordPart;
import dev.goldencorridor.processor.state.SharedRecords;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.WriteBehindCache;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Stores the train runs of a task, and their separate visits. A train run is the first part of its record, which
 * another step shares. A separate visit has a record of its own. For the task's thread.
 */
final class TrainRunStore {
    /** Sections of the store. */
    static final char RUNS = 'i';

    private static final char SEPARATE_VISITS = 'j';
    private static final char SEPARATOR = '\0';
    private static final RecordPart.Format<TrainRun> FORMAT =
            new RecordPart.Format<>(TrainRun::toBytes, TrainRun::fromBytes);

    private final StoreSection stored;
    private final RecordPart<TrainRun> runs;
    private final WriteBehindCache<Visit> separateVisits;

    /**
     * Visits are written before runs: without transactions, a kill in between would lose a visit that has just become
     * separate.
     *
     * @param records the records of runs
     * @param maxReady the most runs on the heap, and the most separate visits
     * @param commitHook the registration of the processor, which flushes both before a commit
     */
    TrainRunStore(
            StagedStore store,
            SharedRecords records,
            ProcessorContext<?, ?> context,
            int maxReady,
            CommitHook.Registration commitHook) {
        this.stored = store.section(RUNS);
        this.separateVisits = new WriteBehindCache<>(
                store.section(SEPARATE_VISITS), Visit::toBytes, Visit::fromBytes, maxReady, commitHook);
        this.runs = records.join(SharedRecords.Position.FIRST, context, FORMAT, maxReady, commitHook, () -> {
            separateVisits.flush();
            store.flush();
        });
    }

    /** Returns the run, or an empty one if none is stored. */
    TrainRun get(String runId) {
        TrainRun run = runs.entry(runId).value();
        return run == null ? TrainRun.EMPTY : run;
    }

    void set(String runId, TrainRun run) {
        runs.entry(runId).set(run.isEmpty() ? null : run);
    }

    /** Returns the visit at a place of the run; an empty one if the place is null. */
    Visit visit(String runId, VisitedPlace place) {
        if (place == null) {
            return Visit.EMPTY;
        }
        Visit visit = place.hasSeparateVisit()
                ? separateVisits.entry(key(runId, place.facility())).value()
                : place.visit();
        // Without transactions, a kill may have lost a separate visit.
        return visit == null ? Visit.EMPTY : visit;
    }

    /**
     * Returns the run with the place. Stores a separate visit, but not the run: call {@link #set} for that.
     *
     * @param place the place with its visit, embedded or separate
     */
    TrainRun withPlace(String runId, TrainRun run, VisitedPlace place) {
        VisitedPlace known = run.place(place.facility());
        if (known != null && known.hasSeparateVisit()) {
            separateVisits.entry(key(runId, place.facility())).set(place.visit());
            return known.isAccurateEnoughFor(place) ? run : run.with(place.withSeparateVisit());
        }
        TrainRun.Shortened shortened = run.with(place).shortened();
        shortened.evicted().forEach((facility, visit) -> separateVisits
                .entry(key(runId, facility), false)
                .set(visit));
        return shortened.run();
    }

    /**
     * Returns ids of stored runs, in the order of the store.
     *
     * @param from the first id
     * @param max the most ids to return
     */
    List<String> runIdsFrom(String from, int max) {
        List<String> runIds = new ArrayList<>();
        stored.forEachFrom(from, (runId, bytes) -> {
            runIds.add(runId);
            return runIds.size() < max;
        });
        return runIds;
    }

    /** Deletes the visit at a place if it is separate. The caller removes the place from its run. */
    void deleteSeparateVisit(String runId, VisitedPlace place) {
        if (place.hasSeparateVisit()) {
            separateVisits.entry(key(runId, place.facility())).set(null);
        }
    }

    private static String key(String runId, String facility) {
        return runId + SEPARATOR + facility;
    }
}
