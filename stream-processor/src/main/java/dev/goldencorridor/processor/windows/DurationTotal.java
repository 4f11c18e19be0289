package dev.goldencorridor.processor.windows;

/** How many durations there are and how long they are together: as much as a base of comparison needs. Exact. */
public final class DurationTotal {
    private long count;
    private long millis;

    void add(long duration, int times) {
        count += times;
        millis += times * duration;
    }

    /** These without those of another, all of which are in this one. */
    DurationTotal less(DurationTotal other) {
        DurationTotal rest = new DurationTotal();
        rest.count = count - other.count;
        rest.millis = millis - other.millis;
        return rest;
    }

    public long count() {
        return count;
    }

    /** In seconds, or null if there are no durations. */
    public Double mean() {
        return count <= 0 ? null : millis / 1000.0 / count;
    }
}
