package dev.goldencorridor.endtoend;

import dev.goldencorridor.reference.DelayOracle;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.InjectedDelay;
import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A simulated week of the whole corridor with known delays.
 *
 * @param reports in the order of {@code reportedAt}: none is delayed by more than two minutes, and some are duplicates
 * @param injected the delays that the simulation adds. Other trains keep to their plans, but customs hold some of them,
 *     and some imports wait for more than 12 hours
 */
record CorridorWeek(List<SimulatedReport> reports, List<InjectedDelay> injected) {
    /** A silence begins with the planned arrival and may last a day. A train may also dwell a day after its release. */
    static final DelayOracle.Thresholds USUAL =
            DelayOracle.Thresholds.usual(Duration.ofHours(24), Duration.ofHours(24), true);

    static final Instant FROM = Instant.parse("2025-06-02T00:00:00Z");
    private static final long SEED = 2011;

    static CorridorWeek withDelays(int runs) {
        CorridorSimulation simulation = new CorridorSimulation(
                new SimulationPlan(SEED, FROM, 7, 1).promptly().with(InjectedDelays.ofRuns(runs)));
        return new CorridorWeek(simulation.stream().toList(), simulation.injectedDelays());
    }

    /** The alerts that the week must raise, and those that it may raise. */
    DelayOracle.Answer alerts(DelayOracle.Thresholds thresholds) {
        return DelayOracle.answer(
                reports.stream().map(SimulatedReport::movement).toList(), thresholds);
    }
}
