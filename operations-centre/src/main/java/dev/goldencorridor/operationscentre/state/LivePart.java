package dev.goldencorridor.operationscentre.state;

import dev.goldencorridor.operationscentre.periods.CalendarPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which values are live, that is, which every viewer receives.
 *
 * <p>Live are all values without a window, rolling windows, the running day, month and year, and the hours of network
 * and ports that began within the last 48 hours. Alerts are live while they are raised and for 24 hours after. Time is
 * that of the pipeline's clock.
 */
public final class LivePart {
    /** How long an hour is live after its beginning. */
    public static final Duration LIVE_HOURS = Duration.ofDays(2);
    /** How long an alert is live after it cleared. */
    public static final Duration LIVE_AFTER_CLEARING = Duration.ofDays(1);

    private static final char SLASH = '/';

    private LivePart() {}

    /** The calendar period of a key; empty if the topic has no windows, or if the window rolls. */
    public static Optional<CalendarPeriod> periodOf(String topic, String key) {
        return BoardTopics.isWindowed(topic)
                ? CalendarPeriod.ofWindow(key.substring(key.lastIndexOf(SLASH) + 1))
                : Optional.empty();
    }

    /** Whether {@link #endOf} depends on the value; otherwise the value is live until it is deleted. */
    static boolean isLimited(String topic, String key) {
        return BoardTopics.isDelays(topic) || periodOf(topic, key).isPresent();
    }

    /** The end of the time in which a value is live. It may be over. */
    public static Instant endOf(String topic, String key, JsonValue value) {
        if (BoardTopics.isDelays(topic)) {
            return value.text("state").filter("CLEARED"::equals).isEmpty()
                    ? Instant.MAX
                    : value.instant("clearedAt")
                            .map(cleared -> cleared.plus(LIVE_AFTER_CLEARING))
                            .orElse(Instant.MIN);
        }
        return periodOf(topic, key)
                .map(period -> value.instant("windowStart")
                        .map(start -> start.plus(liveTime(key, period)))
                        .orElse(Instant.MIN))
                .orElse(Instant.MAX);
    }

    private static Duration liveTime(String key, CalendarPeriod period) {
        if (period.kind() != CalendarPeriod.Kind.HOUR) {
            return period.length();
        }
        return key.startsWith("NETWORK/") || key.startsWith("PORT/") ? LIVE_HOURS : Duration.ZERO;
    }
}
