package dev.goldencorridor.simulator;

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
 * @param isAnnounced whether the timetable is told in advance, by {@code Plan} events, and trains keep to it within 25
 *     minutes. Otherwise a plan is told with the event alone, and trains often do not
 * @param delays what goes wrong on purpose; only where the timetable is announced
 * @param isPrompt whether reports come within two minutes and are right at first. Otherwise some come hours late, and
 *     some are withdrawn and corrected
 */
public record SimulationPlan(
        long seed, Instant from, int days, double scale, boolean isAnnounced, InjectedDelays delays, boolean isPrompt) {
    public SimulationPlan {
        if (days < 1 || days > 36_500) {
            throw new IllegalArgumentException("days: " + days + " is not between 1 and 36500");
        }
        if (!(scale > 0) || scale > 10_000) {
            throw new IllegalArgumentException("scale: " + scale + " is not more than 0 and at most 10000");
        }
        if (!isAnnounced && !delays.equals(InjectedDelays.NONE)) {
            throw new IllegalArgumentException("delays: without an announced timetable nothing can be late");
        }
    }

    /** Without timetable and injected delays, with reports as messy as real ones. */
    public SimulationPlan(long seed, Instant from, int days, double scale) {
        this(seed, from, days, scale, false, InjectedDelays.NONE, false);
    }

    public SimulationPlan announced() {
        return new SimulationPlan(seed, from, days, scale, true, delays, isPrompt);
    }

    /** With the timetable announced, and delays. */
    public SimulationPlan with(InjectedDelays some) {
        return new SimulationPlan(seed, from, days, scale, true, some, isPrompt);
    }

    public SimulationPlan promptly() {
        return new SimulationPlan(seed, from, days, scale, isAnnounced, delays, true);
    }

    /** When the last reports have come (exclusive). */
    public Instant until() {
        return from.plus(Duration.ofDays(days));
    }
}
