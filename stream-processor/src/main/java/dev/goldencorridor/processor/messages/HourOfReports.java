package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.BitSet;

/**
 * What one publisher sent in one hour of the broker's time: accepted and rejected records by the minute, and the
 * seconds with accepted records. Hours add. Mutable; not thread-safe.
 */
public final class HourOfReports {
    public static final int SECONDS = 3_600;
    private static final int MINUTES = 60;
    private static final int SECONDS_PER_MINUTE = 60;

    private final int[] accepted = new int[MINUTES];
    private final int[] rejected = new int[MINUTES];
    private final BitSet seconds = new BitSet(SECONDS);

    /**
     * Counts an accepted record.
     *
     * @param second of the hour
     */
    public void addAccepted(int second) {
        accepted[second / SECONDS_PER_MINUTE]++;
        seconds.set(second);
    }

    /**
     * Counts a rejected record.
     *
     * @param second of the hour
     */
    public void addRejected(int second) {
        rejected[second / SECONDS_PER_MINUTE]++;
    }

    public void add(HourOfReports other) {
        for (int minute = 0; minute < MINUTES; minute++) {
            accepted[minute] += other.accepted[minute];
            rejected[minute] += other.rejected[minute];
        }
        seconds.or(other.seconds);
    }

    /** The accepted records from a minute of the hour on. */
    public long acceptedFrom(int minute) {
        return sumFrom(accepted, minute);
    }

    /** The rejected records from a minute of the hour on. */
    public long rejectedFrom(int minute) {
        return sumFrom(rejected, minute);
    }

    private static long sumFrom(int[] counts, int first) {
        long sum = 0;
        for (int minute = first; minute < MINUTES; minute++) {
            sum += counts[minute];
        }
        return sum;
    }

    /** The seconds of the hour with accepted records; to be read only. */
    public BitSet seconds() {
        return seconds;
    }

    public void write(DataOutput out) throws IOException {
        writeCounts(out, accepted);
        writeCounts(out, rejected);
        byte[] bits = seconds.toByteArray();
        VarLong.write(out, bits.length);
        out.write(bits);
    }

    /** Only minutes with records are written. */
    private static void writeCounts(DataOutput out, int[] counts) throws IOException {
        for (int minute = 0; minute < MINUTES; minute++) {
            if (counts[minute] != 0) {
                out.writeByte(minute);
                VarLong.write(out, counts[minute]);
            }
        }
        out.writeByte(MINUTES);
    }

    public static HourOfReports read(DataInput in) throws IOException {
        HourOfReports hour = new HourOfReports();
        readCounts(in, hour.accepted);
        readCounts(in, hour.rejected);
        long length = VarLong.read(in);
        if (length < 0 || length > SECONDS / Byte.SIZE) {
            throw new IOException("the seconds of an hour in " + length + " bytes");
        }
        byte[] bits = new byte[(int) length];
        in.readFully(bits);
        hour.seconds.or(BitSet.valueOf(bits));
        return hour;
    }

    private static void readCounts(DataInput in, int[] counts) throws IOException {
        for (int minute = in.readByte(); minute != MINUTES; minute = in.readByte()) {
            counts[minute] = (int) VarLong.read(in);
        }
    }
}
