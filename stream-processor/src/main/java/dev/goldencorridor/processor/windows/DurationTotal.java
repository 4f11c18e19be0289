package dev.goldencorridor.processor.windows;

/** The exact number and total length of durations. A base of comparison needs no more. */
public final class DurationTotal {
    private long count;
    private long millis;

    void add(long durationMillis, int times) {
        count += times;
        millis += times * durationMillis;
    }

    /** This total without another, which it contains. */
    DurationTotal minus(DurationTotal other) {
        DurationTotal difference = new DurationTotal();
        difference.count = count - other.count;
        difference.millis = millis - other.millis;
        return difference;
    }

    public long count() {
        return count;
    }

    /** In seconds, or null if there are no durations. */
    public Double mean() {
        return count <= 0 ? null : millis / 1000.0 / count;
    }
}
