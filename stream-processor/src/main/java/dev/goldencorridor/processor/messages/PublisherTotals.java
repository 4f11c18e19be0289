package dev.goldencorridor.processor.messages;

import dev.goldencorridor.processor.codec.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The counts of one publisher without regard to time. Totals add. Mutable; not thread-safe. */
public final class PublisherTotals {
    /** Before any time. */
    public static final long NEVER = Long.MIN_VALUE;

    private final Map<String, Long> rejectedByReason = new TreeMap<>();
    private long accepted;
    private long duplicates;
    private long retractions;
    private long lastReceivedAt = NEVER;
    private long lastOccurredAt = NEVER;

    /** @param receivedAt when the broker took the record, milliseconds since 1970-01-01T00:00Z */
    void add(PublisherUpdate.Received report, long receivedAt) {
        lastReceivedAt = Math.max(lastReceivedAt, receivedAt);
        if (!report.isAccepted()) {
            duplicates++;
            return;
        }
        accepted++;
        retractions += report.isRetraction() ? 1 : 0;
        lastOccurredAt = Math.max(lastOccurredAt, report.occurredAt());
    }

    void add(PublisherUpdate.Rejected record, long receivedAt) {
        lastReceivedAt = Math.max(lastReceivedAt, receivedAt);
        rejectedByReason.merge(record.reason(), 1L, Long::sum);
    }

    public void add(PublisherTotals other) {
        other.rejectedByReason.forEach((reason, count) -> rejectedByReason.merge(reason, count, Long::sum));
        accepted += other.accepted;
        duplicates += other.duplicates;
        retractions += other.retractions;
        lastReceivedAt = Math.max(lastReceivedAt, other.lastReceivedAt);
        lastOccurredAt = Math.max(lastOccurredAt, other.lastOccurredAt);
    }

    public long accepted() {
        return accepted;
    }

    public long duplicates() {
        return duplicates;
    }

    /** Accepted records that withdraw an event. */
    public long retractions() {
        return retractions;
    }

    /** By the name of the reason; a reason without records is absent. */
    public Map<String, Long> rejectedByReason() {
        return Collections.unmodifiableMap(rejectedByReason);
    }

    /** Milliseconds since 1970-01-01T00:00Z; {@link #NEVER} before the first record. */
    public long lastReceivedAt() {
        return lastReceivedAt;
    }

    /** Milliseconds since 1970-01-01T00:00Z; {@link #NEVER} before the first accepted record. */
    public long lastOccurredAt() {
        return lastOccurredAt;
    }

    public void write(DataOutput out) throws IOException {
        VarLong.write(out, accepted);
        VarLong.write(out, duplicates);
        VarLong.write(out, retractions);
        out.writeLong(lastReceivedAt);
        out.writeLong(lastOccurredAt);
        VarLong.write(out, rejectedByReason.size());
        for (Map.Entry<String, Long> entry : rejectedByReason.entrySet()) {
            out.writeUTF(entry.getKey());
            VarLong.write(out, entry.getValue());
        }
    }

    public static PublisherTotals read(DataInput in) throws IOException {
        PublisherTotals totals = new PublisherTotals();
        totals.accepted = VarLong.read(in);
        totals.duplicates = VarLong.read(in);
        totals.retractions = VarLong.read(in);
        totals.lastReceivedAt = in.readLong();
        totals.lastOccurredAt = in.readLong();
        for (long reasons = VarLong.read(in); reasons > 0; reasons--) {
            totals.rejectedByReason.put(in.readUTF(), VarLong.read(in));
        }
        return totals;
    }
}
