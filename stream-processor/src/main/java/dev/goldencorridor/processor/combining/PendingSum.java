package dev.goldencorridor.processor.combining;

import dev.goldencorridor.processor.rolling.Fact;
import dev.goldencorridor.processor.rolling.Pane;
import dev.goldencorridor.processor.rolling.Standing;
import java.util.HashMap;
import java.util.Map;

/** What a task has added up for one dimension and not yet passed on. */
final class PendingSum {
    private final Map<Long, Pane> minutes = new HashMap<>();
    private final Map<String, Standing> standings = new HashMap<>();
    /** Of what was carried, as often as it was added, or its names where it was restored. */
    private int loads;

    /** Whether the store holds an earlier state of it. */
    private boolean isStored;

    static PendingSum ofStored(Contribution.Sum sum) {
        PendingSum pending = new PendingSum();
        pending.minutes.putAll(sum.minutes());
        pending.standings.putAll(sum.standings());
        pending.loads = sum.minutes().values().stream().mapToInt(Pane::names).sum();
        pending.isStored = true;
        return pending;
    }

    void add(Contribution.Measured measured) {
        minutes.computeIfAbsent(measured.minute(), minute -> new Pane()).add(measured.fact(), measured.sign());
        if (measured.fact() instanceof Fact.Trip trip) {
            loads += trip.commodities().size();
        }
    }

    void add(Contribution.StandingChange change) {
        standings.put(change.run(), change.standing());
    }

    boolean isStored() {
        return isStored;
    }

    void setStored() {
        isStored = true;
    }

    /** How many parts there are, which is how much memory they take. */
    int size() {
        return minutes.size() + loads + standings.size();
    }

    /** Without those panes in which nothing is left. */
    Contribution.Sum sum() {
        minutes.values().removeIf(Pane::isZero);
        return new Contribution.Sum(minutes, standings);
    }
}
