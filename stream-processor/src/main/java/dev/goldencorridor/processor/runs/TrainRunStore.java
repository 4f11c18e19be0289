package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.WriteBehindCache;
import java.util.ArrayList;
import java.util.List;

/**
 * The itineraries of a task's runs, and the journeys that are kept apart from them: each in a record of its own. For a task's
 * thread.
 */
final class TrainRunStore {
    /** The sections of the store. */
    private static final char ITINERARIES = 'i';

    private static final char JOURNEYS_APART = 'j';
    private static final char SEPARATOR = '\0';

    private final StoreSection stored;
    private final WriteBehindCache<TrainRun> itineraries;
    private final WriteBehindCache<Visit> journeysApart;

    /**
     * Those of a store.
     *
     * @param mostReady itineraries, and journeys kept apart, on the heap
     * @param write the request of the processor; whoever made it has {@link #write} called
     */
    TrainRunStore(StagedStore store, int mostReady, CommitHook.Request write) {
        this.stored = store.section(ITINERARIES);
        this.itineraries = new WriteBehindCache<>(stored, TrainRun::toBytes, TrainRun::fromBytes, mostReady, write);
        this.journeysApart = new WriteBehindCache<>(
                store.section(JOURNEYS_APART), Visit::toBytes, Visit::fromBytes, mostReady, write);
    }

    /** An empty one if nothing is known of the run. */
    TrainRun of(String run) {
        TrainRun known = itineraries.entry(run).value();
        return known == null ? TrainRun.EMPTY : known;
    }

    void set(String run, TrainRun itinerary) {
        itineraries.entry(run).set(itinerary.isEmpty() ? null : itinerary);
    }

    /** The journey at one of a run's places; an empty one if there is no such place. */
    Visit journey(String run, VisitedPlace place) {
        if (place == null) {
            return Visit.EMPTY;
        }
        Visit journey = place.isApart()
                ? journeysApart.entry(key(run, place.facility())).value()
                : place.journey();
        // Without transactions a kill may have lost it.
        return journey == null ? Visit.EMPTY : journey;
    }

    /**
     * The itinerary with this as one of its places; it is not set by this.
     *
     * @param place with its journey, whether that is kept apart or not
     */
    TrainRun with(TrainRun itinerary, String run, VisitedPlace place) {
        VisitedPlace known = itinerary.place(place.facility());
        if (known != null && known.isApart()) {
            journeysApart.entry(key(run, place.facility())).set(place.journey());
            return known.isMuchAs(place) ? itinerary : itinerary.with(place.apart());
        }
        return itinerary.with(place).shortened((facility, apart) -> journeysApart
                .entry(key(run, facility), false)
                .set(apart));
    }

    /**
     * Some of the stored runs, in the order of the store.
     *
     * @param from the first
     * @param most how many
     */
    List<String> runsFrom(String from, int most) {
        List<String> runs = new ArrayList<>();
        stored.forEachFrom(from, (run, itinerary) -> {
            runs.add(run);
            return runs.size() < most;
        });
        return runs;
    }

    /** Forgets the journey at a place that its itinerary will not have any more. */
    void forget(String run, VisitedPlace place) {
        if (place.isApart()) {
            journeysApart.entry(key(run, place.facility())).set(null);
        }
    }

    private static String key(String run, String facility) {
        return run + SEPARATOR + facility;
    }

    /** Writes what has changed. */
    void write() {
        // In this order, so that without transactions a kill in between loses no journey on its way out of an
        // itinerary.
        journeysApart.write();
        itineraries.write();
    }
}
