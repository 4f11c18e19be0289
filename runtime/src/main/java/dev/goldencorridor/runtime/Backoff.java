package dev.goldencorridor.runtime;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses that double from try to try up to a longest one. The half of each is drawn by lot, so that several instances do
 * not come back at the same moment.
 */
public final class Backoff {
    private final long shortest;
    private final long longest;
    private long next;

    public Backoff(Duration shortest, Duration longest) {
        this.shortest = shortest.toMillis();
        this.longest = longest.toMillis();
        this.next = this.shortest;
    }

    /** The pause before the next try. */
    public Duration pause() {
        long whole = next;
        next = Math.min(longest, 2 * whole);
        return Duration.ofMillis(whole - whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }

    /** After a success: the next pause is the shortest again. */
    public void reset() {
        next = shortest;
    }
}
