package dev.goldencorridor.processor.journey;

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
    private final Itineraries itineraries;
    private final Countings countings;
    private final FactForwarder forwarder;
    private final Itinerary fresh;
    private String reviewedUpTo = "";

    Recounting(ProcessorContext<?, ?> context, Itineraries itineraries, Countings countings, FactForwarder forwarder) {
        this.context = context;
        this.itineraries = itineraries;
        this.countings = countings;
        this.forwarder = forwarder;
        this.fresh = Itinerary.EMPTY.countedBy(countings.presentNumber());
    }

    /** What runs are counted by now. */
    Counting present() {
        return countings.present();
    }

    /** The itinerary of a run, as it is counted now; an empty one if nothing is known of the run. */
    Itinerary upToDate(String run) {
        Itinerary itinerary = itineraries.of(run);
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

    private static boolean agree(Counting was, Counting is, Itinerary itinerary) {
        if (was.countsDomesticAnywhere() != is.countsDomesticAnywhere()) {
            return false;
        }
        for (Place place : itinerary.places()) {
            if (!was.agrees(is, place.facility())) {
                return false;
            }
        }
        for (Stop stop : itinerary.stops().all()) {
            if (!was.agrees(is, stop.facility())) {
                return false;
            }
        }
        return true;
    }

    private Itinerary recount(String run, Itinerary itinerary, Counting was) {
        Counting is = countings.present();
        long now = context.currentSystemTimeMs();
        List<Place> places = new ArrayList<>();
        List<Stop> stops = new ArrayList<>();
        Set<String> reported = new HashSet<>();
        String publisher = "";
        for (Place place : itinerary.places()) {
            Journey journey = itineraries.journey(run, place);
            Measurements before = journey.measurements(place.facility(), was);
            Measurements after = journey.measurements(place.facility(), is);
            publisher = place.publisher();
            Set<String> others = forwarder.change(place.others(), before.facts(), after.facts(), is, publisher, now);
            if (!place.isExpired()) {
                waiting(run, place.facility(), before.standing(), after.standing(), now);
            }
            long lastHour = Expiries.hourOf(journey.lastOccurredAt());
            places.add(place.withOthers(others).withLastHour(Math.max(place.lastHour(), lastHour)));
            reported.add(place.facility());
            if (after.stop() != null) {
                stops.add(after.stop());
            }
        }
        for (Stop stop : itinerary.stops().all()) {
            if (!reported.contains(stop.facility())) {
                // The former release forgot journeys one by one, and kept their stops.
                stops.add(stop);
            }
        }
        // Not all stops mattered before: they are made anew from the journeys.
        Stops bearing = Stops.of(stops).bearing(is);
        Set<String> others = forwarder.change(
                itinerary.others(), itinerary.stops().transits(was), bearing.transits(is), is, publisher, now);
        Itinerary recounted = new Itinerary(places, bearing, others, countings.presentNumber(), itinerary.lookHour());
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
