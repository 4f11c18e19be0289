package dev.goldencorridor.faultbench.report;

import dev.goldencorridor.faultbench.faults.FaultKind;
import dev.goldencorridor.faultbench.witness.Finding;
import dev.goldencorridor.faultbench.witness.Harm;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The result of a run of the bench.
 *
 * @param parameters what the run was started with, and what it ran on
 * @param faults in the order of injection
 * @param findings everything that the checks found
 * @param events how many events the publishers sent; all were acknowledged
 * @param values how many published values the witness received
 * @param sums how many of them were compared with all prefixes of the input
 */
public record BenchResult(
        Map<String, String> parameters,
        Duration duration,
        List<InjectedFault> faults,
        List<Finding> findings,
        long events,
        long values,
        long sums) {

    /** Whether every promise was kept. */
    public boolean isRight() {
        return findings.isEmpty();
    }

    List<InjectedFault> of(FaultKind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).toList();
    }

    /** How many findings of a kind first showed between the injection of these faults and of those after them. */
    long count(List<InjectedFault> some, Harm harm) {
        return findings.stream()
                .filter(finding -> finding.harm() == harm)
                .filter(finding -> some.stream().anyMatch(fault -> fault.covers(finding.nanos())))
                .count();
    }

    /** How many findings of a kind showed before the first fault or after the last. */
    long countOutside(Harm harm) {
        return findings.stream().filter(finding -> finding.harm() == harm).count() - count(faults, harm);
    }
}
