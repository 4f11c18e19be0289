package dev.goldencorridor.processor.model;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The part of a call that the status of a run needs, and no alert. All instants are milliseconds since
 * 1970-01-01T00:00Z, or {@link Call#UNKNOWN}.
 *
 * @param origin where the run began, as the departure or else the arrival names it; null if unknown. Likewise
 *     {@code destination}, {@code nextBorder}, {@code
 *     operatorLine} and {@code consist}
 * @param estimatedArrivalAt the last forecast of the arrival
 * @param estimatedDepartureAt the last forecast of the departure
 * @param lastStep the last step of the clearance, deciding or not; null if there is none
 * @param lastStepAt when that step was taken
 */
public record CallDetails(
        String origin,
        String destination,
        String nextBorder,
        String operatorLine,
        Consist consist,
        long estimatedArrivalAt,
        long estimatedDepartureAt,
        CustomsStep lastStep,
        long lastStepAt) {
    public static final CallDetails NONE =
            new CallDetails(null, null, null, null, null, UNKNOWN, UNKNOWN, null, UNKNOWN);

    private static final int HAS_ORIGIN = 1;
    private static final int HAS_DESTINATION = 2;
    private static final int HAS_OPERATOR_LINE = 4;
    private static final int HAS_CONSIST = 8;
    private static final int HAS_ESTIMATED_ARRIVAL = 16;
    private static final int HAS_ESTIMATED_DEPARTURE = 32;
    private static final int HAS_STEP = 64;
    private static final int HAS_NEXT_BORDER = 128;

    /** Writes flags of the fields that are present, and then these fields. */
    public void write(DataOutput out) throws IOException {
        out.writeByte(flags());
        if (origin != null) {
            out.writeUTF(origin);
        }
        if (destination != null) {
            out.writeUTF(destination);
        }
        if (nextBorder != null) {
            out.writeUTF(nextBorder);
        }
        if (operatorLine != null) {
            out.writeUTF(operatorLine);
        }
        if (consist != null) {
            consist.write(out);
        }
        if (estimatedArrivalAt != UNKNOWN) {
            VarLong.write(out, estimatedArrivalAt);
        }
        if (estimatedDepartureAt != UNKNOWN) {
            VarLong.write(out, estimatedDepartureAt);
        }
        if (lastStep != null) {
            out.writeByte(lastStep.code());
            VarLong.write(out, lastStepAt);
        }
    }

    private int flags() {
        return (origin == null ? 0 : HAS_ORIGIN)
                | (destination == null ? 0 : HAS_DESTINATION)
                | (operatorLine == null ? 0 : HAS_OPERATOR_LINE)
                | (consist == null ? 0 : HAS_CONSIST)
                | (estimatedArrivalAt == UNKNOWN ? 0 : HAS_ESTIMATED_ARRIVAL)
                | (estimatedDepartureAt == UNKNOWN ? 0 : HAS_ESTIMATED_DEPARTURE)
                | (lastStep == null ? 0 : HAS_STEP)
                | (nextBorder == null ? 0 : HAS_NEXT_BORDER);
    }

    public static CallDetails read(DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        String origin = (flags & HAS_ORIGIN) == 0 ? null : in.readUTF();
        String destination = (flags & HAS_DESTINATION) == 0 ? null : in.readUTF();
        String nextBorder = (flags & HAS_NEXT_BORDER) == 0 ? null : in.readUTF();
        String operatorLine = (flags & HAS_OPERATOR_LINE) == 0 ? null : in.readUTF();
        Consist consist = (flags & HAS_CONSIST) == 0 ? null : Consist.read(in);
        long estimatedArrivalAt = (flags & HAS_ESTIMATED_ARRIVAL) == 0 ? UNKNOWN : VarLong.read(in);
        long estimatedDepartureAt = (flags & HAS_ESTIMATED_DEPARTURE) == 0 ? UNKNOWN : VarLong.read(in);
        CustomsStep lastStep = (flags & HAS_STEP) == 0 ? null : CustomsStep.ofCode(in.readByte());
        return new CallDetails(
                origin,
                destination,
                nextBorder,
                operatorLine,
                consist,
                estimatedArrivalAt,
                estimatedDepartureAt,
                lastStep,
                lastStep == null ? UNKNOWN : VarLong.read(in));
    }
}
