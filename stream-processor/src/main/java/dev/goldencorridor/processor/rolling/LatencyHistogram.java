package dev.goldencorridor.processor.rolling;

import java.util.Arrays;

/**
 * Counts of durations in buckets whose bounds grow by 2 %, so that a quantile is within 1 % of the truth from one second
 * to ninety days. Counts can be subtracted. One bound lies at exactly 24 h.
 *
 * <p>Bucket k holds what is longer than 24 h × 1.02^(k-1) and not longer than 24 h × 1.02^k; the first also holds all
 * that is shorter, the last all that is longer.
 */
public final class LatencyHistogram {
    private static final double GROWTH = 1.02;
    private static final double LN_GROWTH = Math.log(GROWTH);
    private static final double DAY_MILLIS = 86_400_000;
    /** 24 h × 1.02^-575 is 0.98 s. */
    private static final int LOWEST = -575;
    /** 24 h × 1.02^228 is 91.3 days. */
    private static final int HIGHEST = 228;
    /** Middle of a bucket by relative error: the same to both bounds. */
    private static final double MIDDLE = 2 / (GROWTH + 1);

    private final long[] counts = new long[HIGHEST - LOWEST + 1];
    private long total;

    /** Adds {@code count} (or, if negative, takes away) durations of this length. */
    public void add(long millis, long count) {
        counts[bucket(millis) - LOWEST] += count;
        total += count;
    }

    public long total() {
        return total;
    }

    /**
     * The duration that the given share of all does not exceed (nearest rank), in milliseconds.
     *
     * @param share between 0 (exclusive) and 1
     * @throws IllegalStateException if there is none
     */
    public double quantile(double share) {
        if (total <= 0) {
            throw new IllegalStateException("no durations");
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return DAY_MILLIS * Math.pow(GROWTH, i + LOWEST) * MIDDLE;
            }
        }
        throw new IllegalStateException("counts add up to " + seen + ", not " + total + ": " + Arrays.toString(counts));
    }

    /** How many are not longer than 24 h; exact. */
    public long within24h() {
        long within = 0;
        for (int i = 0; i <= -LOWEST; i++) {
            within += counts[i];
        }
        return within;
    }

    private static int bucket(long millis) {
        if (millis <= 0) {
            return LOWEST;
        }
        int bucket = (int) Math.ceil(Math.log(millis / DAY_MILLIS) / LN_GROWTH);
        return Math.max(LOWEST, Math.min(HIGHEST, bucket));
    }
}
