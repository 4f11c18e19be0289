package dev.goldencorridor.processor.rolling;

import dev.goldencorridor.processor.form.VarLong;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The durations of one measure in one pane: how often each occurs, in milliseconds. They are kept as they are, not in
 * buckets, so that the longest is still exact when a longer one is withdrawn. Mutable.
 */
public final class DurationCounts {
    private static final int FEW = 2;

    /** Ascending; the first {@code size} entries of each array are in use. */
    private long[] millis = new long[FEW];

    private int[] counts = new int[FEW];
    /** The bucket of each in a {@link LatencyHistogram}, since a logarithm costs more than all else here. */
    private short[] buckets = new short[FEW];

    private int size;
    /** Of these, how many ended on the civil date on which they began. */
    private long sameDay;

    public void add(long duration, boolean endedOnSameDay, int sign) {
        int at = find(duration);
        if (at >= 0) {
            addTo(at, sign);
        } else {
            insert(-at - 1, duration, sign, (short) LatencyHistogram.bucketOf(duration));
        }
        if (endedOnSameDay) {
            sameDay += sign;
        }
    }

    void add(DurationCounts other, int sign) {
        for (int i = 0; i < other.size; i++) {
            int at = find(other.millis[i]);
            if (at >= 0) {
                addTo(at, sign * other.counts[i]);
            } else {
                insert(-at - 1, other.millis[i], sign * other.counts[i], other.buckets[i]);
            }
        }
        sameDay += sign * other.sameDay;
    }

    boolean isZero() {
        return size == 0 && sameDay == 0;
    }

    /** The longest, or -1 if there is none. */
    long longest() {
        return size == 0 ? -1 : millis[size - 1];
    }

    long sameDay() {
        return sameDay;
    }

    /** How many different durations there are; they are numbered from 0, the shortest first. */
    int size() {
        return size;
    }

    long millis(int number) {
        return millis[number];
    }

    int count(int number) {
        return counts[number];
    }

    int bucket(int number) {
        return buckets[number];
    }

    private int find(long duration) {
        return Arrays.binarySearch(millis, 0, size, duration);
    }

    private void addTo(int at, int count) {
        counts[at] += count;
        if (counts[at] == 0) {
            size--;
            System.arraycopy(millis, at + 1, millis, at, size - at);
            System.arraycopy(counts, at + 1, counts, at, size - at);
            System.arraycopy(buckets, at + 1, buckets, at, size - at);
        }
    }

    private void insert(int at, long duration, int count, short bucket) {
        if (size == millis.length) {
            int longer = size * 2;
            millis = Arrays.copyOf(millis, longer);
            counts = Arrays.copyOf(counts, longer);
            buckets = Arrays.copyOf(buckets, longer);
        }
        System.arraycopy(millis, at, millis, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        System.arraycopy(buckets, at, buckets, at + 1, size - at);
        millis[at] = duration;
        counts[at] = count;
        buckets[at] = bucket;
        size++;
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            VarLong.write(out, millis[i] - before);
            VarLong.write(out, counts[i]);
            before = millis[i];
        }
        VarLong.write(out, sameDay);
    }

    void read(DataInput in) throws IOException {
        long entries = VarLong.read(in);
        long duration = 0;
        for (long i = 0; i < entries; i++) {
            duration += VarLong.read(in);
            insert(size, duration, (int) VarLong.read(in), (short) LatencyHistogram.bucketOf(duration));
        }
        sameDay = VarLong.read(in);
    }
}
