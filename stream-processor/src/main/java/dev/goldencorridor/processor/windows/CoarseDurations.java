package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;

/**
 * Bounds how many different durations a pane has, since publishers make them up: each costs memory, and bytes of the pane's
 * record. A pane has at most {@value #MAX_EXACT} exactly. A further one is counted at the middle of its bucket of {@link
 * LatencyHistogram}, which is within 1 % of it from one second to ninety days.
 *
 * <p>A duration may so be withdrawn when part of its bucket is exact and part is at the middle. It is taken from the exact
 * entry as far as that has it, and then from the middle. So if each withdrawal follows what it withdraws, no count falls
 * below zero: an exact entry never has more than there is of the duration, hence the middle has at least the rest.
 */
final class CoarseDurations {
    /** A day of a port has some hundred trains, with five durations each at most. */
    static final int MAX_EXACT = 5_000;

    /** The most entries of a pane: the exact ones, and the middles of each measure for both kinds of end. */
    static final int MAX_ENTRIES = MAX_EXACT + 2 * DurationKind.ALL.size() * LatencyHistogram.BUCKETS;

    private final Pane pane;
    private final Pane taken;
    private int room;

    private CoarseDurations(Pane pane) {
        this.pane = pane;
        this.taken = new Pane();
        this.room = MAX_EXACT - exact(pane);
    }

    /** A change of durations and tally as it can be added to the pane. */
    static Pane admitted(Pane pane, Pane change) {
        CoarseDurations admission = new CoarseDurations(pane);
        change.addTallyTo(admission.taken.tally());
        for (int i = 0; i < change.durations(); i++) {
            admission.add(change.key(i), change.bucket(i), change.times(i));
        }
        return change.isCoarse() ? admission.coarse() : admission.taken;
    }

    private Pane coarse() {
        if (taken.durations() > 0) {
            taken.setCoarse();
        }
        return taken;
    }

    private static int exact(Pane pane) {
        int exact = 0;
        for (int i = 0; i < pane.durations(); i++) {
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
            taken.addDuration(key, left);
        } else if (room > 0) {
            room--;
            taken.addDuration(key, left);
        } else {
            taken.addDuration(middle, left);
            coarse();
        }
    }

    /** Subtracts the change from an entry as far as their signs differ; returns the rest of the change. */
    private int settle(long key, int times) {
        int present = pane.timesOf(key) + taken.timesOf(key);
        if (times == 0 || present == 0 || Integer.signum(present) == Integer.signum(times)) {
            return times;
        }
        int settled = times > 0 ? Math.min(times, -present) : Math.max(times, -present);
        taken.addDuration(key, settled);
        return times - settled;
    }

    private boolean isPresent(long key) {
        return pane.timesOf(key) != 0 || taken.timesOf(key) != 0;
    }
}
