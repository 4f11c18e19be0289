package dev.goldencorridor.faultbench.witness;

import java.util.List;

/** Several checks that receive the same records. */
public record CheckList(List<Check> checks) implements Check {
    @Override
    public void observe(Observation observation) {
        checks.forEach(check -> check.observe(observation));
    }

    @Override
    public void finish() {
        checks.forEach(Check::finish);
    }
}
