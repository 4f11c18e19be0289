package dev.goldencorridor.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * The parameters of a simulation. The same plan gives the same reports, down to their ids. A run is the same in every
 * plan that has its seed and scale and covers its days.
 *
 * @param seed chooses the corridor
 * @param from when the first reports come (UTC)
 * @param days the number of days with reports, at least 1
 * @param scale traffic relative to the real corridor with about 48 trains a day; more than 0
 * @param isAnnounced whether {@code Plan} events announce the timetable and trains keep to it within 25 minutes.
 *     Otherwise only the event itself carries its planned time, and trains often miss it
 * @param delays the injected delays; they require an announced timetable
 * @param isPrompt whether reports come within two minutes and are right at first. Otherwise some come hours late,
 *     and some are retracted and corrected
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

    /** A plan without timetable and injected delays; its reports are as unreliable as real ones. */
    public SimulationPlan(long seed, Instant from, int days, double scale) {
        this(seed, from, days, scale, false, InjectedDelays.NONE, false);
    }

    public SimulationPlan announced() {
        return new SimulationPlan(seed, from, days, scale, true, delays, isPrompt);
    }

    /** This plan with the timetable announced and with delays. */
    public SimulationPlan with(InjectedDelays some) {
        return new SimulationPlan(seed, from, days, scale, true, some, isPrompt);
    }

    public SimulationPlan promptly() {
        return new SimulationPlan(seed, from, days, scale, isAnnounced, delays, true);
    }

    /** The end of the reports (exclusive). */
    public Instant until() {
        return from.plus(Duration.ofDays(days));
    }
}
