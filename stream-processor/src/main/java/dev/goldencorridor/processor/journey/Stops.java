package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a run stopped and when, in order. Its transits are a pure function of the stops and of what the run is counted by.
 * Immutable. For a task's thread.
 */
final class Stops {
    static final Stops NONE = new Stops(List.of());

    private static final int MANY = 16;
    private static final Comparator<Stop> IN_ORDER =
            Comparator.comparingLong(Stop::at).thenComparing(Stop::facility);

    private final List<Stop> stops;
    /** Kept when they are first asked for, since they are asked for before the next report and after it. */
    private List<Measurements.Placed> transits;

    private Counting transitsCountedBy;
    /** By facility, where they are many; made when it is first asked for. */
    private Map<String, Stop> index;

    private Stops(List<Stop> stops) {
        this.stops = stops;
    }

    static Stops of(List<Stop> stops) {
        List<Stop> inOrder = new ArrayList<>(stops);
        inOrder.sort(IN_ORDER);
        return new Stops(inOrder);
    }

    List<Stop> all() {
        return stops;
    }

    boolean isEmpty() {
        return stops.isEmpty();
    }

    /** The latest arrival or departure, milliseconds since 1970-01-01T00:00Z. */
    long lastAt() {
        long last = Stop.UNKNOWN;
        for (Stop stop : stops) {
            last = Math.max(last, Math.max(stop.arrivedAt(), stop.departedAt()));
        }
        return last;
    }

    /** Those with this stop at the facility; without one if it is null. */
    Stops with(String facility, Stop stop) {
        List<Stop> replaced = new ArrayList<>(stops.size() + 1);
        for (Stop present : stops) {
            if (!present.facility().equals(facility)) {
                replaced.add(present);
            }
        }
        if (stop != null) {
            replaced.add(stop);
        }
        return of(replaced);
    }

    /** The places that the run's ends name as the other end. */
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

    /** Only those on which a transit can depend. */
    Stops bearing(Counting counting) {
        Set<String> named = namedEnds();
        List<Stop> bearing = new ArrayList<>(stops);
        bearing.removeIf(
                stop -> !stop.isEnd() && !named.contains(stop.facility()) && !counting.isInCatalogue(stop.facility()));
        return bearing.size() == stops.size() ? this : new Stops(bearing);
    }

    /** The legs between places of the catalogue, and the way from the origin to the destination; each pair once. */
    @SuppressWarnings("ReferenceEquality") // A catalogue is loaded once; to compare its rows each time would cost more.
    List<Measurements.Placed> transits(Counting counting) {
        if (stops.isEmpty()) {
            return List.of();
        }
        if (transitsCountedBy != counting) {
            transits = measured(counting);
            transitsCountedBy = counting;
        }
        return transits;
    }

    private List<Measurements.Placed> measured(Counting counting) {
        List<Measurements.Placed> measured = new ArrayList<>();
        Set<Way> ways = new HashSet<>();
        Stop before = null;
        for (Stop stop : stops) {
            if (counting.isInCatalogue(stop.facility())) {
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

    /** Null if the run did not stop there. */
    Stop find(String facility) {
        if (stops.size() > MANY) {
            return index().get(facility);
        }
        for (Stop stop : stops) {
            if (stop.facility().equals(facility)) {
                return stop;
            }
        }
        return null;
    }

    private Map<String, Stop> index() {
        if (index == null) {
            index = new HashMap<>();
            stops.forEach(stop -> index.put(stop.facility(), stop));
        }
        return index;
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
                    new Measurement.Elapsed(DurationKind.TRANSIT, to.arrivedAt() - from.departedAt(), false)));
        }
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, stops.size());
        for (Stop stop : stops) {
            stop.write(out);
        }
    }

    static Stops read(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        if (size == 0) {
            return NONE;
        }
        List<Stop> stops = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            stops.add(Stop.read(in));
        }
        return new Stops(stops);
    }
}
