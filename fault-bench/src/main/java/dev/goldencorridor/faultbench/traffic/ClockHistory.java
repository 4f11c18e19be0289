package dev.goldencorridor.faultbench.traffic;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The event clock over the time of the brokers, for whoever sees the added events. Times are in UTC. */
final class ClockHistory {
    /** Each advance of the clock. */
    private final NavigableMap<Instant, Instant> clockSince = new TreeMap<>();

    /** Adds an event that is visible since the given time. The order of calls does not matter. */
    void add(Instant visibleSince, Instant occurredAt) {
        if (!occurredAt.isAfter(upTo(visibleSince))) {
            return;
        }
        clockSince.put(visibleSince, occurredAt);
        NavigableMap<Instant, Instant> after = clockSince.tailMap(visibleSince, false);
        while (!after.isEmpty() && !after.firstEntry().getValue().isAfter(occurredAt)) {
            after.pollFirstEntry();
        }
    }

    /** The clock by all events that are visible since an earlier time; {@link Instant#MIN} if there are none. */
    Instant before(Instant time) {
        return clock(clockSince.lowerEntry(time));
    }

    /** As {@link #before}, including the events of this time. */
    Instant upTo(Instant time) {
        return clock(clockSince.floorEntry(time));
    }

    private static Instant clock(Map.Entry<Instant, Instant> advance) {
        return advance == null ? Instant.MIN : advance.getValue();
    }
}
