package dev.goldencorridor.processor.rolling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * The durations of one measure in one pane: how often each occurs, in milliseconds. They are kept as they are, not in
 * buckets, so that the longest is still exact when a longer one is withdrawn. Mutable.
 */
public final class DurationCounts {
    private final TreeMap<Long, Long> counts = new TreeMap<>();
    /** Of these, how many ended on the civil date on which they began. */
    private long sameDay;

    public void add(long millis, boolean endedOnSameDay, int sign) {
        merge(millis, sign);
        if (endedOnSameDay) {
            sameDay += sign;
        }
    }

    void add(DurationCounts other, int sign) {
        other.counts.forEach((millis, count) -> merge(millis, sign * count));
        sameDay += sign * other.sameDay;
    }

    boolean isZero() {
        return counts.isEmpty() && sameDay == 0;
    }

    /** The longest, or -1 if there is none. */
    long longest() {
        return counts.isEmpty() ? -1 : counts.lastKey();
    }

    long sameDay() {
        return sameDay;
    }

    /** Calls with each duration in milliseconds and its count. */
    void forEach(ObjLongConsumer<Long> consumer) {
        counts.forEach(consumer::accept);
    }

    private void merge(long millis, long count) {
        counts.merge(millis, count, (a, b) -> a + b == 0 ? null : a + b);
    }

    void write(DataOutput out) throws IOException {
        VarLong.write(out, counts.size());
        long before = 0;
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            VarLong.write(out, entry.getKey() - before);
            VarLong.write(out, entry.getValue());
            before = entry.getKey();
        }
        VarLong.write(out, sameDay);
    }

    void read(DataInput in) throws IOException {
        long size = VarLong.read(in);
        long millis = 0;
        for (long i = 0; i < size; i++) {
            millis += VarLong.read(in);
            counts.put(millis, VarLong.read(in));
        }
        sameDay = VarLong.read(in);
    }
}
