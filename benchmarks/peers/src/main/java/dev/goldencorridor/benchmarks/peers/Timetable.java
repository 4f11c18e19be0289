package dev.goldencorridor.benchmarks.peers;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The same trips each time they are asked for: evenly over ninety days, up to {@link Trip#DISORDER_MILLIS} out of order,
 * over a hundred dimensions of which some have far more than others.
 *
 * @param trips how many
 * @param hotShare this part of them are of the first dimension, besides those that are anyway
 */
record Timetable(long trips, double hotShare) {
    private static final long MINUTE = 60_000;
    private static final long DAY = 1_440 * MINUTE;
    /** All hops divide it, so that every kind of window ends at {@link #END}. */
    private static final long COMMON_HOP = 5_040 * MINUTE;

    /** In the summer of 2025. */
    static final long END = 5_790 * COMMON_HOP;

    private static final long BEGINNING = END - 90 * DAY;
    /** When the trips after the kill happen: within the minute after the end. */
    private static final long AFTERWARDS = END + MINUTE / 2;

    /** The end of all, once {@link #afterwards} has happened. */
    static final long LATER_END = END + MINUTE;

    private static final long SEED = 20250701;

    void forEach(Consumer<Trip> consumer) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] shares = cumulativeShares();
        for (long number = 0; number < trips; number++) {
            long onTime = BEGINNING + (long) ((double) number / trips * (END - BEGINNING));
            long occurredAt = Math.max(BEGINNING, onTime - random.nextLong(Trip.DISORDER_MILLIS));
            int dimension = random.nextDouble() < hotShare ? 0 : dimension(random.nextDouble(), shares);
            long kilograms = 500_000L + random.nextInt(2_000_000);
            // From two hours to twelve, in whole seconds, few of them long.
            long latency = 1_000L * (3_000L + (long) (3_600 * Math.exp(2.4 * random.nextDouble())));
            consumer.accept(new Trip(dimension, occurredAt, kilograms, latency));
        }
    }

    /** One more trip in each dimension. */
    static void afterwards(Consumer<Trip> consumer) {
        Dimensions.all()
                .forEach(dimension ->
                        consumer.accept(new Trip(dimension, AFTERWARDS, 1_000_000 + dimension, 3_600_000)));
    }

    /** By Zipf's law: the n-th dimension has 1/n of what the first has. */
    private static double[] cumulativeShares() {
        double[] shares = new double[Dimensions.COUNT];
        double sum = 0;
        for (int i = 0; i < Dimensions.COUNT; i++) {
            sum += 1.0 / (i + 1);
            shares[i] = sum;
        }
        for (int i = 0; i < Dimensions.COUNT; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    private static int dimension(double place, double[] shares) {
        int found = Arrays.binarySearch(shares, place);
        return Math.min(Dimensions.COUNT - 1, found >= 0 ? found : -found - 1);
    }
}
