package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One place in a run's itinerary.
 *
 * @param arrivedAt milliseconds since 1970-01-01T00:00Z, or {@link #UNKNOWN}; likewise {@code departedAt}
 * @param destination where the run ends, if it began here and its departure says so; else null
 * @param origin where the run began, if it ends here and its arrival says so; else null
 */
record StopTimes(String facility, long arrivedAt, long departedAt, String destination, String origin) {
    static final long UNKNOWN = Long.MIN_VALUE;

    /** The stop that these reports make, either of which may be null; null if both are. */
    static StopTimes of(String facility, Report arrival, Report departure) {
        if (arrival == null && departure == null) {
            return null;
        }
        boolean began = departure != null && facility.equals(departure.origin());
        boolean ended = arrival != null && facility.equals(arrival.destination());
        return new StopTimes(
                facility,
                arrival == null ? UNKNOWN : arrival.occurredAt(),
                departure == null ? UNKNOWN : departure.occurredAt(),
                began ? departure.destination() : null,
                ended ? arrival.origin() : null);
    }

    boolean isEnd() {
        return destination != null || origin != null;
    }

    boolean isArrived() {
        return arrivedAt != UNKNOWN;
    }

    boolean isDeparted() {
        return departedAt != UNKNOWN;
    }

    /** Where it stands in the itinerary's order. */
    long at() {
        return isArrived() ? arrivedAt : departedAt;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(facility);
        VarLong.write(out, arrivedAt);
        VarLong.write(out, departedAt);
        out.writeUTF(destination == null ? "" : destination);
        out.writeUTF(origin == null ? "" : origin);
    }

    static StopTimes read(DataInput in) throws IOException {
        return new StopTimes(
                in.readUTF(), VarLong.read(in), VarLong.read(in), emptyAsNull(in.readUTF()), emptyAsNull(in.readUTF()));
    }

    private static String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
