package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_PLACES_PER_PUNCTUATION;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_RUNS_PER_PUNCTUATION;

import dev.goldencorridor.processor.model.WaitingTrain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a change of the port catalogue to runs that are already counted. A run is recounted as a whole: when its next
 * report comes, or in the review of all runs. For the task's thread.
 */
final class Recounting {
    private static final Logger LOG = LoggerFactory.getLogger(Recounting.class);

    private final ProcessorContext<?, ?> context;
    private final TrainRunStore runs;
    private final Countings countings;
    private final MeasurementForwarder forwarder;
    private final CallEmitter calls;
    private final TrainRun emptyRun;
    private String nextRunId = "";

    Recounting(
            ProcessorContext<?, ?> context,
            TrainRunStore runs,
            Countings countings,
            MeasurementForwarder forwarder,
            CallEmitter calls) {
        this.context = context;
        this.runs = runs;
        this.countings = countings;
        this.forwarder = forwarder;
        this.calls = calls;
        this.emptyRun = TrainRun.EMPTY.countedBy(countings.currentNumber());
    }

    Counting currentCounting() {
        return countings.current();
    }

    /** Returns the run by the current counting, recounted if necessary; an empty one if none is stored. */
    TrainRun upToDate(String runId) {
        TrainRun run = runs.get(runId);
        if (run.counting() == countings.currentNumber()) {
            return run;
        }
        if (run.isEmpty()) {
            return emptyRun;
        }
        Counting former = countings.of(run.counting());
        return isCountedAlike(run, former, countings.current())
                ? run.countedBy(countings.currentNumber())
                : recount(runId, run, former);
    }

    private static boolean isCountedAlike(TrainRun run, Counting former, Counting current) {
        if (!former.hasRulesOf(current)) {
            return false;
        }
        for (VisitedPlace place : run.places()) {
            if (!former.agrees(current, place.facility())) {
                return false;
            }
        }
        for (StopTimes stop : run.stops().all()) {
            if (!former.agrees(current, stop.facility())) {
                return false;
            }
        }
        return true;
    }

    private TrainRun recount(String runId, TrainRun run, Counting former) {
        Counting current = countings.current();
        long now = context.currentSystemTimeMs();
        List<VisitedPlace> places = new ArrayList<>();
        List<StopTimes> stops = new ArrayList<>();
        Set<String> visited = new HashSet<>();
        String publisher = "";
        for (VisitedPlace place : run.places()) {
            String facility = place.facility();
            Visit visit = runs.visit(runId, place);
            VisitMeasurements before = visit.measurements(facility, former);
            VisitMeasurements after = visit.measurements(facility, current);
            publisher = place.publisher();
            Set<String> others = forwarder.forwardDifference(
                    place.others(), before.measurements(), after.measurements(), current, publisher, now);
            if (!place.isOver()) {
                forwardIfChanged(runId, facility, before.waitingTrain(), after.waitingTrain(), now);
                if (!former.hasRulesOf(current)) {
                    calls.emit(runId, facility, publisher, visit, now);
                }
            }
            long lastHour = ExpiryIndex.hourOf(visit.lastOccurredAt());
            places.add(place.withOthers(others).withLastHour(Math.max(place.lastHour(), lastHour)));
            visited.add(facility);
            stops.addAll(after.stops());
        }
        for (StopTimes stop : run.stops().all()) {
            if (!visited.contains(stop.facility())) {
                // The former release deleted visits one by one, but not their stop times.
                stops.add(stop);
            }
        }
        // Stops that were irrelevant by the former counting were not stored, so they come from the visits.
        StopSequence relevant = StopSequence.of(stops).withoutIrrelevant(current);
        Set<String> others = forwarder.forwardDifference(
                run.others(), run.stops().transits(former), relevant.transits(current), current, publisher, now);
        TrainRun recounted = new TrainRun(places, relevant, others, countings.currentNumber(), run.dueHour());
        runs.set(runId, recounted);
        return recounted;
    }

    private void forwardIfChanged(
            String runId, String facility, Optional<WaitingTrain> before, Optional<WaitingTrain> after, long now) {
        if (!after.equals(before)) {
            forwarder.forwardWaitingTrain(runId, facility, after.orElse(null), now);
        }
    }

    /** Reviews the next runs, until all runs are recounted. */
    void review() {
        if (countings.isReviewed()) {
            return;
        }
        int places = 0;
        List<String> runIds = runs.runIdsFrom(nextRunId, MAX_RUNS_PER_PUNCTUATION);
        for (String runId : runIds) {
            places += upToDate(runId).places().size();
            nextRunId = runId + '\0';
            if (places >= MAX_PLACES_PER_PUNCTUATION) {
                return;
            }
        }
        if (runIds.size() < MAX_RUNS_PER_PUNCTUATION) {
            countings.setReviewed();
            LOG.info("Task {} counts all runs by the port catalogue as it is now", context.taskId());
        }
    }
}
