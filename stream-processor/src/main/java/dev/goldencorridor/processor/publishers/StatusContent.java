package dev.goldencorridor.processor.publishers;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.messages.PublisherTotals;
import dev.goldencorridor.schemas.PublisherStatus;
import java.time.Instant;
import java.util.Map;

/**
 * The content of a publisher's status: all but its time and its revision.
 *
 * @param usualGapSeconds null if there are too few gaps
 */
record StatusContent(PublisherTotals totals, long acceptedLast24h, long rejectedLast24h, Double usualGapSeconds) {
    private static final long DAY_MINUTES = 1_440;

    /** @param minute the minute of the time of day */
    static StatusContent of(PublisherReports reports, long minute) {
        long first = minute - DAY_MINUTES + 1;
        return new StatusContent(
                reports.totals(), reports.acceptedFrom(first), reports.rejectedFrom(first), reports.usualGapSeconds());
    }

    /** Equal contents have equal bytes. */
    byte[] toBytes() {
        return BinaryCodec.write(128, out -> {
            totals.write(out);
            out.writeLong(acceptedLast24h);
            out.writeLong(rejectedLast24h);
            out.writeDouble(usualGapSeconds == null ? Double.NaN : usualGapSeconds);
        });
    }

    PublisherStatus status(String publisher, long clock, long revision) {
        Map<String, Long> byReason = totals.rejectedByReason();
        return PublisherStatus.newBuilder()
                .setPublisher(publisher)
                .setAccepted(totals.accepted())
                .setDuplicates(totals.duplicates())
                .setRetractions(totals.retractions())
                .setRejected(
                        byReason.values().stream().mapToLong(Long::longValue).sum())
                .setRejectedByReason(Map.copyOf(byReason))
                .setAcceptedLast24h(acceptedLast24h)
                .setRejectedLast24h(rejectedLast24h)
                .setLastReceivedAt(instant(totals.lastReceivedAt()))
                .setLastOccurredAt(instant(totals.lastOccurredAt()))
                .setUsualGapSeconds(usualGapSeconds)
                .setAsOf(Instant.ofEpochMilli(clock))
                .setRevision(revision)
                .build();
    }

    private static Instant instant(long millis) {
        return millis == PublisherTotals.NEVER ? null : Instant.ofEpochMilli(millis);
    }
}
