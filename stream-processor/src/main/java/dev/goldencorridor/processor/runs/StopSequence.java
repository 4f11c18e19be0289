package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.Route;
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
 * The stop times of a run, in order of time. The run's transits are a pure function of them and of the run's counting.
 * Immutable but for its caches, so for the task's thread.
 */
final class StopSequence {
    static final StopSequence NONE = new StopSequence(List.of());

    /** A longer sequence is searched by an index. */
    private static final int MAX_SCANNED_STOPS = 16;

    private static final Comparator<StopTimes> IN_ORDER =
            Comparator.comparingLong(StopTimes::at).thenComparing(StopTimes::facility);

    private final List<StopTimes> stops;
    /** Cached on first use, since they are used twice: after a report and before the next one. */
    private List<DimensionMeasurement> transits;
    /** The counting of the cached transits. */
    private Counting transitsCountedBy;
    /** The first and the last stop of each facility; empty until first use. */
    private final Map<String, StopTimes> firstStops = new HashMap<>();

    private final Map<String, StopTimes> lastStops = new HashMap<>();

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

    /** Returns the latest arrival or departure, milliseconds since 1970-01-01T00:00Z. */
    long lastAt() {
        long last = UNKNOWN;
        for (StopTimes stop : stops) {
            last = Math.max(last, Math.max(stop.arrivedAt(), stop.departedAt()));
        }
        return last;
    }

    /** Returns the sequence with these stops at the facility. */
    StopSequence with(String facility, List<StopTimes> ofFacility) {
        List<StopTimes> replaced = new ArrayList<>(stops.size() + 1);
        for (StopTimes present : stops) {
            if (!present.facility().equals(facility)) {
                replaced.add(present);
            }
        }
        replaced.addAll(ofFacility);
        return of(replaced);
    }

    /** Returns the places that an end of the run names as the run's other end. */
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

    /**
     * Returns the sequence without the places on which no transit can depend. A place keeps all its stops or none, so
     * that {@link #isStop} means all of them.
     */
    StopSequence withoutIrrelevant(Counting counting) {
        Set<String> ends = namedEnds();
        for (StopTimes stop : stops) {
            if (stop.isEnd()) {
                ends.add(stop.facility());
            }
        }
        List<StopTimes> relevant = new ArrayList<>(stops);
        relevant.removeIf(stop -> !ends.contains(stop.facility()) && !counting.isInCatalogue(stop.facility()));
        return relevant.size() == stops.size() ? this : new StopSequence(relevant);
    }

    /**
     * Returns the transits: the legs between successive places of the catalogue, and the way from the origin to the
     * destination. Each ordered pair of places counts once.
     */
    @SuppressWarnings("ReferenceEquality") // A catalogue is loaded once; comparing its rows each time would cost more.
    List<DimensionMeasurement> transits(Counting counting) {
        if (stops.isEmpty()) {
            return List.of();
        }
        if (transitsCountedBy != counting) {
            transits = measureTransits(counting);
            transitsCountedBy = counting;
        }
        return transits;
    }

    private List<DimensionMeasurement> measureTransits(Counting counting) {
        List<DimensionMeasurement> measured = new ArrayList<>();
        Set<Route> legs = new HashSet<>();
        StopTimes before = null;
        for (StopTimes stop : stops) {
            if (counting.isInCatalogue(stop.facility())) {
                if (before != null) {
                    addTransit(measured, legs, counting, before, stop);
                }
                before = stop;
            }
        }
        for (StopTimes stop : stops) {
            StopTimes end = stop.destination() == null ? null : findLast(stop.destination());
            if (end != null) {
                addTransit(measured, legs, counting, stop, end);
            }
            StopTimes start = stop.origin() == null ? null : findFirst(stop.origin());
            if (start != null) {
                addTransit(measured, legs, counting, start, stop);
            }
        }
        return measured;
    }

    boolean isStop(String facility) {
        return findFirst(facility) != null;
    }

    /** Returns the first stop at a facility; null if the run did not stop there. */
    private StopTimes findFirst(String facility) {
        if (stops.size() > MAX_SCANNED_STOPS) {
            return index(firstStops, true).get(facility);
        }
        for (StopTimes stop : stops) {
            if (stop.facility().equals(facility)) {
                return stop;
            }
        }
        return null;
    }

    /** Returns the last stop at a facility; null if the run did not stop there. */
    private StopTimes findLast(String facility) {
        if (stops.size() > MAX_SCANNED_STOPS) {
            return index(lastStops, false).get(facility);
        }
        for (int i = stops.size() - 1; i >= 0; i--) {
            if (stops.get(i).facility().equals(facility)) {
                return stops.get(i);
            }
        }
        return null;
    }

    private Map<String, StopTimes> index(Map<String, StopTimes> index, boolean first) {
        if (index.isEmpty()) {
            for (StopTimes stop : stops) {
                if (first) {
                    index.putIfAbsent(stop.facility(), stop);
                } else {
                    index.put(stop.facility(), stop);
                }
            }
        }
        return index;
    }

    private static void addTransit(
            List<DimensionMeasurement> measured, Set<Route> legs, Counting counting, StopTimes from, StopTimes to) {
        Route leg = new Route(from.facility(), to.facility());
        if (!from.facility().equals(to.facility())
                && legs.add(leg)
                && from.isDeparted()
                && to.isArrived()
                && to.arrivedAt() >= from.departedAt()) {
            measured.add(DimensionMeasurement.at(
                    counting.dimension(leg),
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
