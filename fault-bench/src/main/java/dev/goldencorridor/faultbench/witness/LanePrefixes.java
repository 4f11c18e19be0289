package dev.goldencorridor.faultbench.witness;

import java.util.ArrayList;
import java.util.List;

/** The sums over all prefixes of the events of one partition of an input topic, for one dimension. Thread-safe. */
final class LanePrefixes {
    private final List<Long> sentNanos = new ArrayList<>();
    private final List<TripLoad> sums = new ArrayList<>(List.of(TripLoad.NONE));

    /** Adds an event that changes the sum. */
    synchronized void add(TripLoad change, long nanos) {
        sums.add(sums.get(sums.size() - 1).plus(change));
        sentNanos.add(nanos);
    }

    /** The sum over the first events; none for 0. */
    synchronized TripLoad sum(int length) {
        return sums.get(length);
    }

    synchronized int length() {
        return sentNanos.size();
    }

    /** How many events had been sent by then. */
    synchronized int lengthAt(long nanos) {
        int low = 0;
        int high = sentNanos.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (sentNanos.get(middle) - nanos <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
