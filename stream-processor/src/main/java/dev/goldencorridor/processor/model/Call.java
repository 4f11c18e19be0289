package dev.goldencorridor.processor.model;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A run's call at a facility as it is now known: a pure function of the journey's reports that stand, as its measurements
 * are. All instants are milliseconds since 1970-01-01T00:00Z, or {@link #UNKNOWN}.
 *
 * @param sense as last reported, as is the train number
 * @param releasedAt the last release
 * @param held the last hold
 * @param refused the last refusal
 * @param heardAt the latest event that has to do with the train itself; plans and causes do not count
 * @param causes why it is late, one for each type of alert at most, in the order of the types
 * @param namedPlaces the origins and destinations that the arrival and the departure name; each once
 */
public record Call(
        TravelDirection sense,
        String trainNumber,
        Movement arrival,
        Movement departure,
        long releasedAt,
        Stopped held,
        Stopped refused,
        long heardAt,
        List<Cause> causes,
        List<String> namedPlaces) {
    public static final long UNKNOWN = Long.MIN_VALUE;

    private static final int HAS_ARRIVAL = 1;
    private static final int HAS_DEPARTURE = 2;
    private static final int HAS_RELEASE = 4;
    private static final int HAS_HOLD = 8;
    private static final int HAS_REFUSAL = 16;
    private static final int HAS_CAUSES = 32;
    private static final int HAS_NAMED_PLACES = 64;
    /** Of a movement. */
    private static final int OCCURRED = 1;

    private static final int PLANNED = 2;
    private static final int CANCELLED = 4;

    /**
     * An arrival or a departure.
     *
     * @param plannedAt when it is planned, by the plan that was told last
     * @param isCancelled whether the plan that was told last says that it will not take place
     */
    public record Movement(long occurredAt, long plannedAt, boolean isCancelled) {
        public static final Movement NONE = new Movement(UNKNOWN, UNKNOWN, false);

        public boolean hasOccurred() {
            return occurredAt != UNKNOWN;
        }

        public boolean isPlanned() {
            return plannedAt != UNKNOWN;
        }
    }

    /**
     * That customs stopped the train.
     *
     * @param reason in the office's words; null if not told
     */
    public record Stopped(long at, String reason) {
        public static final Stopped NEVER = new Stopped(UNKNOWN, null);

        public boolean hasOccurred() {
            return at != UNKNOWN;
        }
    }

    /**
     * Why the train is late, as far as it was told.
     *
     * @param alertType the type of the alert that it explains; empty if it explains all
     */
    public record Cause(String alertType, String text) {}

    /** What was told of why it is late: of this type of alert or, where nothing was, in general; null if neither. */
    public String causeOf(String alertType) {
        String own = causeOnlyOf(alertType);
        return own == null ? causeOnlyOf("") : own;
    }

    /** What was told of this type of alert alone; null if nothing was. */
    public String causeOnlyOf(String alertType) {
        for (Cause cause : causes) {
            if (cause.alertType().equals(alertType)) {
                return cause.text();
            }
        }
        return null;
    }

    /** The same, with causes that explain these types of alert alone, or all. */
    public Call explaining(Set<String> alertTypes) {
        if (causes.isEmpty()) {
            return this;
        }
        List<Cause> known = causes.stream()
                .filter(cause -> cause.alertType().isEmpty() || alertTypes.contains(cause.alertType()))
                .toList();
        return new Call(sense, trainNumber, arrival, departure, releasedAt, held, refused, heardAt, known, namedPlaces);
    }

    public void write(DataOutput out) throws IOException {
        out.writeByte((isKnown(arrival) ? HAS_ARRIVAL : 0)
                | (isKnown(departure) ? HAS_DEPARTURE : 0)
                | (releasedAt == UNKNOWN ? 0 : HAS_RELEASE)
                | (held.hasOccurred() ? HAS_HOLD : 0)
                | (refused.hasOccurred() ? HAS_REFUSAL : 0)
                | (causes.isEmpty() ? 0 : HAS_CAUSES)
                | (namedPlaces.isEmpty() ? 0 : HAS_NAMED_PLACES));
        out.writeByte(sense.code());
        out.writeUTF(trainNumber);
        VarLong.write(out, heardAt);
        if (isKnown(arrival)) {
            write(out, arrival);
        }
        if (isKnown(departure)) {
            write(out, departure);
        }
        if (releasedAt != UNKNOWN) {
            VarLong.write(out, releasedAt);
        }
        if (held.hasOccurred()) {
            write(out, held);
        }
        if (refused.hasOccurred()) {
            write(out, refused);
        }
        if (!causes.isEmpty()) {
            VarLong.write(out, causes.size());
            for (Cause cause : causes) {
                out.writeUTF(cause.alertType());
                out.writeUTF(cause.text());
            }
        }
        if (!namedPlaces.isEmpty()) {
            VarLong.write(out, namedPlaces.size());
            for (String place : namedPlaces) {
                out.writeUTF(place);
            }
        }
    }

    private static boolean isKnown(Movement movement) {
        return !movement.equals(Movement.NONE);
    }

    private static void write(DataOutput out, Movement movement) throws IOException {
        out.writeByte((movement.hasOccurred() ? OCCURRED : 0)
                | (movement.isPlanned() ? PLANNED : 0)
                | (movement.isCancelled() ? CANCELLED : 0));
        if (movement.hasOccurred()) {
            VarLong.write(out, movement.occurredAt());
        }
        if (movement.isPlanned()) {
            VarLong.write(out, movement.plannedAt());
        }
    }

    private static void write(DataOutput out, Stopped stopped) throws IOException {
        VarLong.write(out, stopped.at());
        out.writeUTF(stopped.reason() == null ? "" : stopped.reason());
    }

    public static Call read(DataInput in) throws IOException {
        int has = in.readUnsignedByte();
        TravelDirection sense = TravelDirection.ofCode(in.readByte());
        String trainNumber = in.readUTF();
        long heardAt = VarLong.read(in);
        return new Call(
                sense,
                trainNumber,
                (has & HAS_ARRIVAL) == 0 ? Movement.NONE : readMovement(in),
                (has & HAS_DEPARTURE) == 0 ? Movement.NONE : readMovement(in),
                (has & HAS_RELEASE) == 0 ? UNKNOWN : VarLong.read(in),
                (has & HAS_HOLD) == 0 ? Stopped.NEVER : readStopped(in),
                (has & HAS_REFUSAL) == 0 ? Stopped.NEVER : readStopped(in),
                heardAt,
                (has & HAS_CAUSES) == 0 ? List.of() : readCauses(in),
                (has & HAS_NAMED_PLACES) == 0 ? List.of() : readPlaces(in));
    }

    private static Movement readMovement(DataInput in) throws IOException {
        int is = in.readUnsignedByte();
        return new Movement(
                (is & OCCURRED) == 0 ? UNKNOWN : VarLong.read(in),
                (is & PLANNED) == 0 ? UNKNOWN : VarLong.read(in),
                (is & CANCELLED) != 0);
    }

    private static Stopped readStopped(DataInput in) throws IOException {
        long at = VarLong.read(in);
        String reason = in.readUTF();
        return new Stopped(at, reason.isEmpty() ? null : reason);
    }

    private static List<Cause> readCauses(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        List<Cause> causes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            causes.add(new Cause(in.readUTF(), in.readUTF()));
        }
        return causes;
    }

    private static List<String> readPlaces(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        List<String> places = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            places.add(in.readUTF());
        }
        return places;
    }
}
