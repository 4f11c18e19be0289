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

/**
 * The places that have reported one run, and where it stopped and when. Its transits are a pure function of the stops, as
 * each stop is of the reports at its place. Immutable. For a task's thread.
 */
final class Itinerary {
    static final Itinerary EMPTY = new Itinerary(List.of(), List.of());
    private static final byte VERSION = 3;
    /** By how much a place's hour may move on before that is kept, so that not each report rewrites the itinerary. */
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
     * @param dueHour the hour since 1970 before which it is not due to be forgotten; somewhat later it may be
     */
    record Place(String facility, long dueHour) {}

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

    /** Whether there is a journey of the place. */
    boolean isReportedAt(String facility) {
        return place(facility) != null;
    }

    /** The itinerary with this among its places, and when it is due; itself if that is much as it was. */
    Itinerary reportedAt(String facility, long dueHour) {
        Place known = place(facility);
        if (known != null && dueHour >= known.dueHour && dueHour - known.dueHour < HOURS_NOT_KEPT) {
            return this;
        }
        List<Place> replaced = new ArrayList<>(places);
        replaced.remove(known);
        replaced.add(new Place(facility, dueHour));
        return withPlaces(replaced);
    }

    /** Null if there is no journey of it. */
    private Place place(String facility) {
        for (Place place : places) {
            if (place.facility.equals(facility)) {
                return place;
            }
        }
        return null;
    }

    Itinerary withPlaces(List<Place> those) {
        return new Itinerary(those, stops);
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
        return StoredForm.write(24 * places.size() + 48 * stops.size(), out -> {
            out.writeByte(VERSION);
            out.writeInt(places.size());
            for (Place place : places) {
                out.writeUTF(place.facility);
                VarLong.write(out, place.dueHour);
            }
            out.writeInt(stops.size());
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
            int reported = in.readInt();
            List<Place> places = new ArrayList<>(reported);
            for (int i = 0; i < reported; i++) {
                places.add(new Place(in.readUTF(), VarLong.read(in)));
            }
            int size = in.readInt();
            List<Stop> stops = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                stops.add(Stop.read(in));
            }
            return new Itinerary(places, stops);
        });
    }
}
