package dev.goldencorridor.operationscentre.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a publisher is silent for longer than is usual for it. All times are those of the brokers and of this
 * machine, also on the event clock: a replay is silent when it stops.
 *
 * @param lastReceivedAt when the broker took its latest record
 * @param limit how long it may be silent; empty if its usual gap is not known yet
 * @param isSilent whether it is silent for longer
 */
public record Silence(Instant lastReceivedAt, Optional<Duration> limit, boolean isSilent) {
    /** On the wall clock, a shorter silence is never reported: trains are some minutes apart. */
    private static final Duration MIN_SILENCE = Duration.ofMinutes(30);

    private static final double USUAL_GAPS = 3;
    /** A replay passes hours in seconds, and pauses like any program. */
    private static final Duration MIN_SILENCE_IN_REPLAY = Duration.ofSeconds(15);

    private static final double USUAL_GAPS_IN_REPLAY = 10;
    private static final double MILLIS = 1_000;

    /** Evaluates a value of {@code ops.publishers}; empty if nothing was ever received. */
    public static Optional<Silence> of(JsonValue publisher, boolean isReplay, Instant now) {
        Optional<Duration> limit = publisher.number("usualGapSeconds").map(gap -> limit(gap, isReplay));
        return publisher
                .instant("lastReceivedAt")
                .map(last -> new Silence(
                        last,
                        limit,
                        limit.isPresent() && Duration.between(last, now).compareTo(limit.get()) > 0));
    }

    private static Duration limit(double usualGapSeconds, boolean isReplay) {
        double gaps = isReplay ? USUAL_GAPS_IN_REPLAY : USUAL_GAPS;
        Duration least = isReplay ? MIN_SILENCE_IN_REPLAY : MIN_SILENCE;
        Duration usual = Duration.ofMillis((long) (gaps * usualGapSeconds * MILLIS));
        return usual.compareTo(least) > 0 ? usual : least;
    }
}
