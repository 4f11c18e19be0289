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

    static final Durations NONE = new Durations(NOTHING, NOTHING, Extreme.NONE, Extreme.NONE);

    private final DurationSum sum;
    private final DurationSum subtracted;
    private final long shortest;
    private final long longest;

    private Durations(DurationSum sum, DurationSum subtracted, long shortest, long longest) {
        this.sum = sum;
        this.subtracted = subtracted;
        this.shortest = shortest;
        this.longest = longest;
    }

    /** The durations of a sum. The shortest and the longest are in milliseconds; -1 if there is none. */
    static Durations of(DurationSum sum, long shortest, long longest) {
        return new Durations(sum, NOTHING, shortest, longest);
    }

    /**
     * The durations of one sum without those of another, which it contains.
     *
     * @param subtracted the other sum; null if it is empty
     * @param shortest the shortest in milliseconds, which a sum cannot give; -1 if there is none
     * @param longest the longest in milliseconds; -1 if there is none
     */
    static Durations of(DurationSum sum, DurationSum subtracted, long shortest, long longest) {
        return new Durations(sum, subtracted == null ? NOTHING : subtracted, shortest, longest);
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

    /**
     * The quantile in seconds, by linear interpolation between ranks as PERCENTILE.INC of spreadsheets. It is within 1 %
     * for durations of at least one second, and never outside the shortest and the longest one. Null if there are no
     * durations.
     */
    public Double quantile(double share) {
        long count = count();
        if (count <= 0 || longest < 0) {
            return null;
        }
        double position = share * (count - 1);
        long lower = (long) position;
        double fraction = position - lower;
        double millis = atRank(lower, count);
        if (fraction > 0) {
            millis += fraction * (atRank(lower + 1, count) - millis);
        }
        return millis / 1000.0;
    }

    /** The duration of a rank in milliseconds. Ranks count from 0. The extremes are exact. */
    private double atRank(long rank, long count) {
        if (rank == 0) {
            return shortest;
        }
        if (rank == count - 1) {
            return longest;
        }
        double middle = sum.histogram().middleAtRankWithout(subtracted.histogram(), rank);
        return Math.max((double) shortest, Math.min((double) longest, middle));
    }
}
