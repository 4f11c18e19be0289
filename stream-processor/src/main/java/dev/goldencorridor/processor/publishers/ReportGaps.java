package dev.goldencorridor.processor.publishers;

import java.util.Map;
import java.util.TreeMap;

/**
 * How often each gap between consecutive seconds with reports occurs. Gaps of seven days have at most some 1,100
 * different lengths, since their sum is limited. Mutable; not thread-safe.
 */
final class ReportGaps {
    private static final double SHARE = 0.99;
    /** Below this number of gaps, a high percentile says little. */
    private static final int MIN_GAPS = 100;

    /** By the length in seconds. */
    private final TreeMap<Long, Integer> times = new TreeMap<>();

    private int total;

    void add(long seconds) {
        times.merge(seconds, 1, Integer::sum);
        total++;
    }

    void remove(long seconds) {
        times.computeIfPresent(seconds, (length, count) -> count == 1 ? null : count - 1);
        total--;
    }

    /** The 99th percentile in seconds, by linear interpolation between ranks; null below 100 gaps. */
    Double usual() {
        if (total < MIN_GAPS) {
            return null;
        }
        double position = SHARE * (total - 1);
        long lower = (long) position;
        double fraction = position - lower;
        long atLower = atRank(lower);
        return fraction == 0 ? Double.valueOf((double) atLower) : atLower + fraction * (atRank(lower + 1) - atLower);
    }

    private long atRank(long rank) {
        long passed = 0;
        for (Map.Entry<Long, Integer> entry : times.entrySet()) {
            passed += entry.getValue();
            if (passed > rank) {
                return entry.getKey();
            }
        }
        return times.lastKey();
    }
}
