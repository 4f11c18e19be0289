package dev.goldencorridor.benchmarks.harness;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The median of several figures, and their range.
 *
 * @param median of an even number of figures, the mean of the two in the middle
 */
public record Spread(double median, double lowest, double highest) {
    /** Empty if there are no figures. */
    public static Optional<Spread> of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        return sorted.length == 0
                ? Optional.empty()
                : Optional.of(new Spread(median(sorted), sorted[0], sorted[sorted.length - 1]));
    }

    private static double median(double[] sorted) {
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
                .average()
                .orElseThrow();
    }
}
