package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The places of one train run with their visits, its stop times, and how it was counted. Immutable. For the task's
 * thread.
 *
 * <p>It is stored as one record, since most runs have a handful of places and each report changes it. The record of a
 * run with many places embeds some visits; the others are {@linkplain #shortened separate}.
 *
 * @param others the dimensions whose transits of this run count under OTHER
 * @param counting the number of the counting that counts the whole run
 * @param dueHour the hour since 1970 in which the expiry evaluates the run next; {@link #UNKNOWN_HOUR} if unknown
 */
record TrainRun(List<VisitedPlace> places, StopSequence stops, Set<String> others, int counting, long dueHour) {
    static final long UNKNOWN_HOUR = Long.MAX_VALUE;
    static final TrainRun EMPTY =
            new TrainRun(List.of(), StopSequence.NONE, Set.of(), Countings.FORMER_RELEASE, UNKNOWN_HOUR);

    private static final byte VERSION = 6;
    /** The reports of this version have no operator lines. */
    private static final byte VERSION_WITHOUT_LINES = 5;
    /** This version has neither publishers nor the number of the counting. */
    private static final byte FORMER_VERSION = 4;
    /**
     * The most bytes of all embedded visits. Up to this length a write costs little more than that of a short record.
     */
    private static final int MAX_EMBEDDED_BYTES = 1_500;

    boolean isEmpty() {
        return places.isEmpty() && stops.isEmpty();
    }

    /** Returns the place at a facility; null if no report of the run names the facility. */
    VisitedPlace place(String facility) {
        for (VisitedPlace place : places) {
            if (place.facility().equals(facility)) {
                return place;
            }
        }
        return null;
    }

    TrainRun with(VisitedPlace place) {
        List<VisitedPlace> replaced = new ArrayList<>(places.size() + 1);
        for (VisitedPlace one : places) {
            if (!one.facility().equals(place.facility())) {
                replaced.add(one);
            }
        }
        replaced.add(place);
        return withPlaces(replaced);
    }

    TrainRun withPlaces(List<VisitedPlace> newPlaces) {
        return new TrainRun(newPlaces, stops, others, counting, dueHour);
    }

    TrainRun with(StopSequence newStops, Set<String> newOthers) {
        return newStops == stops && newOthers.equals(others)
                ? this
                : new TrainRun(places, newStops, newOthers, counting, dueHour);
    }

    TrainRun countedBy(int number) {
        return new TrainRun(places, stops, others, number, dueHour);
    }

    TrainRun withDueHour(long hour) {
        return hour == dueHour ? this : new TrainRun(places, stops, others, counting, hour);
    }

    /**
     * Returns the run with so few embedded visits that its record is short. Visits are evicted in this order: long
     * ones, those of places that the train has left, those of the places that reported longest ago.
     */
    Shortened shortened() {
        Shortened unchanged = new Shortened(this, Map.of());
        if (embeddedBytes() <= MAX_EMBEDDED_BYTES) {
            return unchanged;
        }
        return unchanged
                .evicting(visit -> visit.length() > MAX_EMBEDDED_BYTES)
                .evicting(Visit::hasDeparture)
                .evicting(visit -> true);
    }

    /**
     * A run whose record is short.
     *
     * @param evicted the visits that have become separate, by facility; they need records of their own
     */
    record Shortened(TrainRun run, Map<String, Visit> evicted) {
        /** Evicts matching visits until the record is short. */
        private Shortened evicting(Predicate<Visit> matches) {
            int bytes = run.embeddedBytes();
            List<VisitedPlace> places = new ArrayList<>(run.places);
            Map<String, Visit> allEvicted = new LinkedHashMap<>(evicted);
            for (int i = 0; i < places.size() && bytes > MAX_EMBEDDED_BYTES; i++) {
                VisitedPlace place = places.get(i);
                if (!place.hasSeparateVisit() && matches.test(place.visit())) {
                    bytes -= place.visit().length();
                    allEvicted.put(place.facility(), place.visit());
                    places.set(i, place.withSeparateVisit());
                }
            }
            return new Shortened(run.withPlaces(places), allEvicted);
        }
    }

    private int embeddedBytes() {
        int bytes = 0;
        for (VisitedPlace place : places) {
            bytes += place.hasSeparateVisit() ? 0 : place.visit().length();
        }
        return bytes;
    }

    /** Returns the hour since 1970 of the latest event. If visits are separate, the hour may be somewhat later. */
    long lastHour() {
        long last = stops.isEmpty() ? Long.MIN_VALUE : ExpiryIndex.hourOf(stops.lastAt());
        for (VisitedPlace place : places) {
            last = Math.max(last, place.lastHour() + (place.hasSeparateVisit() ? VisitedPlace.MAX_STALE_HOURS : 0));
        }
        return last;
    }

    byte[] toBytes() {
        List<String> publishers =
                places.stream().map(VisitedPlace::publisher).distinct().toList();
        return BinaryCodec.write(
                embeddedBytes() + 24 * places.size() + 48 * stops.all().size() + 32, out -> {
                    out.writeByte(VERSION);
                    VarLong.write(out, counting);
                    VarLong.write(out, dueHour);
                    VarLong.write(out, publishers.size());
                    for (String publisher : publishers) {
                        out.writeUTF(publisher);
                    }
                    VarLong.write(out, places.size());
                    for (VisitedPlace place : places) {
                        place.write(out, publishers);
                    }
                    stops.write(out);
                    VisitedPlace.writeTexts(out, others);
                });
    }

    static TrainRun fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "a stored train run", in -> {
            byte version = in.readByte();
            return switch (version) {
                case VERSION -> read(in, Visit::read);
                case VERSION_WITHOUT_LINES -> read(in, Visit::readFormer);
                case FORMER_VERSION -> readFormer(in);
                default ->
                    throw new IOException(
                            "version " + version + "; this release reads " + FORMER_VERSION + " to " + VERSION);
            };
        });
    }

    private static TrainRun read(DataInput in, BinaryCodec.Reader<Visit> visits) throws IOException {
        int counting = (int) VarLong.read(in);
        long dueHour = VarLong.read(in);
        List<String> publishers = new ArrayList<>();
        for (long left = VarLong.read(in); left > 0; left--) {
            publishers.add(in.readUTF());
        }
        List<VisitedPlace> places = new ArrayList<>();
        for (long left = VarLong.read(in); left > 0; left--) {
            places.add(VisitedPlace.read(in, publishers, visits));
        }
        return new TrainRun(places, StopSequence.read(in), VisitedPlace.readTexts(in), counting, dueHour);
    }

    private static TrainRun readFormer(DataInput in) throws IOException {
        List<VisitedPlace> places = new ArrayList<>();
        for (long left = VarLong.read(in); left > 0; left--) {
            places.add(VisitedPlace.readFormer(in));
        }
        return new TrainRun(places, StopSequence.read(in), Set.of(), Countings.FORMER_RELEASE, UNKNOWN_HOUR);
    }
}
