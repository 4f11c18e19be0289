package dev.goldencorridor.processor.runs;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what has become too old. A train that was not reported for long no longer counts as waiting at a port, nor as late.
 * Its reports are kept until the calendar cannot change by the run any more. Then the run is forgotten as a whole, so that
 * no part of it can be counted again or withdrawn without the rest. For a task's thread.
 */
final class RunExpiry {
    private static final Logger LOG = LoggerFactory.getLogger(RunExpiry.class);
    /** The most runs of one step, so that the thread's other tasks are not held up. */
    private static final int MOST_RUNS = 2_000;

    private static final int MOST_PLACES = 10_000;
    private static final int RUNS_AT_ONCE = 100;

    private final ProcessorContext<?, ?> context;
    private final RunProcessor.Retention retention;
    private final TrainRunStore itineraries;
    private final Recounting recounting;
    private final MeasurementForwarder forwarder;
    private final CallEmitter calls;
    private final ExpiryIndex expiries;
    private int forgotten;

    RunExpiry(
            ProcessorContext<?, ?> context,
            RunProcessor.Retention retention,
            TrainRunStore itineraries,
            Recounting recounting,
            MeasurementForwarder forwarder,
            CallEmitter calls,
            ExpiryIndex expiries) {
        this.context = context;
        this.retention = retention;
        this.itineraries = itineraries;
        this.recounting = recounting;
        this.forwarder = forwarder;
        this.calls = calls;
        this.expiries = expiries;
    }

    /** Whether a visit with this as its last event is over, whatever was reported of it. */
    boolean isOver(long lastOccurredAt, long clock) {
        return clock >= 0 && overFrom(ExpiryIndex.hourOf(lastOccurredAt)) <= ExpiryIndex.hourOf(clock);
    }

    private long overFrom(long lastHour) {
        return ExpiryIndex.hourAfter(lastHour, retention.waiting());
    }

    private long forgottenFrom(TrainRun itinerary) {
        return ExpiryIndex.hourAfter(itinerary.lastHour(), retention.kept());
    }

    /** The itinerary after a report at one of its places. It is looked at again as soon as that can be due. */
    TrainRun lookAgain(String run, TrainRun itinerary, VisitedPlace reported) {
        long due = reported.isExpired() ? forgottenFrom(itinerary) : overFrom(reported.lastHour());
        if (due >= itinerary.lookHour()) {
            return itinerary;
        }
        expiries.lookAgain(run, due);
        return itinerary.withLookHour(due);
    }

    /** Looks at the runs that are due. */
    void expire(long clock) {
        if (clock < 0) {
            return;
        }
        long hour = ExpiryIndex.hourOf(clock);
        forgotten = 0;
        int runs = 0;
        int places = 0;
        List<ExpiryIndex.Due> due = expiries.takeDue(hour, RUNS_AT_ONCE);
        while (!due.isEmpty()) {
            for (ExpiryIndex.Due one : due) {
                places += look(one, hour);
            }
            runs += due.size();
            due = runs < MOST_RUNS && places < MOST_PLACES ? expiries.takeDue(hour, RUNS_AT_ONCE) : List.of();
        }
        if (forgotten > 0) {
            LOG.info("Task {} forgot {} runs past their retention", context.taskId(), forgotten);
        }
    }

    /** Returns how many places the run has. */
    private int look(ExpiryIndex.Due due, long hour) {
        String run = due.run();
        TrainRun itinerary = recounting.upToDate(run);
        boolean isOfBefore = itinerary.lookHour() != TrainRun.UNKNOWN && itinerary.lookHour() != due.hour();
        if (itinerary.isEmpty() || isOfBefore) {
            return 0;
        }
        List<VisitedPlace> places = new ArrayList<>(itinerary.places());
        long next = Long.MAX_VALUE;
        for (int i = 0; i < places.size(); i++) {
            VisitedPlace place = places.get(i);
            if (!place.isExpired() && overFrom(place.lastHour()) <= hour) {
                place = expireIfOver(run, place, hour);
                places.set(i, place);
            }
            if (!place.isExpired()) {
                next = Math.min(next, overFrom(place.lastHour()));
            }
        }
        TrainRun rest = itinerary.withPlaces(places);
        long end = forgottenFrom(rest);
        if (end <= hour) {
            forget(run, rest);
        } else {
            next = Math.min(next, end);
            itineraries.set(run, rest.withLookHour(next));
            expiries.lookAgain(run, next);
        }
        return places.size();
    }

    /** The hour of a journey kept apart may have moved on. */
    private VisitedPlace expireIfOver(String run, VisitedPlace place, long hour) {
        Visit journey = itineraries.journey(run, place);
        VisitedPlace known = place.withLastHour(Math.max(place.lastHour(), ExpiryIndex.hourOf(journey.lastOccurredAt())));
        if (overFrom(known.lastHour()) > hour) {
            return known;
        }
        expire(run, place.facility(), journey);
        return known.expired();
    }

    private void expire(String run, String facility, Visit journey) {
        calls.forgotten(run, facility);
        if (journey.measurements(facility, recounting.present()).standing().isPresent()) {
            LOG.warn(
                    "Run {} was never reported as finished at {}; it no longer counts as standing there",
                    run,
                    facility);
            forwarder.waiting(run, facility, null, context.currentSystemTimeMs());
        }
    }

    private void forget(String run, TrainRun itinerary) {
        for (VisitedPlace place : itinerary.places()) {
            if (!place.isExpired()) {
                expire(run, place.facility(), itineraries.journey(run, place));
            }
            itineraries.forget(run, place);
        }
        itineraries.set(run, TrainRun.EMPTY);
        forgotten++;
    }
}
