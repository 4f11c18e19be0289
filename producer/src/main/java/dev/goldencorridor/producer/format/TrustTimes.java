package dev.goldencorridor.producer.format;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * Reads the times of a message's body. The feed computes their milliseconds from British local time as if it were UTC,
 * so in summer they are one hour ahead. The time in the header is right.
 */
final class TrustTimes {
    static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** Times are rounded to half minutes, and some are set by hand. */
    private static final Duration MAX_AHEAD_OF_HEADER = Duration.ofMinutes(5);

    private TrustTimes() {}

    /**
     * The instant that the feed means. In the hour that October repeats, it is the later instant that is not more than
     * five minutes after the header's time.
     *
     * @param millis as in the body
     * @param queuedAt the header's time; without one, the earlier instant is taken
     */
    static Instant meant(long millis, Instant queuedAt) {
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        ZonedDateTime earlier = ZonedDateTime.ofLocal(local, LONDON, null).withEarlierOffsetAtOverlap();
        Instant later = earlier.withLaterOffsetAtOverlap().toInstant();
        boolean isLater = queuedAt != null && !later.isAfter(queuedAt.plus(MAX_AHEAD_OF_HEADER));
        return isLater ? later : earlier.toInstant();
    }
}
