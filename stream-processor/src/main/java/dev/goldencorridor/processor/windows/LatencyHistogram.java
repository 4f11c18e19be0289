package dev.goldencorridor.processor.windows;

import java.util.Arrays;

/**
 * Counts of durations in buckets whose bounds grow by 2 %. So the middle of a bucket is within 1 % of each duration in
 * it, from one second to 2,000 days. No stay is longer, since a run is kept for 1,860 days. Counts can be subtracted.
 * One bound is exactly 24 h, for the share of clearances within 24 h. The memory depends on the range of the durations:
 * an hour to a day takes 161 buckets.
 *
 * <p>The bucket of exponent k contains durations over 24 h × 1.02^(k-1) up to 24 h × 1.02^k. The first bucket also
 * contains all shorter durations, the last one all longer ones. Buckets are numbered from the first. They are also
 * summed in groups of 32, so that two short scans find a rank.
 */
public final class LatencyHistogram {
    private static final double GROWTH = 1.02;
    private static final double LN_GROWTH = Math.log(GROWTH);
    private static final double DAY_MILLIS = 86_400_000;
    /** 24 h × 1.02^-575 is 0.98 s. */
    private static final int MIN_EXPONENT = -575;
    /** 24 h × 1.02^384 is 2,006 days. */
    private static final int MAX_EXPONENT = 384;
    /** The bucket that ends at 24 h. */
    private static final int DAY_BUCKET = -MIN_EXPONENT;

    private static final int GROUP_BITS = 5;
    private static final int GROUPS = ((MAX_EXPONENT - MIN_EXPONENT) >> GROUP_BITS) + 1;
    static final int BUCKETS = MAX_EXPONENT - MIN_EXPONENT + 1;
    private static final double[] MIDDLES = middles();

    /** Counts by bucket, of the range of groups that had durations, from {@code firstGroup} on. */
    private int[] counts = {};

    /** Counts by group. */
    private final int[] groups = new int[GROUPS];

    private int firstGroup;
    private long total;
    private long within24h;

    /** The middle of each bucket, which has the same relative error to both bounds. */
    private static double[] middles() {
        double[] middles = new double[BUCKETS];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = DAY_MILLIS * Math.pow(GROWTH, i + MIN_EXPONENT) * 2 / (GROWTH + 1);
        }
        return middles;
    }

    /** The middle of a bucket in whole milliseconds. It is in the bucket. */
    static long middleOf(int bucket) {
        return Math.round(MIDDLES[bucket]);
    }

    /** Adds {@code count} durations of this length; a negative count subtracts them. */
    public void add(long millis, int count) {
        addToBucket(bucketOf(millis), count);
    }

    /** Adds {@code count} durations of a bucket; a negative count subtracts them. */
    void addToBucket(int bucket, int count) {
        int group = bucket >> GROUP_BITS;
        int index = bucket - (firstGroup << GROUP_BITS);
        if (index < 0 || index >= counts.length) {
            extendTo(group);
            index = bucket - (firstGroup << GROUP_BITS);
        }
        counts[index] += count;
        groups[group] += count;
        total += count;
        if (bucket <= DAY_BUCKET) {
            within24h += count;
        }
    }

    private void extendTo(int group) {
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
     * Returns the middle of the bucket that holds a rank, in milliseconds. The counts of another histogram are
     * subtracted first.
     *
     * @param other is part of this histogram
     * @param rank from 0 for the shortest duration
     * @throws IllegalStateException if there are not so many durations
     */
    double middleAtRankWithout(LatencyHistogram other, long rank) {
        long seen = 0;
        int end = firstGroup + (counts.length >> GROUP_BITS);
        for (int group = firstGroup; group < end; group++) {
            int inGroup = groups[group] - other.groups[group];
            if (seen + inGroup <= rank) {
                seen += inGroup;
                continue;
            }
            for (int bucket = group << GROUP_BITS; bucket < (group + 1) << GROUP_BITS; bucket++) {
                seen += count(bucket) - other.count(bucket);
                if (seen > rank) {
                    return MIDDLES[bucket];
                }
            }
        }
        throw new IllegalStateException(
                "there are " + seen + " durations, so there is no rank " + rank + ": " + Arrays.toString(counts));
    }

    private int count(int bucket) {
        int index = bucket - (firstGroup << GROUP_BITS);
        return index < 0 || index >= counts.length ? 0 : counts[index];
    }

    /** The exact number of durations up to 24 h. */
    public long within24h() {
        return within24h;
    }

    static int bucketOf(long millis) {
        if (millis <= 0) {
            return 0;
        }
        int bucket = (int) Math.ceil(Math.log(millis / DAY_MILLIS) / LN_GROWTH);
        return Math.max(MIN_EXPONENT, Math.min(MAX_EXPONENT, bucket)) - MIN_EXPONENT;
    }
}
