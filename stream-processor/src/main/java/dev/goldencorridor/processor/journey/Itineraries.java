package dev.goldencorridor.processor.journey;

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
final class Itineraries {
    /** The sections of the store. */
    private static final char ITINERARIES = 'i';

    private static final char JOURNEYS_APART = 'j';
    private static final char SEPARATOR = '\0';

    private final StoreSection stored;
    private final WriteBehindCache<Itinerary> itineraries;
    private final WriteBehindCache<Journey> journeysApart;

    /**
     * Those of a store.
     *
     * @param mostReady itineraries, and journeys kept apart, on the heap
     * @param write the request of the processor; whoever made it has {@link #write} called
     */
    Itineraries(StagedStore store, int mostReady, CommitHook.Request write) {
        this.stored = store.section(ITINERARIES);
        this.itineraries = new WriteBehindCache<>(stored, Itinerary::toBytes, Itinerary::fromBytes, mostReady, write);
        this.journeysApart = new WriteBehindCache<>(
                store.section(JOURNEYS_APART), Journey::toBytes, Journey::fromBytes, mostReady, write);
    }

    /** An empty one if nothing is known of the run. */
    Itinerary of(String run) {
        Itinerary known = itineraries.entry(run).value();
        return known == null ? Itinerary.EMPTY : known;
    }

    void set(String run, Itinerary itinerary) {
        itineraries.entry(run).set(itinerary.isEmpty() ? null : itinerary);
    }

    /** The journey at one of a run's places; an empty one if there is no such place. */
    Journey journey(String run, Place place) {
        if (place == null) {
            return Journey.EMPTY;
        }
        Journey journey = place.isApart()
                ? journeysApart.entry(key(run, place.facility())).value()
                : place.journey();
        // Without transactions a kill may have lost it.
        return journey == null ? Journey.EMPTY : journey;
    }

    /**
     * The itinerary with this as one of its places; it is not set by this.
     *
     * @param place with its journey, whether that is kept apart or not
     */
    Itinerary with(Itinerary itinerary, String run, Place place) {
        Place known = itinerary.place(place.facility());
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
    void forget(String run, Place place) {
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
