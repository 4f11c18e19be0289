package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.form.StoredForm;
import dev.goldencorridor.processor.form.VarLong;
import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.processor.rolling.Fact;
import dev.goldencorridor.processor.rolling.Measure;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The places that have reported one run, with its journey at each, and where it stopped and when. Its transits are a pure
 * function of the stops, as each stop is of the reports at its place. Immutable. For a task's thread.
 *
 * <p>It is kept as one record, since most runs have a handful of places, and each report changes it. Of a run with many, it
 * has some of the journeys, and the others are {@linkplain #shortened kept apart}.
 */
final class Itinerary {
    static final Itinerary EMPTY = new Itinerary(List.of(), List.of());
    private static final byte VERSION = 4;
    /** Bytes, of all journeys in it: what costs little more to write at each report than a short record. */
    private static final int MOST_TOGETHER = 1_500;
    /** By how much the hour of a journey kept apart may move on before that is kept, so that not each report is two records. */
    private static final long HOURS_NOT_KEPT = Duration.ofDays(10).toHours();

    private static final Comparator<Stop> IN_ORDER =
            Comparator.comparingLong(Stop::at).thenComparing(Stop::facility);

    private final List<Place> places;
    /** In order. */
    private final List<Stop> stops;
    /** Made when they are first asked for, and kept since they are asked for twice: before the next report and after it. */
    private List<Measurements.Placed> transits;

    /**
     * One of which there is a journey.
     *
     * @param dueHour the hour since 1970 before which the journey is not due to be forgotten; somewhat later it may be
     * @param journey null if it is kept apart
     */
    record Place(String facility, long dueHour, Journey journey) {
        boolean isApart() {
            return journey == null;
        }
    }

    private Itinerary(List<Place> places, List<Stop> stops) {
        this.places = places;
        this.stops = stops;
    }

    boolean isEmpty() {
        return places.isEmpty() && stops.isEmpty();
    }

    /** Those of which there is a journey. */
    List<Place> places() {
        return places;
    }

    /** Null if there is no journey of it. */
    Place place(String facility) {
        for (Place place : places) {
            if (place.facility.equals(facility)) {
                return place;
            }
        }
        return null;
    }

    /** With this as the journey at a facility. */
    Itinerary with(String facility, long dueHour, Journey journey) {
        return with(new Place(facility, dueHour, journey));
    }

    /** With this as when the journey at a facility is due, which is kept apart; itself if that is much as it was. */
    Itinerary withApart(String facility, long dueHour) {
        Place known = place(facility);
        return dueHour >= known.dueHour && dueHour - known.dueHour < HOURS_NOT_KEPT
                ? this
                : with(new Place(facility, dueHour, null));
    }

    private Itinerary with(Place place) {
        Place known = place(place.facility);
        List<Place> replaced = new ArrayList<>(places.size() + 1);
        replaced.addAll(places);
        replaced.remove(known);
        replaced.add(place);
        return withPlaces(replaced);
    }

    /**
     * With not more journeys than make a short record. Kept apart, from now on, are those that are long by themselves, then
     * those of places that the train has left, and then those of the places that have reported longest ago.
     *
     * @param apart takes these, by facility
     */
    Itinerary shortened(BiConsumer<String, Journey> apart) {
        if (lengthTogether() <= MOST_TOGETHER) {
            return this;
        }
        return without(journey -> journey.length() > MOST_TOGETHER, apart)
                .without(journey -> journey.call().departure().hasOccurred(), apart)
                .without(journey -> true, apart);
    }

    private int lengthTogether() {
        int length = 0;
        for (Place place : places) {
            length += place.isApart() ? 0 : place.journey.length();
        }
        return length;
    }

    /** Without such journeys, until it is short. */
    private Itinerary without(Predicate<Journey> which, BiConsumer<String, Journey> apart) {
        int length = lengthTogether();
        List<Place> shortened = new ArrayList<>(places);
        for (int i = 0; i < places.size() && length > MOST_TOGETHER; i++) {
            Place place = places.get(i);
            if (!place.isApart() && which.test(place.journey)) {
                length -= place.journey.length();
                apart.accept(place.facility, place.journey);
                shortened.set(i, new Place(place.facility, place.dueHour, null));
            }
        }
        return withPlaces(shortened);
    }

    Itinerary withPlaces(List<Place> those) {
        Itinerary changed = new Itinerary(those, stops);
        changed.transits = transits;
        return changed;
    }

    Itinerary withoutStops() {
        return new Itinerary(places, List.of());
    }

    /** The latest arrival or departure, milliseconds since 1970-01-01T00:00Z. */
    long lastAt() {
        return stops.stream()
                .mapToLong(stop -> Math.max(stop.arrivedAt(), stop.departedAt()))
                .max()
                .orElse(Stop.UNKNOWN);
    }

    /** The itinerary with this stop at the facility; without one if it is null. */
    Itinerary with(String facility, Stop stop) {
        List<Stop> replaced = new ArrayList<>(stops.size() + 1);
        for (Stop present : stops) {
            if (!present.facility().equals(facility)) {
                replaced.add(present);
            }
        }
        if (stop != null) {
            replaced.add(stop);
        }
        replaced.sort(IN_ORDER);
        return new Itinerary(places, replaced);
    }

    /** The places that its ends name as the other end. */
    Set<String> namedEnds() {
        Set<String> named = new HashSet<>();
        for (Stop stop : stops) {
            if (stop.destination() != null) {
                named.add(stop.destination());
            }
            if (stop.origin() != null) {
                named.add(stop.origin());
            }
        }
        return named;
    }

    boolean stopsAt(String facility) {
        return find(facility) != null;
    }

    /** Only those stops on which a transit can depend. */
    Itinerary bearing(PortCatalogue ports) {
        Set<String> named = namedEnds();
        List<Stop> bearing = new ArrayList<>(stops);
        bearing.removeIf(stop -> !stop.isEnd()
                && !named.contains(stop.facility())
                && ports.find(stop.facility()).isEmpty());
        return bearing.size() == stops.size() ? this : new Itinerary(places, bearing);
    }

    /** The legs between places of the catalogue, and the way from the origin to the destination; each pair once. */
    List<Measurements.Placed> transits(PortCatalogue ports) {
        if (stops.isEmpty()) {
            return List.of();
        }
        if (transits == null) {
            transits = measured(ports);
        }
        return transits;
    }

    private List<Measurements.Placed> measured(PortCatalogue ports) {
        List<Measurements.Placed> measured = new ArrayList<>();
        Set<Way> ways = new HashSet<>();
        Stop before = null;
        for (Stop stop : stops) {
            if (ports.find(stop.facility()).isPresent()) {
                if (before != null) {
                    addTransit(measured, ways, before, stop);
                }
                before = stop;
            }
        }
        for (Stop stop : stops) {
            Stop end = stop.destination() == null ? null : find(stop.destination());
            if (end != null) {
                addTransit(measured, ways, stop, end);
            }
            Stop start = stop.origin() == null ? null : find(stop.origin());
            if (start != null) {
                addTransit(measured, ways, start, stop);
            }
        }
        return measured;
    }

    private record Way(String from, String to) {}

    /** Null if it did not stop there. */
    private Stop find(String facility) {
        for (Stop stop : stops) {
            if (stop.facility().equals(facility)) {
                return stop;
            }
        }
        return null;
    }

    private static void addTransit(List<Measurements.Placed> measured, Set<Way> ways, Stop from, Stop to) {
        if (!from.facility().equals(to.facility())
                && ways.add(new Way(from.facility(), to.facility()))
                && from.isDeparted()
                && to.isArrived()
                && to.arrivedAt() >= from.departedAt()) {
            measured.add(Measurements.Placed.at(
                    Dimension.route(from.facility(), to.facility()),
                    to.arrivedAt(),
                    new Fact.Elapsed(Measure.TRANSIT, to.arrivedAt() - from.departedAt(), false)));
        }
    }

    byte[] toBytes() {
        return StoredForm.write(lengthTogether() + 24 * places.size() + 48 * stops.size(), out -> {
            out.writeByte(VERSION);
            VarLong.write(out, places.size());
            for (Place place : places) {
                out.writeUTF(place.facility);
                VarLong.write(out, place.dueHour);
                out.writeBoolean(place.isApart());
                if (!place.isApart()) {
                    place.journey.write(out);
                }
            }
            VarLong.write(out, stops.size());
            for (Stop stop : stops) {
                stop.write(out);
            }
        });
    }

    static Itinerary fromBytes(byte[] bytes) {
        return StoredForm.read(bytes, "a stored itinerary", in -> {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("version " + version + "; this release reads version " + VERSION);
            }
            int reported = (int) VarLong.read(in);
            List<Place> places = new ArrayList<>(reported);
            for (int i = 0; i < reported; i++) {
                places.add(new Place(in.readUTF(), VarLong.read(in), in.readBoolean() ? null : Journey.read(in)));
            }
            int size = (int) VarLong.read(in);
            List<Stop> stops = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                stops.add(Stop.read(in));
            }
            return new Itinerary(places, stops);
        });
    }
}
