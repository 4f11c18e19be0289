package dev.goldencorridor.processor.windows;

/**
 * The durations of one kind in a window or period, to be read before the next change. Quantiles are within 1 %. All
 * else is exact, unless a pane had too many distinct durations and rounded some.
 *
 * <p>A count can be below zero where a duration is subtracted that was never added. One reason is a change of
 * the windows without a reset. That must not stop the pipeline.
 */
public final class Durations {
    /** Never added to. */
    private static final DurationSum NOTHING = DurationSum.withHistogram();

    static final Durations NONE = new Durations(NOTHING, NOTHING, -1);

    private final DurationSum sum;
    private final DurationSum subtracted;
    private final long longest;

    private Durations(DurationSum sum, DurationSum subtracted, long longest) {
        this.sum = sum;
        this.subtracted = subtracted;
        this.longest = longest;
    }

    /** @param longest the longest in milliseconds, which a sum cannot give; -1 if there is none */
    static Durations of(DurationSum sum, long longest) {
        return new Durations(sum, NOTHING, longest);
    }

    /**
     * The durations of one sum without those of another, which it contains.
     *
     * @param subtracted the other sum; null if it is empty
     * @param longest the longest in milliseconds; -1 if there is none
     */
    static Durations of(DurationSum sum, DurationSum subtracted, long longest) {
        return new Durations(sum, subtracted == null ? NOTHING : subtracted, longest);
    }

    public long count() {
        return sum.total().count() - subtracted.total().count();
    }

    public long sameDay() {
        return sum.sameDay() - subtracted.sameDay();
    }

    public long within24h() {
        return sum.histogram().within24h() - subtracted.histogram().within24h();
    }

    /** In seconds; null if there are no durations. */
    public Double mean() {
        return sum.total().minus(subtracted.total()).mean();
    }

    /** Null if there are no durations. */
    public Double longestSeconds() {
        return longest < 0 ? null : longest / 1000.0;
    }

    /** The nearest rank in seconds, within 1 % and never above the longest; null if there are no durations. */
    public Double quantile(double share) {
        return count() <= 0 || longest < 0
                ? null
                : Math.min(sum.histogram().quantileWithout(subtracted.histogram(), share), (double) longest) / 1000.0;
    }
}
