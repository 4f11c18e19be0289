package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.processor.rolling.Measure;
import dev.goldencorridor.processor.rolling.Pane;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where one run stopped and when. Its transits are a pure function of it, as each stop is of the reports at its place.
 * Immutable.
 */
final class Itinerary {
    static final Itinerary EMPTY = new Itinerary(List.of());
    private static final byte VERSION = 1;
    private static final Comparator<Stop> IN_ORDER =
            Comparator.comparingLong(Stop::at).thenComparing(Stop::facility);

    /** In order. */
    private final List<Stop> stops;

    private Itinerary(List<Stop> stops) {
        this.stops = stops;
    }

    boolean isEmpty() {
        return stops.isEmpty();
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
        return new Itinerary(replaced);
    }

    /** The places that its ends name as the other end. */
    Set<String> namedEnds() {
        return stops.stream()
                .flatMap(stop -> Stream.of(stop.destination(), stop.origin()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    boolean stopsAt(String facility) {
        return stops.stream().anyMatch(stop -> stop.facility().equals(facility));
    }

    /** Only those stops on which a transit can depend. */
    Itinerary bearing(PortCatalogue ports) {
        Set<String> named = namedEnds();
        return new Itinerary(stops.stream()
                .filter(stop -> stop.isEnd()
                        || named.contains(stop.facility())
                        || ports.find(stop.facility()).isPresent())
                .toList());
    }

    /** The legs between places of the catalogue, and the way from the origin to the destination; each pair once. */
    Map<Measurements.Place, Pane> transits(PortCatalogue ports) {
        Map<Dimension, Stop[]> pairs = new LinkedHashMap<>();
        Stop before = null;
        for (Stop stop : stops) {
            if (ports.find(stop.facility()).isPresent()) {
                if (before != null) {
                    pairs.put(Dimension.route(before.facility(), stop.facility()), new Stop[] {before, stop});
                }
                before = stop;
            }
        }
        for (Stop from : stops) {
            for (Stop to : stops) {
                if (!from.facility().equals(to.facility())
                        && (to.facility().equals(from.destination())
                                || from.facility().equals(to.origin()))) {
                    pairs.put(Dimension.route(from.facility(), to.facility()), new Stop[] {from, to});
                }
            }
        }
        Map<Measurements.Place, Pane> transits = new LinkedHashMap<>();
        pairs.forEach((route, ends) -> {
            Stop from = ends[0];
            Stop to = ends[1];
            if (from.isDeparted() && to.isArrived() && to.arrivedAt() >= from.departedAt()) {
                Measurements.add(
                        transits,
                        route,
                        to.arrivedAt(),
                        Pane.ofDuration(Measure.TRANSIT, to.arrivedAt() - from.departedAt(), false));
            }
        });
        return transits;
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(48 * stops.size());
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(stops.size());
            for (Stop stop : stops) {
                stop.write(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static Itinerary fromBytes(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte version = in.readByte();
            if (version != VERSION) {
                throw new IOException("version " + version + "; this release reads version " + VERSION);
            }
            int size = in.readInt();
            List<Stop> stops = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                stops.add(Stop.read(in));
            }
            return new Itinerary(stops);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored itinerary cannot be read", e);
        }
    }
}
