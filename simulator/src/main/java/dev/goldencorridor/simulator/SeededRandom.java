package dev.goldencorridor.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/** The dice of one run. The same seed and place in the sequence give the same throws on every Java version. */
final class SeededRandom {
    private final SplittableRandom random;

    private SeededRandom(SplittableRandom random) {
        this.random = random;
    }

    static SeededRandom of(long seed) {
        return new SeededRandom(new SplittableRandom(mix(seed)));
    }

    /** Dice that depend on all three numbers. */
    static SeededRandom of(long seed, long day, long index) {
        return new SeededRandom(new SplittableRandom(mix(mix(mix(seed) ^ day) ^ index)));
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    Duration minutes(double least, double most) {
        return Duration.ofSeconds(Math.round(60 * between(least, most)));
    }

    static Duration longer(Duration duration, double times) {
        return Duration.ofSeconds(Math.round(duration.toSeconds() * times));
    }

    /** Mostly short, now and then long. */
    Duration aboutMinutes(double mean, double most) {
        return Duration.ofSeconds(Math.round(60 * Math.min(most, -mean * StrictMath.log(1 - random.nextDouble()))));
    }

    /** A duration whose logarithm is normal: half are shorter than the median, few are much longer. */
    Duration logNormalMinutes(double median, double sigma, double most) {
        return Duration.ofSeconds(Math.round(60 * Math.min(most, median * StrictMath.exp(sigma * normal()))));
    }

    /** Around 0 with deviation 1. */
    double normal() {
        double first = 1 - random.nextDouble();
        double second = random.nextDouble();
        return StrictMath.sqrt(-2 * StrictMath.log(first)) * StrictMath.cos(2 * StrictMath.PI * second);
    }

    /** One of the keys, as often as its weight says; the map's order matters. */
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

    /** For dice of something that goes its own way from here. */
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
