package dev.goldencorridor.runtime;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential backoff with jitter. Each pause is twice the one before, up to a maximum. Half of each pause is random,
 * so that several instances do not retry at the same moment. Not thread-safe.
 */
public final class Backoff {
    private final long shortestMs;
    private final long longestMs;
    private long nextMs;

    /**
     * @param shortest the first pause, before jitter; in whole milliseconds
     * @param longest the upper bound of all pauses
     * @throws IllegalArgumentException if the shortest pause is longer than the longest
     */
    public Backoff(Duration shortest, Duration longest) {
        if (shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("the shortest pause " + shortest + " is longer than " + longest);
        }
        this.shortestMs = shortest.toMillis();
        this.longestMs = longest.toMillis();
        this.nextMs = this.shortestMs;
    }

    /** The pause before the next retry: between half and all of the doubled value. */
    public Duration pause() {
        long pauseMs = nextMs;
        nextMs = Math.min(longestMs, 2 * pauseMs);
        return Duration.ofMillis(
                pauseMs - pauseMs / 2 + ThreadLocalRandom.current().nextLong(pauseMs / 2 + 1));
    }

    /** To be called after a success: the next pause is the shortest again. */
    public void reset() {
        nextMs = shortestMs;
    }
}
