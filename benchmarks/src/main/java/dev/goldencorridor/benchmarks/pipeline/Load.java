package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulationPlan;
import java.time.Duration;
import java.time.Instant;

/** The kinds of simulated traffic. Holds, inspections, corrections and repeated reports are those of the calibrated years. */
public enum Load {
    /** A timetable announces each movement, and most trains keep to it. A tenth of the runs have a delay of any kind. */
    RAILWAY(500, Duration.ofMinutes(15)) {
        @Override
        SimulationPlan reliable(SimulationPlan plan) {
            return plan.with(InjectedDelays.ofShare(0.1));
        }
    },
    /**
     * No plan is announced, and a third of the departures is late. Reports of different facilities overtake each other
     * by hours. It raises nearly one alert for each report.
     */
    STRESS(300, Duration.ofDays(36_500)) {
        @Override
        SimulationPlan reliable(SimulationPlan plan) {
            return plan;
        }
    };

    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
    private static final long SEED = 2011;

    /** Less than the daily reports of a corridor of scale 1 in 2024, so that the plan is never too short. */
    private final double reportsADay;

    private final Duration atOnce;

    Load(double reportsADay, Duration atOnce) {
        this.reportsADay = reportsADay;
        this.atOnce = atOnce;
    }

    /**
     * The time, in event time, whose reports are written at once. Later ones are written when all of them are appended.
     * The input is written a thousand times as fast as trains run. So without such pauses, reports of two facilities
     * would overtake each other by hours, and every train would seem to be late.
     */
    Duration atOnce() {
        return atOnce;
    }

    /** A simulation of about so many events over so many days. It never has fewer events. */
    SimulationPlan simulation(long events, int days) {
        return reliable(new SimulationPlan(SEED, FROM, days, events / (days * reportsADay)));
    }

    /** The plan with the timetable and the delays of this kind. */
    abstract SimulationPlan reliable(SimulationPlan plan);
}
