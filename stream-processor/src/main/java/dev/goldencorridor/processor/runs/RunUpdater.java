package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.model.WaitingTrain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Applies a changed visit to its run. Forwards the differences of the measurements, of the waiting train and of the
 * transits, and stores the run. For the task's thread.
 */
final class RunUpdater {
    private final TrainRunStore runs;
    private final Countings countings;
    private final MeasurementForwarder forwarder;
    private final RunExpiry expiry;

    /**
     * A visit before and after a report.
     *
     * @param isOver whether the visit is over even with the report
     * @param publisher the publisher of the report; empty if unknown
     */
    record VisitChange(Visit before, Visit after, boolean isOver, String publisher, long timestamp) {}

    RunUpdater(TrainRunStore runs, Countings countings, MeasurementForwarder forwarder, RunExpiry expiry) {
        this.runs = runs;
        this.countings = countings;
        this.forwarder = forwarder;
        this.expiry = expiry;
    }

    /** @param place the place before the report */
    @SuppressWarnings("ReferenceEquality") // An unchanged run is the same object.
    void update(String runId, TrainRun run, VisitedPlace place, VisitChange change) {
        Counting counting = countings.current();
        String facility = place.facility();
        VisitMeasurements before = change.before.measurements(facility, counting);
        VisitMeasurements after = change.after.measurements(facility, counting);
        Set<String> others = forwarder.forwardDifference(
                place.others(),
                before.measurements(),
                after.measurements(),
                counting,
                change.publisher,
                change.timestamp);
        forwardWaitingTrain(runId, place, before, after, change);
        VisitedPlace changedPlace = place.with(change.after, change.isOver, others);
        TrainRun changedRun = runs.withPlace(runId, run, changedPlace);
        if (!before.stops().equals(after.stops())) {
            StopSequence stops = run.stops().with(facility, after.stops());
            changedRun = withStops(runId, run, changedRun, stops, change);
        }
        changedRun = expiry.schedule(runId, changedRun, changedPlace);
        if (changedRun != run) {
            runs.set(runId, changedRun);
        }
    }

    private void forwardWaitingTrain(
            String runId, VisitedPlace place, VisitMeasurements before, VisitMeasurements after, VisitChange change) {
        Optional<WaitingTrain> waitedBefore = place.isOver() ? Optional.empty() : before.waitingTrain();
        Optional<WaitingTrain> waitsNow = change.isOver ? Optional.empty() : after.waitingTrain();
        if (!waitsNow.equals(waitedBefore)) {
            forwarder.forwardWaitingTrain(runId, place.facility(), waitsNow.orElse(null), change.timestamp);
        }
    }

    private TrainRun withStops(
            String runId, TrainRun run, TrainRun changedRun, StopSequence stops, VisitChange change) {
        Counting counting = countings.current();
        StopSequence relevant = withNamedEnds(runId, changedRun, stops).withoutIrrelevant(counting);
        Set<String> others = forwarder.forwardDifference(
                run.others(),
                run.stops().transits(counting),
                relevant.transits(counting),
                counting,
                change.publisher,
                change.timestamp);
        return changedRun.with(relevant, others);
    }

    /**
     * Returns the stops with those of places that have just become a named end of the run. Before, such a place outside
     * the catalogue was irrelevant, so its stop was not stored.
     */
    private StopSequence withNamedEnds(String runId, TrainRun run, StopSequence stops) {
        Set<String> ends = stops.namedEnds();
        if (ends.isEmpty()) {
            return stops;
        }
        List<StopTimes> complete = new ArrayList<>(stops.all());
        for (VisitedPlace place : run.places()) {
            String facility = place.facility();
            if (ends.contains(facility) && !stops.isStop(facility)) {
                Visit visit = runs.visit(runId, place);
                complete.addAll(
                        visit.measurements(facility, countings.current()).stops());
            }
        }
        return complete.size() == stops.all().size() ? stops : StopSequence.of(complete);
    }
}
