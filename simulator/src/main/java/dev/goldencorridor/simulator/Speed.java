package dev.goldencorridor.simulator;

import java.time.Duration;
import java.util.Locale;

/** How fast simulated time passes, in multiples of real time; infinite for as fast as possible. */
public record Speed(double times) {
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    public Speed {
        if (!(times > 0)) {
            throw new IllegalArgumentException("speed: " + times + " is not more than 0");
        }
    }

    /** Reads a number of times real time, or {@code max}; throws IllegalArgumentException if it is neither. */
    public static Speed parse(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("max")) {
            return MAX;
        }
        try {
            return new Speed(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("speed: '" + text + "' is neither a number nor max", e);
        }
    }

    /** The real time for a span of simulated time. */
    Duration realTime(Duration simulated) {
        return times == Double.POSITIVE_INFINITY
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.min(Long.MAX_VALUE / 4.0, simulated.toMillis() * 1e6 / times));
    }

    @Override
    public String toString() {
        return times == Double.POSITIVE_INFINITY ? "max" : Double.toString(times);
    }
}
