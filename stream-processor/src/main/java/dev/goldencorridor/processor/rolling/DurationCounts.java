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
    private static final int BUCKET_BITS = 16;
    private static final long BUCKET = (1 << BUCKET_BITS) - 1;

    /**
     * Ascending; of each duration its milliseconds, and then how often it occurs, above its bucket in a {@link
     * LatencyHistogram}, since a logarithm costs more than all else here. In one array, since most panes that a window
     * loses are in no cache any more: what is apart is waited for one after the other.
     */
    private long[] entries = new long[2];

    private int size;
    /** Of these, how many ended on the civil date on which they began. */
    private long sameDay;

    public void add(long duration, boolean endedOnSameDay, int sign) {
        int at = find(duration);
        if (at >= 0) {
            addTo(at, sign);
        } else {
            insert(-at - 1, duration, sign, LatencyHistogram.bucketOf(duration));
        }
        if (endedOnSameDay) {
            sameDay += sign;
        }
    }

    void add(DurationCounts other, int sign) {
        for (int i = 0; i < other.size; i++) {
            int at = find(other.millis(i));
            if (at >= 0) {
                addTo(at, sign * other.count(i));
            } else {
                insert(-at - 1, other.millis(i), sign * other.count(i), other.bucket(i));
            }
        }
        sameDay += sign * other.sameDay;
    }

    boolean isZero() {
        return size == 0 && sameDay == 0;
    }

    /** The longest, or -1 if there is none. */
    long longest() {
        return size == 0 ? -1 : millis(size - 1);
    }

    long sameDay() {
        return sameDay;
    }

    /** How many different durations there are; they are numbered from 0, the shortest first. */
    int size() {
        return size;
    }

    long millis(int number) {
        return entries[2 * number];
    }

    int count(int number) {
        return (int) (entries[2 * number + 1] >> BUCKET_BITS);
    }

    int bucket(int number) {
        return (int) (entries[2 * number + 1] & BUCKET);
    }

    /** As {@link Arrays#binarySearch} would. */
    private int find(long duration) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = millis(middle);
            if (found < duration) {
                low = middle + 1;
            } else if (found > duration) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }

    private void addTo(int at, int times) {
        entries[2 * at + 1] += (long) times << BUCKET_BITS;
        if (count(at) == 0) {
            size--;
            System.arraycopy(entries, 2 * at + 2, entries, 2 * at, 2 * (size - at));
        }
    }

    private void insert(int at, long duration, int times, int bucket) {
        if (2 * size == entries.length) {
            entries = Arrays.copyOf(entries, 4 * size);
        }
        System.arraycopy(entries, 2 * at, entries, 2 * at + 2, 2 * (size - at));
        entries[2 * at] = duration;
        entries[2 * at + 1] = ((long) times << BUCKET_BITS) | bucket;
        size++;
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, size);
        long before = 0;
        for (int i = 0; i < size; i++) {
            VarLong.write(out, millis(i) - before);
            VarLong.write(out, count(i));
            before = millis(i);
        }
        VarLong.write(out, sameDay);
    }

    void read(DataInput in) throws IOException {
        long entries = VarLong.read(in);
        long duration = 0;
        for (long i = 0; i < entries; i++) {
            duration += VarLong.read(in);
            insert(size, duration, (int) VarLong.read(in), LatencyHistogram.bucketOf(duration));
        }
        sameDay = VarLong.read(in);
    }
}
