package dev.goldencorridor.producer.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * What to simulate. The same plan gives the same reports, down to their ids; a run is the same in every plan that has
 * its seed and scale and covers its days.
 *
 * @param seed chooses one of many corridors
 * @param from when the first reports come (UTC)
 * @param days for how many days reports come, from 1
 * @param scale traffic relative to the real corridor's, about 48 trains a day; more than 0
 */
public record SimulationPlan(long seed, Instant from, int days, double scale) {
    public SimulationPlan {
        if (days < 1 || days > 36_500) {
            throw new IllegalArgumentException("days: " + days + " is not between 1 and 36500");
        }
        if (!(scale > 0) || scale > 10_000) {
            throw new IllegalArgumentException("scale: " + scale + " is not more than 0 and at most 10000");
        }
    }

    /** When the last reports have come (exclusive). */
    public Instant until() {
        return from.plus(Duration.ofDays(days));
    }
}
