package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The places that have reported one run, with its journey at each, where it stopped and when, and how it was counted.
 * Immutable. For a task's thread.
 *
 * <p>It is kept as one record, since most runs have a handful of places, and each report changes it. Of a run with many, it
 * has some of the journeys, and the others are {@linkplain #shortened kept apart}.
 *
 * @param others the dimensions whose transits of this run are counted under OTHER
 * @param counting the number of what all of the run is counted by
 * @param lookHour the hour since 1970 in which it is to be looked at next; {@link #UNKNOWN} if that is not known
 */
record TrainRun(List<VisitedPlace> places, StopSequence stops, Set<String> others, int counting, long lookHour) {
    static final long UNKNOWN = Long.MAX_VALUE;
    static final TrainRun EMPTY = new TrainRun(List.of(), StopSequence.NONE, Set.of(), Countings.FORMER_RELEASE, UNKNOWN);

    private static final byte VERSION = 5;
    /** It has neither publishers nor what it was counted by. */
    private static final byte FORMER_VERSION = 4;
    /** Bytes, of all journeys in it: what costs little more to write at each report than a short record. */
    private static final int MOST_TOGETHER = 1_500;

    boolean isEmpty() {
        return places.isEmpty() && stops.isEmpty();
    }

    /** Null if there is no journey of it. */
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

    TrainRun withPlaces(List<VisitedPlace> those) {
        return new TrainRun(those, stops, others, counting, lookHour);
    }

    TrainRun with(StopSequence those, Set<String> countedAsOthers) {
        return those == stops && countedAsOthers.equals(others)
                ? this
                : new TrainRun(places, those, countedAsOthers, counting, lookHour);
    }

    TrainRun countedBy(int number) {
        return new TrainRun(places, stops, others, number, lookHour);
    }

    TrainRun withLookHour(long hour) {
        return hour == lookHour ? this : new TrainRun(places, stops, others, counting, hour);
    }

    /**
     * With not more journeys than make a short record. Kept apart, from now on, are those that are long by themselves, then
     * those of places that the train has left, and then those of the places that have reported longest ago.
     *
     * @param apart takes these, by facility
     */
    TrainRun shortened(BiConsumer<String, Visit> apart) {
        if (lengthTogether() <= MOST_TOGETHER) {
            return this;
        }
        return without(journey -> journey.length() > MOST_TOGETHER, apart)
                .without(journey -> journey.call().departure().hasOccurred(), apart)
                .without(journey -> true, apart);
    }

    private int lengthTogether() {
        int length = 0;
        for (VisitedPlace place : places) {
            length += place.isApart() ? 0 : place.journey().length();
        }
        return length;
    }

    /** Without such journeys, until it is short. */
    private TrainRun without(Predicate<Visit> which, BiConsumer<String, Visit> apart) {
        int length = lengthTogether();
        List<VisitedPlace> shortened = new ArrayList<>(places);
        for (int i = 0; i < places.size() && length > MOST_TOGETHER; i++) {
            VisitedPlace place = places.get(i);
            if (!place.isApart() && which.test(place.journey())) {
                length -= place.journey().length();
                apart.accept(place.facility(), place.journey());
                shortened.set(i, place.apart());
            }
        }
        return withPlaces(shortened);
    }

    /** The hour since 1970 of its latest event; where journeys are kept apart it may be somewhat later. */
    long lastHour() {
        long last = stops.isEmpty() ? Long.MIN_VALUE : ExpiryIndex.hourOf(stops.lastAt());
        for (VisitedPlace place : places) {
            last = Math.max(last, place.lastHour() + (place.isApart() ? VisitedPlace.HOURS_NOT_KEPT : 0));
        }
        return last;
    }

    byte[] toBytes() {
        List<String> publishers =
                places.stream().map(VisitedPlace::publisher).distinct().toList();
        return BinaryCodec.write(
                lengthTogether() + 24 * places.size() + 48 * stops.all().size() + 32, out -> {
                    out.writeByte(VERSION);
                    VarLong.write(out, counting);
                    VarLong.write(out, lookHour);
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
        return BinaryCodec.read(bytes, "a stored itinerary", in -> {
            byte version = in.readByte();
            return switch (version) {
                case VERSION -> read(in);
                case FORMER_VERSION -> readFormer(in);
                default ->
                    throw new IOException(
                            "version " + version + "; this release reads " + FORMER_VERSION + " and " + VERSION);
            };
        });
    }

    private static TrainRun read(DataInput in) throws IOException {
        int counting = (int) VarLong.read(in);
        long lookHour = VarLong.read(in);
        List<String> publishers = new ArrayList<>();
        for (long left = VarLong.read(in); left > 0; left--) {
            publishers.add(in.readUTF());
        }
        List<VisitedPlace> places = new ArrayList<>();
        for (long left = VarLong.read(in); left > 0; left--) {
            places.add(VisitedPlace.read(in, publishers));
        }
        return new TrainRun(places, StopSequence.read(in), VisitedPlace.readTexts(in), counting, lookHour);
    }

    private static TrainRun readFormer(DataInput in) throws IOException {
        List<VisitedPlace> places = new ArrayList<>();
        for (long left = VarLong.read(in); left > 0; left--) {
            places.add(VisitedPlace.readFormer(in));
        }
        return new TrainRun(places, StopSequence.read(in), Set.of(), Countings.FORMER_RELEASE, UNKNOWN);
    }
}
