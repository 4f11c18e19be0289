package dev.goldencorridor.processor.windows;

/**
 * The durations of one measure in a window or period, to be read before the next change. Quantiles are within 1 %,
 * everything else is exact, unless panes had too many different durations and rounded some. A count can be below zero
 * where a withdrawal takes away what was never added, for example because windows were changed without a reset. That
 * must not stop the pipeline.
 */
public final class Durations {
    /** Never added to. */
    private static final DurationSum NOTHING = DurationSum.whole();

    static final Durations NONE = new Durations(NOTHING, NOTHING, -1);

    private final DurationSum sum;
    private final DurationSum without;
    private final long longest;

    private Durations(DurationSum sum, DurationSum without, long longest) {
        this.sum = sum;
        this.without = without;
        this.longest = longest;
    }

    /** @param longest the longest in milliseconds, -1 if there is none: it cannot be had from a sum */
    static Durations of(DurationSum sum, long longest) {
        return new Durations(sum, NOTHING, longest);
    }

    /**
     * Those of one sum without those of another, all of which are in the first.
     *
     * @param without null if there are none
     */
    static Durations of(DurationSum sum, DurationSum without, long longest) {
        return new Durations(sum, without == null ? NOTHING : without, longest);
    }

    public long count() {
        return sum.total().count() - without.total().count();
    }

    public long sameDay() {
        return sum.sameDay() - without.sameDay();
    }

    public long within24h() {
        return sum.histogram().within24h() - without.histogram().within24h();
    }

    /** In seconds, or null if there are no durations. */
    public Double mean() {
        return sum.total().less(without.total()).mean();
    }

    /** In seconds, or null if there are no durations. */
    public Double longestSeconds() {
        return longest < 0 ? null : longest / 1000.0;
    }

    /** In seconds, within 1 % and never above the longest; null if there are no durations. */
    public Double quantile(double share) {
        return count() <= 0 || longest < 0
                ? null
                : Math.min(sum.histogram().quantileWithout(without.histogram(), share), (double) longest) / 1000.0;
    }
}
