package dev.goldencorridor.processor.runs;

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
 * Applies a change of the port catalogue to what was counted before it. A run is moved as a whole from what it was counted
 * by to what counts now: when its next report comes, or in the review of all runs. For a task's thread.
 */
final class Recounting {
    private static final Logger LOG = LoggerFactory.getLogger(Recounting.class);
    /** The most runs of one step of the review, so that the thread's other tasks are not held up. */
    private static final int MOST_RUNS = 2_000;

    private static final int MOST_PLACES = 10_000;

    private final ProcessorContext<?, ?> context;
    private final TrainRunStore itineraries;
    private final Countings countings;
    private final MeasurementForwarder forwarder;
    private final TrainRun fresh;
    private String reviewedUpTo = "";

    Recounting(ProcessorContext<?, ?> context, TrainRunStore itineraries, Countings countings, MeasurementForwarder forwarder) {
        this.context = context;
        this.itineraries = itineraries;
        this.countings = countings;
        this.forwarder = forwarder;
        this.fresh = TrainRun.EMPTY.countedBy(countings.presentNumber());
    }

    /** What runs are counted by now. */
    Counting present() {
        return countings.present();
    }

    /** The itinerary of a run, as it is counted now; an empty one if nothing is known of the run. */
    TrainRun upToDate(String run) {
        TrainRun itinerary = itineraries.of(run);
        if (itinerary.counting() == countings.presentNumber()) {
            return itinerary;
        }
        if (itinerary.isEmpty()) {
            return fresh;
        }
        Counting was = countings.of(itinerary.counting());
        return agree(was, countings.present(), itinerary)
                ? itinerary.countedBy(countings.presentNumber())
                : recount(run, itinerary, was);
    }

    private static boolean agree(Counting was, Counting is, TrainRun itinerary) {
        if (was.countsDomesticAnywhere() != is.countsDomesticAnywhere()) {
            return false;
        }
        for (VisitedPlace place : itinerary.places()) {
            if (!was.agrees(is, place.facility())) {
                return false;
            }
        }
        for (StopTimes stop : itinerary.stops().all()) {
            if (!was.agrees(is, stop.facility())) {
                return false;
            }
        }
        return true;
    }

    private TrainRun recount(String run, TrainRun itinerary, Counting was) {
        Counting is = countings.present();
        long now = context.currentSystemTimeMs();
        List<VisitedPlace> places = new ArrayList<>();
        List<StopTimes> stops = new ArrayList<>();
        Set<String> reported = new HashSet<>();
        String publisher = "";
        for (VisitedPlace place : itinerary.places()) {
            Visit journey = itineraries.journey(run, place);
            VisitMeasurements before = journey.measurements(place.facility(), was);
            VisitMeasurements after = journey.measurements(place.facility(), is);
            publisher = place.publisher();
            Set<String> others = forwarder.change(place.others(), before.facts(), after.facts(), is, publisher, now);
            if (!place.isExpired()) {
                waiting(run, place.facility(), before.standing(), after.standing(), now);
            }
            long lastHour = ExpiryIndex.hourOf(journey.lastOccurredAt());
            places.add(place.withOthers(others).withLastHour(Math.max(place.lastHour(), lastHour)));
            reported.add(place.facility());
            if (after.stop() != null) {
                stops.add(after.stop());
            }
        }
        for (StopTimes stop : itinerary.stops().all()) {
            if (!reported.contains(stop.facility())) {
                // The former release forgot journeys one by one, and kept their stops.
                stops.add(stop);
            }
        }
        // Not all stops mattered before: they are made anew from the journeys.
        StopSequence bearing = StopSequence.of(stops).bearing(is);
        Set<String> others = forwarder.change(
                itinerary.others(), itinerary.stops().transits(was), bearing.transits(is), is, publisher, now);
        TrainRun recounted = new TrainRun(places, bearing, others, countings.presentNumber(), itinerary.lookHour());
        itineraries.set(run, recounted);
        return recounted;
    }

    private void waiting(String run, String facility, Optional<WaitingTrain> before, Optional<WaitingTrain> after, long now) {
        if (!after.equals(before)) {
            forwarder.waiting(run, facility, after.orElse(null), now);
        }
    }

    /** Recounts some more of the runs, until all are counted as they are now. */
    void review() {
        if (countings.isReviewed()) {
            return;
        }
        int places = 0;
        List<String> some = itineraries.runsFrom(reviewedUpTo, MOST_RUNS);
        for (String run : some) {
            places += upToDate(run).places().size();
            reviewedUpTo = run + '\0';
            if (places >= MOST_PLACES) {
                return;
            }
        }
        if (some.size() < MOST_RUNS) {
            countings.setReviewed();
            LOG.info("Task {} counts all runs by the port catalogue as it is now", context.taskId());
        }
    }
}
