package dev.goldencorridor.processor.windows;

import java.time.Duration;

/**
 * A rolling window: the minutes m-L+1 ... m, with the clock in minute m.
 *
 * @param name as in the keys: {@code PT1H}, {@code PT24H}
 * @param minutes its length L
 */
public record Window(String name, long minutes) {
    /**
     * The window of a name.
     *
     * @throws IllegalArgumentException unless it is an ISO-8601 duration of whole minutes
     */
    public static Window of(String name) {
        Duration length = Duration.parse(name);
        if (length.isNegative() || length.isZero() || length.toMillis() % 60_000 != 0) {
            throw new IllegalArgumentException("a window is a whole number of minutes, not " + name);
        }
        return new Window(name, length.toMinutes());
    }
}
