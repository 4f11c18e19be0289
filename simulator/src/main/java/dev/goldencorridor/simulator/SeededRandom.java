package dev.goldencorridor.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** A seeded random sequence. The same seed gives the same sequence on every Java version. */
final class SeededRandom {
    private final SplittableRandom random;

    private SeededRandom(SplittableRandom random) {
        this.random = random;
    }

    static SeededRandom of(long seed) {
        return new SeededRandom(new SplittableRandom(mix(seed)));
    }

    /** A sequence that depends on all three numbers. */
    static SeededRandom of(long seed, long day, long index) {
        return new SeededRandom(new SplittableRandom(mix(mix(mix(seed) ^ day) ^ index)));
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int between(int min, int max) {
        return min + random.nextInt(max - min + 1);
    }

    double between(double min, double max) {
        return min + (max - min) * random.nextDouble();
    }

    Duration minutes(double min, double max) {
        return Duration.ofSeconds(Math.round(60 * between(min, max)));
    }

    static Duration longer(Duration duration, double times) {
        return Duration.ofSeconds(Math.round(duration.toSeconds() * times));
    }

    /** An exponential duration, cut off at the maximum. */
    Duration aboutMinutes(double mean, double max) {
        return Duration.ofSeconds(Math.round(60 * Math.min(max, -mean * StrictMath.log(1 - random.nextDouble()))));
    }

    /** A log-normal duration, cut off at the maximum: half are shorter than the median, few are much longer. */
    Duration logNormalMinutes(double median, double sigma, double max) {
        return Duration.ofSeconds(Math.round(60 * Math.min(max, median * StrictMath.exp(sigma * normal()))));
    }

    /** A normal number with mean 0 and deviation 1. */
    double normal() {
        double first = 1 - random.nextDouble();
        double second = random.nextDouble();
        return StrictMath.sqrt(-2 * StrictMath.log(first)) * StrictMath.cos(2 * StrictMath.PI * second);
    }

    /** Draws a key with a probability proportional to its weight. The order of the map matters. */
    <T> T pick(Map<T, Double> weights) {
        double left = random.nextDouble()
                * weights.values().stream().mapToDouble(Double::doubleValue).sum();
        T last = null;
        for (Map.Entry<T, Double> entry : weights.entrySet()) {
            last = entry.getKey();
            left -= entry.getValue();
            if (left < 0) {
                return last;
            }
        }
        return last;
    }

    /** A seed for an independent sequence. */
    long seed() {
        return random.nextLong();
    }

    UUID uuid() {
        long high = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static long mix(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
