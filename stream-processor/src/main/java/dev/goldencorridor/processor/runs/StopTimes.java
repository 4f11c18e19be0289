package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The arrival and the departure of one call.
 *
 * @param arrivedAt milliseconds since 1970-01-01T00:00Z, or {@code UNKNOWN}; likewise {@code departedAt}
 * @param destination where the run ends, if the departure says that the run began here; else null
 * @param origin where the run began, if the arrival says that the run ends here; else null
 */
record StopTimes(String facility, long arrivedAt, long departedAt, String destination, String origin) {
    /** Returns the stop times of these reports. Either may be null, but not both. */
    static StopTimes of(String facility, Report arrival, Report departure) {
        boolean beganHere = departure != null && facility.equals(departure.origin());
        boolean endedHere = arrival != null && facility.equals(arrival.destination());
        return new StopTimes(
                facility,
                arrival == null ? UNKNOWN : arrival.occurredAt(),
                departure == null ? UNKNOWN : departure.occurredAt(),
                beganHere ? departure.destination() : null,
                endedHere ? arrival.origin() : null);
    }

    /** Whether the run began or ended here, and its other end is reported. */
    boolean isEnd() {
        return destination != null || origin != null;
    }

    boolean isArrived() {
        return arrivedAt != UNKNOWN;
    }

    boolean isDeparted() {
        return departedAt != UNKNOWN;
    }

    /** Returns the time by which the stops of a run are in order. */
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
