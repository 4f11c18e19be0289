package dev.goldencorridor.alertbridge;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A span of time in which something is left alone; over at first. Measured by a clock that nobody sets: by the time of day
 * it would last that much longer if that were set back. For one thread.
 */
final class Cooldown {
    private final LongSupplier nanos;
    private long began;
    private long lasts;

    /** @param nanos runs evenly, like {@link System#nanoTime} */
    Cooldown(LongSupplier nanos) {
        this.nanos = nanos;
        this.began = nanos.getAsLong();
    }

    /** It lasts as long as this from now, whatever was left of it. */
    void begin(Duration time) {
        began = nanos.getAsLong();
        lasts = time.toNanos();
    }

    /** It lasts at least as long as this from now. */
    void extend(Duration time) {
        if (time.toNanos() > lasts - (nanos.getAsLong() - began)) {
            begin(time);
        }
    }

    boolean isOver() {
        return nanos.getAsLong() - began >= lasts;
    }
}
