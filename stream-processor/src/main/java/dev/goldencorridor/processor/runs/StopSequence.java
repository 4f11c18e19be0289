package dev.goldencorridor.processor.runs;

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
final class StopSequence {
    static final StopSequence NONE = new StopSequence(List.of());

    private static final int MANY = 16;
    private static final Comparator<StopTimes> IN_ORDER =
            Comparator.comparingLong(StopTimes::at).thenComparing(StopTimes::facility);

    private final List<StopTimes> stops;
    /** Kept when they are first asked for, since they are asked for before the next report and after it. */
    private List<VisitMeasurements.Placed> transits;

    private Counting transitsCountedBy;
    /** By facility, where they are many; made when it is first asked for. */
    private Map<String, StopTimes> index;

    private StopSequence(List<StopTimes> stops) {
        this.stops = stops;
    }

    static StopSequence of(List<StopTimes> stops) {
        List<StopTimes> inOrder = new ArrayList<>(stops);
        inOrder.sort(IN_ORDER);
        return new StopSequence(inOrder);
    }

    List<StopTimes> all() {
        return stops;
    }

    boolean isEmpty() {
        return stops.isEmpty();
    }

    /** The latest arrival or departure, milliseconds since 1970-01-01T00:00Z. */
    long lastAt() {
        long last = StopTimes.UNKNOWN;
        for (StopTimes stop : stops) {
            last = Math.max(last, Math.max(stop.arrivedAt(), stop.departedAt()));
        }
        return last;
    }

    /** Those with this stop at the facility; without one if it is null. */
    StopSequence with(String facility, StopTimes stop) {
        List<StopTimes> replaced = new ArrayList<>(stops.size() + 1);
        for (StopTimes present : stops) {
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
        for (StopTimes stop : stops) {
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
    StopSequence bearing(Counting counting) {
        Set<String> named = namedEnds();
        List<StopTimes> bearing = new ArrayList<>(stops);
        bearing.removeIf(
                stop -> !stop.isEnd() && !named.contains(stop.facility()) && !counting.isInCatalogue(stop.facility()));
        return bearing.size() == stops.size() ? this : new StopSequence(bearing);
    }

    /** The legs between places of the catalogue, and the way from the origin to the destination; each pair once. */
    @SuppressWarnings("ReferenceEquality") // A catalogue is loaded once; to compare its rows each time would cost more.
    List<VisitMeasurements.Placed> transits(Counting counting) {
        if (stops.isEmpty()) {
            return List.of();
        }
        if (transitsCountedBy != counting) {
            transits = measured(counting);
            transitsCountedBy = counting;
        }
        return transits;
    }

    private List<VisitMeasurements.Placed> measured(Counting counting) {
        List<VisitMeasurements.Placed> measured = new ArrayList<>();
        Set<Way> ways = new HashSet<>();
        StopTimes before = null;
        for (StopTimes stop : stops) {
            if (counting.isInCatalogue(stop.facility())) {
                if (before != null) {
                    addTransit(measured, ways, before, stop);
                }
                before = stop;
            }
        }
        for (StopTimes stop : stops) {
            StopTimes end = stop.destination() == null ? null : find(stop.destination());
            if (end != null) {
                addTransit(measured, ways, stop, end);
            }
            StopTimes start = stop.origin() == null ? null : find(stop.origin());
            if (start != null) {
                addTransit(measured, ways, start, stop);
            }
        }
        return measured;
    }

    private record Way(String from, String to) {}

    /** Null if the run did not stop there. */
    StopTimes find(String facility) {
        if (stops.size() > MANY) {
            return index().get(facility);
        }
        for (StopTimes stop : stops) {
            if (stop.facility().equals(facility)) {
                return stop;
            }
        }
        return null;
    }

    private Map<String, StopTimes> index() {
        if (index == null) {
            index = new HashMap<>();
            stops.forEach(stop -> index.put(stop.facility(), stop));
        }
        return index;
    }

    private static void addTransit(List<VisitMeasurements.Placed> measured, Set<Way> ways, StopTimes from, StopTimes to) {
        if (!from.facility().equals(to.facility())
                && ways.add(new Way(from.facility(), to.facility()))
                && from.isDeparted()
                && to.isArrived()
                && to.arrivedAt() >= from.departedAt()) {
            measured.add(VisitMeasurements.Placed.at(
                    Dimension.route(from.facility(), to.facility()),
                    to.arrivedAt(),
                    new Measurement.Elapsed(DurationKind.TRANSIT, to.arrivedAt() - from.departedAt(), false)));
        }
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, stops.size());
        for (StopTimes stop : stops) {
            stop.write(out);
        }
    }

    static StopSequence read(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        if (size == 0) {
            return NONE;
        }
        List<StopTimes> stops = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            stops.add(StopTimes.read(in));
        }
        return new StopSequence(stops);
    }
}
