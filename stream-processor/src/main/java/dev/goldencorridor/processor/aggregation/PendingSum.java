package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.windows.Pane;
import java.util.HashMap;
import java.util.Map;

/**
 * The sum that a task has added up for one dimension and not yet passed on. Each method that adds returns by how many bytes
 * the record grows at most: publishers make up durations, commodities, consignees and run ids, and the record has a bound.
 */
final class PendingSum {
    /** A minute and an empty pane: its version, a tally, and how many durations of each measure there are. */
    private static final int MAX_PANE_BYTES = 100;
    /** The difference to the duration before, and how often it occurs. */
    private static final int MAX_DURATION_BYTES = 20;
    /** How often something was carried, its mass, and the length of its name. */
    private static final int MAX_LOAD_BYTES = 24;
    /** A time, two flags, and the length of the run's id. */
    private static final int MAX_STANDING_BYTES = 16;

    private static final int MAX_CHARACTER_BYTES = 3;

    private final Map<Long, Pane> minutes = new HashMap<>();
    private final Map<String, WaitingTrain> standings = new HashMap<>();

    /** Whether the store holds an earlier state of it. */
    private boolean isStored;

    static PendingSum ofStored(AggregateUpdate.Sum sum) {
        PendingSum pending = new PendingSum();
        pending.minutes.putAll(sum.minutes());
        pending.standings.putAll(sum.standings());
        pending.isStored = true;
        return pending;
    }

    /** Returns by how many bytes the record grows at most. */
    int add(AggregateUpdate.Measured measured) {
        Pane pane = minutes.get(measured.minute());
        int bytes = bytes(measured.fact());
        if (pane == null) {
            pane = new Pane();
            minutes.put(measured.minute(), pane);
            bytes += MAX_PANE_BYTES;
        }
        pane.add(measured.fact(), measured.sign());
        return bytes;
    }

    /** Returns by how many bytes the record grows at most. */
    int add(AggregateUpdate.StandingChange change) {
        standings.put(change.run(), change.standing());
        return MAX_STANDING_BYTES + MAX_CHARACTER_BYTES * change.run().length();
    }

    private static int bytes(Measurement fact) {
        if (fact instanceof Measurement.Trip trip) {
            int bytes = 0;
            for (Commodity carried : trip.commodities()) {
                bytes += bytes(carried);
            }
            return bytes;
        }
        return MAX_DURATION_BYTES;
    }

    /** By commodity, and by chapter and consignee. */
    private static int bytes(Commodity carried) {
        int bytes = MAX_LOAD_BYTES + MAX_CHARACTER_BYTES * carried.hs().length();
        return carried.consignee() == null
                ? bytes
                : bytes
                        + MAX_LOAD_BYTES
                        + MAX_CHARACTER_BYTES * (3 + carried.consignee().length());
    }

    boolean isStored() {
        return isStored;
    }

    void setStored() {
        isStored = true;
    }

    /** Without those panes in which nothing is left. */
    AggregateUpdate.Sum sum() {
        minutes.values().removeIf(Pane::isZero);
        return new AggregateUpdate.Sum(minutes, standings);
    }
}
