package dev.goldencorridor.processor.runs;

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
 * A place that has reported a run, with the run's journey there.
 *
 * @param publisher who reported it first, and so whose capacity it takes; empty if unknown
 * @param lastHour the hour since 1970 of the latest event; of a journey kept apart at most {@link #HOURS_NOT_KEPT} earlier
 * @param isExpired its last event is so old that the train counts neither as waiting nor as late; its facts still count
 * @param others the dimensions whose facts of this journey are counted under OTHER
 * @param journey null if it is kept apart
 */
record VisitedPlace(String facility, String publisher, long lastHour, boolean isExpired, Set<String> others, Visit journey) {
    /** By how much the hour of a journey kept apart may move on before that is kept, so that not each report is two records. */
    static final long HOURS_NOT_KEPT = Duration.ofDays(10).toHours();

    private static final int APART = 1;
    private static final int EXPIRED = 2;
    private static final int HAS_OTHERS = 4;
    /** The most bytes of all fields but texts, and of the length of a text. */
    private static final int NUMBERS = 24;

    private static final int MOST_BYTES_A_CHARACTER = 3;

    static VisitedPlace of(String facility, String publisher) {
        return new VisitedPlace(facility, publisher, 0, false, Set.of(), Visit.EMPTY);
    }

    boolean isApart() {
        return journey == null;
    }

    VisitedPlace with(Visit now, boolean expired, Set<String> counted) {
        long hour = ExpiryIndex.hourOf(now.lastOccurredAt());
        return new VisitedPlace(facility, publisher, hour, expired, counted, now);
    }

    /** The same place, with its journey kept apart. */
    VisitedPlace apart() {
        return new VisitedPlace(facility, publisher, lastHour, isExpired, others, null);
    }

    VisitedPlace expired() {
        return new VisitedPlace(facility, publisher, lastHour, true, others, journey);
    }

    VisitedPlace withLastHour(long hour) {
        return hour == lastHour ? this : new VisitedPlace(facility, publisher, hour, isExpired, others, journey);
    }

    VisitedPlace withOthers(Set<String> counted) {
        return counted.equals(others) ? this : new VisitedPlace(facility, publisher, lastHour, isExpired, counted, journey);
    }

    /** Whether what is kept of it beside its journey need not be written anew for the other. */
    boolean isMuchAs(VisitedPlace other) {
        return isExpired == other.isExpired
                && others.equals(other.others)
                && other.lastHour >= lastHour
                && other.lastHour - lastHour < HOURS_NOT_KEPT;
    }

    /** The most bytes that it takes, its journey and stop left out. */
    int mostBytes() {
        return NUMBERS + MOST_BYTES_A_CHARACTER * facility.length() + mostBytes(others);
    }

    static int mostBytes(Set<String> texts) {
        int bytes = 0;
        for (String text : texts) {
            bytes += NUMBERS + MOST_BYTES_A_CHARACTER * text.length();
        }
        return bytes;
    }

    void write(DataOutput out, List<String> publishers) throws IOException {
        out.writeUTF(facility);
        out.writeByte((isApart() ? APART : 0) | (isExpired ? EXPIRED : 0) | (others.isEmpty() ? 0 : HAS_OTHERS));
        VarLong.write(out, publishers.indexOf(publisher));
        VarLong.write(out, lastHour);
        if (!others.isEmpty()) {
            String hub = Dimension.hub(facility).key();
            Set<String> shortened = new TreeSet<>();
            others.forEach(other -> shortened.add(other.equals(hub) ? "" : other));
            writeTexts(out, shortened);
        }
        if (!isApart()) {
            journey.write(out);
        }
    }

    static VisitedPlace read(DataInput in, List<String> publishers) throws IOException {
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
                (flags & EXPIRED) != 0,
                others,
                (flags & APART) != 0 ? null : Visit.read(in));
    }

    /** As the former release wrote it. The hour of one kept apart is unknown, and so early that it is read in time. */
    static VisitedPlace readFormer(DataInput in) throws IOException {
        String facility = in.readUTF();
        VarLong.read(in); // When it was due to be forgotten.
        Visit journey = in.readBoolean() ? null : Visit.read(in);
        VisitedPlace apart = new VisitedPlace(facility, "", 0, false, Set.of(), null);
        return journey == null ? apart : apart.with(journey, false, Set.of());
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
