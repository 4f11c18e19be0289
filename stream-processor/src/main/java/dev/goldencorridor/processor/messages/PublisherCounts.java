package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counts of one publisher in one task since the last ones were forwarded. The record's key is the publisher. Hours
 * count from 1970-01-01T00:00Z. Mutable; not thread-safe.
 */
public final class PublisherCounts {
    /** Hours are kept for seven days of 24 hours, with the running one. */
    public static final int KEPT_HOURS = 168;

    private static final byte VERSION = 1;
    private static final long SECOND_MILLIS = 1_000;

    private final PublisherTotals totals;
    private final Map<Long, HourOfReports> hours = new TreeMap<>();

    /** No counts. */
    public PublisherCounts() {
        this(new PublisherTotals());
    }

    private PublisherCounts(PublisherTotals totals) {
        this.totals = totals;
    }

    /**
     * Counts one record.
     *
     * @param receivedAt when the broker took it, milliseconds since 1970-01-01T00:00Z
     * @param now the time of day; older hours than the kept ones count in the totals only
     */
    public void add(PublisherUpdate update, long receivedAt, long now) {
        long second = Math.floorDiv(receivedAt, SECOND_MILLIS);
        long hour = hour(receivedAt);
        int inHour = (int) (second - hour * HourOfReports.SECONDS);
        boolean isKept = hour > hour(now) - KEPT_HOURS;
        if (update instanceof PublisherUpdate.Received report) {
            totals.add(report, receivedAt);
            if (isKept && report.isAccepted()) {
                hours.computeIfAbsent(hour, number -> new HourOfReports()).addAccepted(inHour);
            }
        } else if (update instanceof PublisherUpdate.Rejected rejected) {
            totals.add(rejected, receivedAt);
            if (isKept) {
                hours.computeIfAbsent(hour, number -> new HourOfReports()).addRejected(inHour);
            }
        }
    }

    /** The hour of an instant (milliseconds since 1970-01-01T00:00Z). */
    public static long hour(long millis) {
        return Math.floorDiv(millis, SECOND_MILLIS * HourOfReports.SECONDS);
    }

    public PublisherTotals totals() {
        return totals;
    }

    public Map<Long, HourOfReports> hours() {
        return Collections.unmodifiableMap(hours);
    }

    public byte[] toBytes() {
        return BinaryCodec.write(256, out -> {
            out.writeByte(VERSION);
            totals.write(out);
            VarLong.write(out, hours.size());
            for (Map.Entry<Long, HourOfReports> entry : hours.entrySet()) {
                VarLong.write(out, entry.getKey());
                entry.getValue().write(out);
            }
        });
    }

    public static PublisherCounts fromBytes(byte[] bytes) {
        return BinaryCodec.read(bytes, "the counts of a publisher", PublisherCounts::read);
    }

    private static PublisherCounts read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version " + version + "; this release reads version " + VERSION);
        }
        PublisherCounts counts = new PublisherCounts(PublisherTotals.read(in));
        for (long left = VarLong.read(in); left > 0; left--) {
            counts.hours.put(VarLong.read(in), HourOfReports.read(in));
        }
        return counts;
    }
}
