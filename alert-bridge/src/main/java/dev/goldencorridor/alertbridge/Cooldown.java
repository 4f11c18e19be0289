package dev.goldencorridor.alertbridge;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A pause before the next attempt. It is over at first. It uses a monotonic clock, because a time of day that is set
 * back would lengthen it. For one thread.
 */
final class Cooldown {
    private final LongSupplier nanos;
    private long began;
    private long lasts;

    /** @param nanos a monotonic clock, like {@link System#nanoTime} */
    Cooldown(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /** Starts the pause now, with this length, and replaces a running one. */
    void begin(Duration time) {
        began = nanos.getAsLong();
        lasts = time.toNanos();
    }

    /** Extends the pause to this time from now, unless it already lasts longer. */
    void extend(Duration time) {
        if (time.toNanos() > lasts - (nanos.getAsLong() - began)) {
            begin(time);
        }
    }

    boolean isOver() {
        return nanos.getAsLong() - began >= lasts;
    }
}
