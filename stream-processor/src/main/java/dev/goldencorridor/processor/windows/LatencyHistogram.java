package dev.goldencorridor.processor.windows;

import java.util.Arrays;

/**
 * Counts of durations in buckets whose bounds grow by 2 %, so that a quantile is within 1 % of the truth from one second
 * to ninety days. Counts can be subtracted. One bound lies at exactly 24 h. Memory goes by the span of the durations that
 * came: from an hour to a day are 161 buckets.
 *
 * <p>Bucket k holds what is longer than 24 h × 1.02^(k-1) and not longer than 24 h × 1.02^k; the first also holds all
 * that is shorter, the last all that is longer. The buckets are numbered from the first, and summed in groups of 32 so
 * that a quantile is found in two short scans.
 */
public final class LatencyHistogram {
    private static final double GROWTH = 1.02;
    private static final double LN_GROWTH = Math.log(GROWTH);
    private static final double DAY_MILLIS = 86_400_000;
    /** 24 h × 1.02^-575 is 0.98 s. */
    private static final int LOWEST = -575;
    /** 24 h × 1.02^228 is 91.3 days. */
    private static final int HIGHEST = 228;
    /** The bucket that ends at 24 h. */
    private static final int DAY = -LOWEST;

    private static final int GROUP_BITS = 5;
    private static final int GROUPS = ((HIGHEST - LOWEST) >> GROUP_BITS) + 1;
    static final int BUCKETS = HIGHEST - LOWEST + 1;
    private static final double[] MIDDLES = middles();
    /** Never added to. */
    private static final LatencyHistogram NONE = new LatencyHistogram();

    /** Of the groups that durations have come for, from {@code firstGroup} on. */
    private int[] counts = {};

    private final int[] groups = new int[GROUPS];
    private int firstGroup;
    private long total;
    private long within24h;

    /** Middle of each bucket by relative error: the same to both bounds. */
    private static double[] middles() {
        double[] middles = new double[BUCKETS];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = DAY_MILLIS * Math.pow(GROWTH, i + LOWEST) * 2 / (GROWTH + 1);
        }
        return middles;
    }

    /** A bucket's middle in whole milliseconds, which is in the bucket. */
    static long middleOf(int bucket) {
        return Math.round(MIDDLES[bucket]);
    }

    /** Adds {@code count} (or, if negative, takes away) durations of this length. */
    public void add(long millis, int count) {
        addToBucket(bucketOf(millis), count);
    }

    /** The same for durations whose bucket is known. */
    void addToBucket(int bucket, int count) {
        int group = bucket >> GROUP_BITS;
        int index = bucket - (firstGroup << GROUP_BITS);
        if (index < 0 || index >= counts.length) {
            makeRoomFor(group);
            index = bucket - (firstGroup << GROUP_BITS);
        }
        counts[index] += count;
        groups[group] += count;
        total += count;
        if (bucket <= DAY) {
            within24h += count;
        }
    }

    private void makeRoomFor(int group) {
        int present = counts.length >> GROUP_BITS;
        int first = present == 0 ? group : Math.min(firstGroup, group);
        int end = present == 0 ? group + 1 : Math.max(firstGroup + present, group + 1);
        int[] wider = new int[(end - first) << GROUP_BITS];
        System.arraycopy(counts, 0, wider, present == 0 ? 0 : (firstGroup - first) << GROUP_BITS, counts.length);
        counts = wider;
        firstGroup = first;
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
        return quantileWithout(NONE, share);
    }

    /** The same of those durations that are not in another histogram, all of which are in this one too. */
    double quantileWithout(LatencyHistogram other, double share) {
        long left = total - other.total;
        if (left <= 0) {
            throw new IllegalStateException("no durations");
        }
        long rank = Math.max(1, (long) Math.ceil(share * left));
        long seen = 0;
        int end = firstGroup + (counts.length >> GROUP_BITS);
        for (int group = firstGroup; group < end; group++) {
            int inGroup = groups[group] - other.groups[group];
            if (seen + inGroup < rank) {
                seen += inGroup;
                continue;
            }
            for (int bucket = group << GROUP_BITS; bucket < (group + 1) << GROUP_BITS; bucket++) {
                seen += count(bucket) - other.count(bucket);
                if (seen >= rank) {
                    return MIDDLES[bucket];
                }
            }
        }
        throw new IllegalStateException("counts add up to " + seen + ", not " + left + ": " + Arrays.toString(counts));
    }

    private int count(int bucket) {
        int index = bucket - (firstGroup << GROUP_BITS);
        return index < 0 || index >= counts.length ? 0 : counts[index];
    }

    /** How many are not longer than 24 h; exact. */
    public long within24h() {
        return within24h;
    }

    static int bucketOf(long millis) {
        if (millis <= 0) {
            return 0;
        }
        int bucket = (int) Math.ceil(Math.log(millis / DAY_MILLIS) / LN_GROWTH);
        return Math.max(LOWEST, Math.min(HIGHEST, bucket)) - LOWEST;
    }
}
