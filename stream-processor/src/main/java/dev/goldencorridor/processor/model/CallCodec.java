package dev.goldencorridor.processor.model;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Calls as bytes: flags of the fields that are present, and then these fields. */
final class CallCodec {
    private static final int HAS_ARRIVAL = 1;
    private static final int HAS_DEPARTURE = 2;
    private static final int HAS_RELEASE = 4;
    private static final int HAS_HOLD = 8;
    private static final int HAS_REFUSAL = 16;
    private static final int HAS_CAUSES = 32;
    private static final int HAS_NAMED_PLACES = 64;
    private static final int RELEASE_REVOKED = 128;

    /** The flags of a movement. */
    private static final int OCCURRED = 1;

    private static final int PLANNED = 2;
    private static final int CANCELLED = 4;

    private CallCodec() {}

    static void write(Call call, DataOutput out) throws IOException {
        out.writeByte(flags(call));
        out.writeByte(call.direction().code());
        out.writeUTF(call.trainNumber());
        VarLong.write(out, call.heardAt());
        if (isKnown(call.arrival())) {
            write(call.arrival(), out);
        }
        if (isKnown(call.departure())) {
            write(call.departure(), out);
        }
        if (call.releasedAt() != UNKNOWN) {
            VarLong.write(out, call.releasedAt());
        }
        if (call.held().hasOccurred()) {
            write(call.held(), out);
        }
        if (call.refused().hasOccurred()) {
            write(call.refused(), out);
        }
        if (!call.causes().isEmpty()) {
            VarLong.write(out, call.causes().size());
            for (Call.Cause cause : call.causes()) {
                out.writeUTF(cause.alertType());
                out.writeUTF(cause.text());
            }
        }
        if (!call.namedPlaces().isEmpty()) {
            VarLong.write(out, call.namedPlaces().size());
            for (String place : call.namedPlaces()) {
                out.writeUTF(place);
            }
        }
    }

    private static int flags(Call call) {
        return (isKnown(call.arrival()) ? HAS_ARRIVAL : 0)
                | (isKnown(call.departure()) ? HAS_DEPARTURE : 0)
                | (call.releasedAt() == UNKNOWN ? 0 : HAS_RELEASE)
                | (call.isReleaseRevoked() ? RELEASE_REVOKED : 0)
                | (call.held().hasOccurred() ? HAS_HOLD : 0)
                | (call.refused().hasOccurred() ? HAS_REFUSAL : 0)
                | (call.causes().isEmpty() ? 0 : HAS_CAUSES)
                | (call.namedPlaces().isEmpty() ? 0 : HAS_NAMED_PLACES);
    }

    private static boolean isKnown(Call.Movement movement) {
        return !movement.equals(Call.Movement.NONE);
    }

    private static void write(Call.Movement movement, DataOutput out) throws IOException {
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

    private static void write(Call.Stopped stopped, DataOutput out) throws IOException {
        VarLong.write(out, stopped.at());
        out.writeUTF(stopped.reason() == null ? "" : stopped.reason());
    }

    static Call read(DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        TravelDirection direction = TravelDirection.ofCode(in.readByte());
        String trainNumber = in.readUTF();
        long heardAt = VarLong.read(in);
        return new Call(
                direction,
                trainNumber,
                (flags & HAS_ARRIVAL) == 0 ? Call.Movement.NONE : readMovement(in),
                (flags & HAS_DEPARTURE) == 0 ? Call.Movement.NONE : readMovement(in),
                (flags & HAS_RELEASE) == 0 ? UNKNOWN : VarLong.read(in),
                (flags & RELEASE_REVOKED) != 0,
                (flags & HAS_HOLD) == 0 ? Call.Stopped.NEVER : readStopped(in),
                (flags & HAS_REFUSAL) == 0 ? Call.Stopped.NEVER : readStopped(in),
                heardAt,
                (flags & HAS_CAUSES) == 0 ? List.of() : readCauses(in),
                (flags & HAS_NAMED_PLACES) == 0 ? List.of() : readNamedPlaces(in));
    }

    private static Call.Movement readMovement(DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        return new Call.Movement(
                (flags & OCCURRED) == 0 ? UNKNOWN : VarLong.read(in),
                (flags & PLANNED) == 0 ? UNKNOWN : VarLong.read(in),
                (flags & CANCELLED) != 0);
    }

    private static Call.Stopped readStopped(DataInput in) throws IOException {
        long at = VarLong.read(in);
        String reason = in.readUTF();
        return new Call.Stopped(at, reason.isEmpty() ? null : reason);
    }

    private static List<Call.Cause> readCauses(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        List<Call.Cause> causes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            causes.add(new Call.Cause(in.readUTF(), in.readUTF()));
        }
        return causes;
    }

    private static List<String> readNamedPlaces(DataInput in) throws IOException {
        int size = (int) VarLong.read(in);
        List<String> places = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            places.add(in.readUTF());
        }
        return places;
    }
}
