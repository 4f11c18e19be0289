package dev.goldencorridor.faultbench.witness;

import java.util.ArrayList;
import java.util.List;

/** The findings of all checks, in the order in which they were found. Thread-safe. */
public final class Findings {
    private final List<Finding> all = new ArrayList<>();

    public synchronized void add(String check, Harm harm, long nanos, String detail) {
        all.add(new Finding(check, harm, nanos, detail));
    }

    public synchronized List<Finding> all() {
        return List.copyOf(all);
    }
}
