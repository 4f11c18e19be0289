package dev.goldencorridor.processor.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RollingDimensionProperties {
    private static final List<Window> WINDOWS =
            List.of(Window.of("PT1M"), Window.of("PT1H"), Window.of("PT24H"), Window.of("P30D"));

    private record Change(long minute, long millis, int sign) {}

    @Property(tries = 300)
    void sumsAtAnyTimeAreThoseOfARecount(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int steps) {
        Random random = new Random(seed);
        RollingDimension dimension = new RollingDimension(WINDOWS);
        List<Change> changes = new ArrayList<>();
        long now = 29_000_000L;
        dimension.advanceTo(now);
        for (int step = 0; step < steps; step++) {
            int choice = random.nextInt(10);
            if (choice < 6) {
                long minute = now + 5 - (long) (random.nextDouble() * (random.nextBoolean() ? 90 : 100_000));
                apply(dimension, changes, new Change(minute, random.nextInt(20) * 3_600_000L, 1));
            } else if (choice < 8 && !changes.isEmpty()) {
                Change undone = changes.get(random.nextInt(changes.size()));
                if (undone.sign == 1 && !changes.contains(new Change(undone.minute, undone.millis, -1))) {
                    apply(dimension, changes, new Change(undone.minute, undone.millis, -1));
                }
            } else {
                now += random.nextBoolean() ? random.nextInt(3) : random.nextInt(60_000);
                dimension.advanceTo(now);
                dimension.forget();
            }
            agree(dimension, changes, now);
        }
    }

    private static void apply(RollingDimension dimension, List<Change> changes, Change change) {
        Pane pane = Pane.ofTrip(Tally.ofTrip(Sense.OUTBOUND, change.millis / 1000, 2, 1, 7))
                .add(Pane.ofDuration(Measure.CLEARANCE, change.millis, change.millis == 0), 1);
        dimension.change(change.minute, new Pane().add(pane, change.sign));
        changes.add(change);
    }

    private static void agree(RollingDimension dimension, List<Change> changes, long now) {
        for (WindowSum sum : dimension.sums()) {
            long length = sum.window().minutes();
            assertThat(sum.current().trips()).isEqualTo(count(changes, now - length, now));
            assertThat(sum.previous().trips()).isEqualTo(count(changes, now - 2 * length, now - length));
            assertThat(sum.current().wagons())
                    .isEqualTo(changes.stream()
                            .filter(change -> change.minute > now - length && change.minute <= now)
                            .mapToLong(change -> change.sign * change.millis / 1000)
                            .sum());
            Double longest = longest(changes, now - length, now);
            DurationSum durations = sum.durations(Measure.CLEARANCE);
            assertThat(durations.longestSeconds()).isEqualTo(longest);
            assertThat(durations.mean() == null).isEqualTo(longest == null);
        }
    }

    private static long count(List<Change> changes, long after, long upTo) {
        return changes.stream()
                .filter(change -> change.minute > after && change.minute <= upTo)
                .mapToLong(Change::sign)
                .sum();
    }

    private static Double longest(List<Change> changes, long after, long upTo) {
        List<Long> left = new ArrayList<>();
        changes.stream()
                .filter(change -> change.minute > after && change.minute <= upTo)
                .filter(change -> changes.stream()
                                .filter(other -> other.minute == change.minute && other.millis == change.millis)
                                .mapToInt(Change::sign)
                                .sum()
                        > 0)
                .forEach(change -> left.add(change.millis));
        return left.isEmpty()
                ? null
                : (Double) (left.stream().mapToLong(Long::longValue).max().orElseThrow() / 1000.0);
    }

    @Property(tries = 200)
    void quantilesAreWithinOnePercentOfTheNearestRank(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 500) int size) {
        Random random = new Random(seed);
        LatencyHistogram histogram = new LatencyHistogram();
        long[] values = LongStream.generate(() -> (long) (1_000 * Math.exp(random.nextDouble() * Math.log(7_776_000))))
                .limit(size)
                .sorted()
                .toArray();
        for (long value : values) {
            histogram.add(value, 1);
        }
        for (double share : new double[] {0.01, 0.5, 0.9, 0.95, 0.99, 1}) {
            double exact = values[(int) Math.ceil(share * size) - 1];
            assertThat(Math.abs(histogram.quantile(share) - exact) / exact).isLessThanOrEqualTo(0.01);
        }
        assertThat(histogram.within24h())
                .isEqualTo(LongStream.of(values).filter(v -> v <= 86_400_000).count());
    }

    @Property
    void aPaneIsReadAsItWasWritten(@ForAll long seed, @ForAll @IntRange(max = 50) int size) {
        Random random = new Random(seed);
        Pane pane = new Pane();
        for (int i = 0; i < size; i++) {
            pane.add(
                    random.nextBoolean()
                            ? Pane.ofTrip(Tally.ofTrip(
                                    List.of(Sense.values()).get(random.nextInt(3)), random.nextInt(60), 1, 2, 3))
                            : Pane.ofDuration(
                                    List.of(Measure.values()).get(random.nextInt(4)),
                                    random.nextInt(100_000_000),
                                    random.nextBoolean()),
                    random.nextInt(3) == 0 ? -1 : 1);
        }
        assertThat(Pane.fromBytes(pane.toBytes()).add(pane, -1).isZero()).isTrue();
    }
}
