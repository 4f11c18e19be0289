package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.model.Dimension;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A facility of a train run, with the visit there. The visit is embedded in the run's record, or it is separate: stored
 * in a record of its own.
 *
 * @param publisher the first publisher that reported the run here, whose capacity it takes; empty if unknown
 * @param lastHour the hour since 1970 of the latest event; with a separate visit up to {@link #MAX_STALE_HOURS} earlier
 * @param isOver whether the visit is over: its train no longer counts as waiting or late, but its measurements remain
 * @param others the dimensions whose measurements of this visit count under OTHER
 * @param visit null if it is separate
 */
record VisitedPlace(String facility, String publisher, long lastHour, boolean isOver, Set<String> others, Visit visit) {
    /**
     * How far the stored hour of a separate visit may lag behind the true one. Without this, each report of it would
     * write two records.
     */
    static final long MAX_STALE_HOURS = Duration.ofDays(10).toHours();

    private static final int SEPARATE_VISIT = 1;
    private static final int OVER = 2;
    private static final int HAS_OTHERS = 4;
    /** An upper bound for the bytes of all fields but texts, and for the bytes of a text's length. */
    private static final int PLACE_NUMBERS_BYTES = 24;

    /** No Java character takes more stored bytes. */
    static final int MAX_BYTES_PER_CHARACTER = 3;

    static VisitedPlace of(String facility, String publisher) {
        return new VisitedPlace(facility, publisher, 0, false, Set.of(), Visit.EMPTY);
    }

    boolean hasSeparateVisit() {
        return visit == null;
    }

    VisitedPlace with(Visit newVisit, boolean over, Set<String> newOthers) {
        long hour = ExpiryIndex.hourOf(newVisit.lastOccurredAt());
        return new VisitedPlace(facility, publisher, hour, over, newOthers, newVisit);
    }

    /** Returns the same place, whose visit is separate. */
    VisitedPlace withSeparateVisit() {
        return new VisitedPlace(facility, publisher, lastHour, isOver, others, null);
    }

    VisitedPlace withVisitOver() {
        return new VisitedPlace(facility, publisher, lastHour, true, others, visit);
    }

    VisitedPlace withLastHour(long hour) {
        return hour == lastHour ? this : new VisitedPlace(facility, publisher, hour, isOver, others, visit);
    }

    VisitedPlace withOthers(Set<String> newOthers) {
        return newOthers.equals(others)
                ? this
                : new VisitedPlace(facility, publisher, lastHour, isOver, newOthers, visit);
    }

    /** Whether the stored fields beside the visit are accurate enough, so that the run's record needs no write. */
    boolean isAccurateEnoughFor(VisitedPlace current) {
        return isOver == current.isOver
                && others.equals(current.others)
                && current.lastHour >= lastHour
                && current.lastHour - lastHour < MAX_STALE_HOURS;
    }

    /** Returns an upper bound for the stored bytes, without the visit and its stop times. */
    int maxBytes() {
        return PLACE_NUMBERS_BYTES + MAX_BYTES_PER_CHARACTER * facility.length() + maxBytes(others);
    }

    static int maxBytes(Set<String> texts) {
        int bytes = 0;
        for (String text : texts) {
            bytes += PLACE_NUMBERS_BYTES + MAX_BYTES_PER_CHARACTER * text.length();
        }
        return bytes;
    }

    /** @param publishers the publishers of all places of the run; the bytes refer to them by index */
    void write(DataOutput out, List<String> publishers) throws IOException {
        out.writeUTF(facility);
        out.writeByte(
                (hasSeparateVisit() ? SEPARATE_VISIT : 0) | (isOver ? OVER : 0) | (others.isEmpty() ? 0 : HAS_OTHERS));
        VarLong.write(out, publishers.indexOf(publisher));
        VarLong.write(out, lastHour);
        if (!others.isEmpty()) {
            // The facility's own hub is the usual one; it is written as the empty text.
            String hub = Dimension.hub(facility).key();
            Set<String> shortened = new TreeSet<>();
            others.forEach(other -> shortened.add(other.equals(hub) ? "" : other));
            writeTexts(out, shortened);
        }
        if (!hasSeparateVisit()) {
            visit.write(out);
        }
    }

    /** @param visits reads an embedded visit of the version of the record */
    static VisitedPlace read(DataInput in, List<String> publishers, BinaryCodec.Reader<Visit> visits)
            throws IOException {
        String facility = in.readUTF();
        int flags = in.readUnsignedByte();
        String publisher = publishers.get((int) VarLong.read(in));
        long lastHour = VarLong.read(in);
        Set<String> others = Set.of();
        if ((flags & HAS_OTHERS) != 0) {
            others = new TreeSet<>();
            for (String other : readTexts(in)) {
                others.add(other.isEmpty() ? Dimension.hub(facility).key() : other);
            }
        }
        return new VisitedPlace(
                facility,
                publisher,
                lastHour,
                (flags & OVER) != 0,
                others,
                (flags & SEPARATE_VISIT) != 0 ? null : visits.from(in));
    }

    /**
     * Reads the bytes of the former release, which have no hour of a separate visit. Its hour becomes 0, so that the
     * expiry evaluates it early and reads the visit.
     */
    static VisitedPlace readFormer(DataInput in) throws IOException {
        String facility = in.readUTF();
        VarLong.read(in); // The hour in which the former release would have forgotten the visit.
        Visit visit = in.readBoolean() ? null : Visit.readFormer(in);
        VisitedPlace place = new VisitedPlace(facility, "", 0, false, Set.of(), null);
        return visit == null ? place : place.with(visit, false, Set.of());
    }

    static void writeTexts(DataOutput out, Set<String> texts) throws IOException {
        VarLong.write(out, texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    static Set<String> readTexts(DataInput in) throws IOException {
        long left = VarLong.read(in);
        if (left == 0) {
            return Set.of();
        }
        Set<String> texts = new TreeSet<>();
        for (; left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
