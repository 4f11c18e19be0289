package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_PLACES_PER_PUNCTUATION;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_RUNS_PER_PUNCTUATION;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends old visits and deletes old runs. A visit is over some time after its last event: its train no longer counts as
 * waiting or late. Its reports stay until no calendar period can change by the run.
 *
 * <p>Then the run is forgotten as a whole, so that no part can be counted again or retracted without the rest. For the
 * task's thread.
 */
final class RunExpiry {
    private static final Logger LOG = LoggerFactory.getLogger(RunExpiry.class);

    private static final int POLLED_RUNS = 100;

    private final ProcessorContext<?, ?> context;
    private final RunProcessor.Retention retention;
    private final TrainRunStore runs;
    private final Recounting recounting;
    private final MeasurementForwarder forwarder;
    private final CallEmitter calls;
    private final ExpiryIndex index;
    private int forgottenRuns;

    RunExpiry(
            ProcessorContext<?, ?> context,
            RunProcessor.Retention retention,
            TrainRunStore runs,
            Recounting recounting,
            MeasurementForwarder forwarder,
            CallEmitter calls,
            ExpiryIndex index) {
        this.context = context;
        this.retention = retention;
        this.runs = runs;
        this.recounting = recounting;
        this.forwarder = forwarder;
        this.calls = calls;
        this.index = index;
    }

    /**
     * Whether a visit is over whose last event was at a given time.
     *
     * @param clock the pipeline's clock; negative while it has no time yet
     */
    boolean isOver(long lastOccurredAt, long clock) {
        return clock >= 0 && visitOverFrom(ExpiryIndex.hourOf(lastOccurredAt)) <= ExpiryIndex.hourOf(clock);
    }

    private long visitOverFrom(long lastHour) {
        return ExpiryIndex.hourAfter(lastHour, retention.openVisit());
    }

    private long runForgottenFrom(TrainRun run) {
        return ExpiryIndex.hourAfter(run.lastHour(), retention.run());
    }

    /**
     * Returns the run with the hour in which a report at a place makes it due, if that is earlier than its due hour.
     */
    TrainRun schedule(String runId, TrainRun run, VisitedPlace reported) {
        long dueHour = reported.isOver() ? runForgottenFrom(run) : visitOverFrom(reported.lastHour());
        if (dueHour >= run.dueHour()) {
            return run;
        }
        index.schedule(runId, dueHour);
        return run.withDueHour(dueHour);
    }

    /**
     * Expires the visits and runs that are due. One call expires a bounded number, and the next one resumes.
     *
     * @param clock the pipeline's clock; negative while it has no time yet
     */
    void expire(long clock) {
        if (clock < 0) {
            return;
        }
        long hour = ExpiryIndex.hourOf(clock);
        forgottenRuns = 0;
        int evaluatedRuns = 0;
        int evaluatedPlaces = 0;
        List<ExpiryIndex.DueRun> due = index.poll(hour, POLLED_RUNS);
        while (!due.isEmpty()) {
            for (ExpiryIndex.DueRun one : due) {
                evaluatedPlaces += evaluate(one, hour);
            }
            evaluatedRuns += due.size();
            boolean mayGoOn = evaluatedRuns < MAX_RUNS_PER_PUNCTUATION && evaluatedPlaces < MAX_PLACES_PER_PUNCTUATION;
            due = mayGoOn ? index.poll(hour, POLLED_RUNS) : List.of();
        }
        if (forgottenRuns > 0) {
            LOG.info("Task {} forgot {} runs past their retention", context.taskId(), forgottenRuns);
        }
    }

    /** Returns the number of evaluated places. */
    private int evaluate(ExpiryIndex.DueRun due, long hour) {
        String runId = due.runId();
        TrainRun run = recounting.upToDate(runId);
        if (run.isEmpty() || isSuperseded(due, run)) {
            return 0;
        }
        List<VisitedPlace> places = new ArrayList<>(run.places());
        long nextHour = Long.MAX_VALUE;
        for (int i = 0; i < places.size(); i++) {
            VisitedPlace place = places.get(i);
            if (!place.isOver() && visitOverFrom(place.lastHour()) <= hour) {
                place = endVisitIfOver(runId, place, hour);
                places.set(i, place);
            }
            if (!place.isOver()) {
                nextHour = Math.min(nextHour, visitOverFrom(place.lastHour()));
            }
        }
        TrainRun evaluated = run.withPlaces(places);
        long forgottenFrom = runForgottenFrom(evaluated);
        if (forgottenFrom <= hour) {
            forget(runId, evaluated);
        } else {
            nextHour = Math.min(nextHour, forgottenFrom);
            runs.set(runId, evaluated.withDueHour(nextHour));
            index.schedule(runId, nextHour);
        }
        return places.size();
    }

    /** The run has another entry in the index. A run of the former release has no due hour, so its entry counts. */
    private static boolean isSuperseded(ExpiryIndex.DueRun due, TrainRun run) {
        return run.dueHour() != TrainRun.UNKNOWN_HOUR && run.dueHour() != due.hour();
    }

    /** Reads the visit first, since the stored hour of a separate visit may lag behind. */
    private VisitedPlace endVisitIfOver(String runId, VisitedPlace place, long hour) {
        Visit visit = runs.visit(runId, place);
        long lastHour = Math.max(place.lastHour(), ExpiryIndex.hourOf(visit.lastOccurredAt()));
        VisitedPlace accurate = place.withLastHour(lastHour);
        if (visitOverFrom(lastHour) > hour) {
            return accurate;
        }
        endVisit(runId, place.facility(), visit);
        return accurate.withVisitOver();
    }

    private void endVisit(String runId, String facility, Visit visit) {
        calls.emitExpired(runId, facility);
        if (visit.measurements(facility, recounting.currentCounting())
                .waitingTrain()
                .isPresent()) {
            LOG.warn(
                    "Run {} was never reported as finished at {}; it no longer counts as standing there",
                    runId,
                    facility);
            forwarder.forwardWaitingTrain(runId, facility, null, context.currentSystemTimeMs());
        }
    }

    private void forget(String runId, TrainRun run) {
        for (VisitedPlace place : run.places()) {
            if (!place.isOver()) {
                endVisit(runId, place.facility(), runs.visit(runId, place));
            }
            runs.deleteSeparateVisit(runId, place);
        }
        runs.set(runId, TrainRun.EMPTY);
        forgottenRuns++;
    }
}
