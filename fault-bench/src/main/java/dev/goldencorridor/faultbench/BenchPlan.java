package dev.goldencorridor.faultbench;

import dev.goldencorridor.faultbench.faults.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run of the bench does. The same plan injects the same faults in the same order into the same traffic. The times
 * differ a little, since the next fault waits for the recovery from the last.
 *
 * @param seed decides the traffic and the faults
 * @param time how long faults are injected; start, drain and recount come in addition
 * @param eventsPerSecond the rate of the publishers
 * @param scale of the simulated corridor, see {@link dev.goldencorridor.simulator.SimulationPlan}
 * @param kinds the faults to choose from
 * @param atOnce how many faults happen at the same time
 * @param partitions of each topic
 * @param settings of the applications
 * @param brokerProperties of all nodes
 * @param directory a new directory for data, logs and reports
 */
public record BenchPlan(
        long seed,
        Duration time,
        int eventsPerSecond,
        double scale,
        List<FaultKind> kinds,
        int atOnce,
        int partitions,
        Map<String, String> settings,
        Map<String, String> brokerProperties,
        Path directory) {
    /** Far enough from both ends of a year, because the witness compares sums of the year to date. */
    static final Instant TRAFFIC_FROM = Instant.parse("2026-03-02T00:00:00Z");

    static final int TRAFFIC_DAYS = 200;
    /** The share of runs with an injected delay. */
    static final double DELAYED_SHARE = 0.05;
}
