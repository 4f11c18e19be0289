package dev.goldencorridor.processor.windows;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_EXACT_DURATIONS;

import dev.goldencorridor.processor.model.DurationKind;

/**
 * Limits how many distinct durations a pane has. Publishers can invent them, and each costs memory and bytes of the
 * pane's record. A pane has at most {@code MAX_EXACT_DURATIONS} exact durations. A further one is counted at the middle
 * of its bucket of {@link LatencyHistogram}. From one second on this is within 1 %.
 *
 * <p>So a duration may be subtracted when part of its bucket is exact and part is at the middle. It is taken from the
 * exact entry as far as that has it, and then from the middle. So if each subtraction follows its addition, no count
 * falls below zero. An exact entry never has more occurrences than there are of the duration. Hence
 * the middle has at least the rest.
 */
final class CoarseDurations {
    /** The most entries of a pane: the exact ones, and the middles of each kind for both kinds of end. */
    static final int MAX_ENTRIES = MAX_EXACT_DURATIONS + 2 * DurationKind.ALL.size() * LatencyHistogram.BUCKETS;

    private final Pane pane;
    private final Pane bounded;
    private int freeExact;

    private CoarseDurations(Pane pane) {
        this.pane = pane;
        this.bounded = new Pane();
        this.freeExact = MAX_EXACT_DURATIONS - exactCount(pane);
    }

    /** A change of trip totals and durations as it can be added to the pane. */
    static Pane bounded(Pane pane, Pane change) {
        CoarseDurations coarse = new CoarseDurations(pane);
        change.addTripTotalsTo(coarse.bounded.tripTotals());
        for (int i = 0; i < change.durationCount(); i++) {
            coarse.add(change.key(i), change.bucket(i), change.times(i));
        }
        if (change.isCoarse()) {
            coarse.markCoarse();
        }
        return coarse.bounded;
    }

    private void markCoarse() {
        if (bounded.durationCount() > 0) {
            bounded.setCoarse();
        }
    }

    private static int exactCount(Pane pane) {
        int exact = 0;
        for (int i = 0; i < pane.durationCount(); i++) {
            if (pane.millis(i) != LatencyHistogram.middleOf(pane.bucket(i))) {
                exact++;
            }
        }
        return exact;
    }

    private void add(long key, int bucket, int times) {
        long middle = DurationKey.withMillis(key, LatencyHistogram.middleOf(bucket));
        int left = settle(middle, settle(key, times));
        if (left == 0) {
            return;
        }
        if (key == middle || isPresent(key)) {
            bounded.addDuration(key, left);
        } else if (freeExact > 0) {
            freeExact--;
            bounded.addDuration(key, left);
        } else {
            bounded.addDuration(middle, left);
            markCoarse();
        }
    }

    /** Subtracts the change from an entry as far as their signs differ; returns the rest of the change. */
    private int settle(long key, int times) {
        int present = pane.timesOf(key) + bounded.timesOf(key);
        if (times == 0 || present == 0 || Integer.signum(present) == Integer.signum(times)) {
            return times;
        }
        int settled = times > 0 ? Math.min(times, -present) : Math.max(times, -present);
        bounded.addDuration(key, settled);
        return times - settled;
    }

    private boolean isPresent(long key) {
        return pane.timesOf(key) != 0 || bounded.timesOf(key) != 0;
    }
}
