package dev.goldencorridor.simulator;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Divides a whole number in proportion to weights, by largest remainders. The parts add up to the number exactly. */
final class Apportionment {
    private Apportionment() {}

    /**
     * The parts, in the order of the weights.
     *
     * @param weights not negative, not all 0
     */
    static long[] of(long total, double[] weights) {
        double sum = Arrays.stream(weights).sum();
        double[] exact =
                Arrays.stream(weights).map(weight -> total * weight / sum).toArray();
        long[] parts =
                Arrays.stream(exact).mapToLong(part -> (long) Math.floor(part)).toArray();
        long left = total - Arrays.stream(parts).sum();
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> parts[i] - exact[i]))
                .limit(left)
                .forEach(i -> parts[i]++);
        return parts;
    }
}
