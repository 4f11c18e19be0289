package dev.goldencorridor.endtoend;

import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.InjectedDelay;
import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A week of the whole corridor in which it is known what went wrong.
 *
 * @param reports as they come, in the order of {@code reportedAt}, none later than two minutes, some twice
 * @param injected what went wrong on purpose. Ordinary trains keep to their plans, but customs hold one or the other, and
 *     let imports wait for more than 12 hours
 */
record CorridorWeek(List<SimulatedReport> reports, List<InjectedDelay> injected) {
    /** Where a silence begins with the planned arrival and may last a day, as a train may stand after its release. */
    static final DelayOracle.Thresholds USUAL =
            DelayOracle.Thresholds.usual(Duration.ofHours(24), Duration.ofHours(24), true);

    static final Instant FROM = Instant.parse("2025-06-02T00:00:00Z");
    private static final long SEED = 2011;

    static CorridorWeek withDelays(int runs) {
        CorridorSimulation simulation = new CorridorSimulation(
                new SimulationPlan(SEED, FROM, 7, 1).promptly().with(InjectedDelays.ofRuns(runs)));
        return new CorridorWeek(simulation.stream().toList(), simulation.injectedDelays());
    }

    /** What must be alerted of it, and nothing else but what the answer calls undecided. */
    DelayOracle.Answer alerts(DelayOracle.Thresholds thresholds) {
        return DelayOracle.answer(reports, thresholds);
    }
}
