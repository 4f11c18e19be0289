package dev.goldencorridor.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RollingDimensionPropertyTest {
    private static final List<Window> WINDOWS =
            List.of(Window.of("PT1M"), Window.of("PT1H"), Window.of("PT2H"), Window.of("PT24H"), Window.of("P30D"));
    private static final long START = 29_000_000L;

    /** A duration, and a trip with one wagon for each of its hours. A retracted event is removed from the list. */
    private record Event(long minute, DurationKind kind, long millis, boolean sameDay) {}

    @Property(tries = 500)
    void everyFigureOfEveryWindowIsThatOfARecountAtAnyTime(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 250) int steps) {
        Random random = new Random(seed);
        RollingDimension dimension = new RollingDimension(WINDOWS);
        List<Event> events = new ArrayList<>();
        long now = START;
        dimension.advanceTo(now);
        for (int step = 0; step < steps; step++) {
            int choice = random.nextInt(10);
            if (choice < 6) {
                Event event = event(random, now);
                if (dimension.change(event.minute, pane(event, 1)) != null) {
                    events.add(event);
                }
            } else if (choice < 8 && !events.isEmpty()) {
                Event undone = events.get(random.nextInt(events.size()));
                if (dimension.change(undone.minute, pane(undone, -1)) != null) {
                    events.remove(undone);
                }
            } else {
                now += random.nextBoolean() ? random.nextInt(3) : random.nextInt(60_000);
                dimension.advanceTo(now);
                dimension.evictExpired();
            }
            agree(dimension, events, now);
        }
    }

    @Property(tries = 300)
    void eventsThatAreAddedAndThenSubtractedInAnyOrderLeaveNothing(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int size) {
        Random random = new Random(seed);
        RollingDimension dimension = new RollingDimension(WINDOWS);
        long now = START;
        dimension.advanceTo(now);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Event event = event(random, now);
            dimension.change(event.minute, pane(event, 1));
            events.add(event);
            now += random.nextInt(3);
            dimension.advanceTo(now);
        }
        while (!events.isEmpty()) {
            Event event = events.remove(random.nextInt(events.size()));
            dimension.change(event.minute, pane(event, -1));
            now += random.nextInt(2);
            dimension.advanceTo(now);
        }
        dimension.evictExpired();
        assertThat(dimension.isEmpty()).isTrue();
        for (WindowSum sum : dimension.sums()) {
            assertThat(sum.current().isZero()).isTrue();
            assertThat(sum.previous().isZero()).isTrue();
            for (DurationKind kind : DurationKind.ALL) {
                Durations durations = sum.durations(kind);
                assertThat(durations.count()).isZero();
                assertThat(durations.sameDay()).isZero();
                assertThat(durations.within24h()).isZero();
                assertThat(durations.mean()).isNull();
                assertThat(durations.longestSeconds()).isNull();
                assertThat(durations.quantile(0.5)).isNull();
                assertThat(sum.previousDurations(kind).mean()).isNull();
            }
        }
    }

    private static Event event(Random random, long now) {
        long reach = List.of(3, 90, 3_000, 100_000).get(random.nextInt(4));
        return new Event(
                now + 2 - (long) (random.nextDouble() * reach),
                DurationKind.ALL.get(random.nextInt(DurationKind.ALL.size())),
                random.nextInt(40) * 3_600_000L + random.nextInt(2),
                random.nextBoolean());
    }

    private static Pane pane(Event event, int sign) {
        return new Pane()
                .add(new Measurement.Trip(TravelDirection.OUTBOUND, event.millis / 3_600_000, 2, 1, 7, List.of()), sign)
                .add(new Measurement.Elapsed(event.kind, event.millis, event.sameDay), sign);
    }

    private static void agree(RollingDimension dimension, List<Event> events, long now) {
        for (WindowSum sum : dimension.sums()) {
            long length = sum.window().minutes();
            List<Event> current = between(events, now - length, now);
            List<Event> previous = between(events, now - 2 * length, now - length);
            assertThat(sum.current().trips()).isEqualTo(current.size());
            assertThat(sum.current().kilograms()).isEqualTo(7L * current.size());
            assertThat(sum.previous().trips()).isEqualTo(previous.size());
            assertThat(sum.current().wagons())
                    .isEqualTo(current.stream()
                            .mapToLong(event -> event.millis / 3_600_000)
                            .sum());
            for (DurationKind kind : DurationKind.ALL) {
                agree(sum.durations(kind), sorted(current, kind), current, kind);
                long[] before = sorted(previous, kind);
                assertThat(sum.previousDurations(kind).count()).isEqualTo(before.length);
                assertThat(sum.previousDurations(kind).mean())
                        .isEqualTo(before.length == 0 ? null : (Double) mean(before));
            }
        }
    }

    private static void agree(Durations durations, long[] sorted, List<Event> current, DurationKind kind) {
        assertThat(durations.count()).isEqualTo(sorted.length);
        assertThat(durations.mean()).isEqualTo(sorted.length == 0 ? null : (Double) mean(sorted));
        assertThat(durations.longestSeconds())
                .isEqualTo(sorted.length == 0 ? null : (Double) (sorted[sorted.length - 1] / 1000.0));
        assertThat(durations.within24h())
                .isEqualTo(LongStream.of(sorted)
                        .filter(millis -> millis <= 86_400_000)
                        .count());
        assertThat(durations.sameDay())
                .isEqualTo(current.stream()
                        .filter(event -> event.kind.equals(kind) && event.sameDay)
                        .count());
        for (double share : new double[] {0.5, 0.9, 0.99}) {
            if (sorted.length == 0) {
                assertThat(durations.quantile(share)).isNull();
            } else {
                double exact = exactQuantile(sorted, share) / 1000.0;
                // Below a second the histogram does not distinguish.
                assertThat(durations.quantile(share))
                        .isCloseTo(exact, within(Math.max(1, exact / 100)))
                        .isBetween(sorted[0] / 1000.0, sorted[sorted.length - 1] / 1000.0);
            }
        }
    }

    /** Interpolates linearly between ranks, as PERCENTILE.INC. */
    private static double exactQuantile(long[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int lower = (int) position;
        int upper = Math.min(lower + 1, sorted.length - 1);
        return sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower]);
    }

    private static double mean(long[] millis) {
        return LongStream.of(millis).sum() / 1000.0 / millis.length;
    }

    private static List<Event> between(List<Event> events, long after, long upTo) {
        return events.stream()
                .filter(event -> event.minute > after && event.minute <= upTo)
                .toList();
    }

    private static long[] sorted(List<Event> events, DurationKind kind) {
        return events.stream()
                .filter(event -> event.kind.equals(kind))
                .mapToLong(Event::millis)
                .sorted()
                .toArray();
    }

    @Property(tries = 200)
    void everyRankIsWithinOnePercentAndAsGoodAsThatOfASketch(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 500) int size) {
        Random random = new Random(seed);
        LatencyHistogram histogram = new LatencyHistogram();
        DDSketch sketch = DDSketches.unboundedDense(0.01);
        long[] values = LongStream.generate(
                        () -> (long) (1_000 * Math.exp(random.nextDouble() * Math.log(1860 * 86_400))))
                .limit(size)
                .sorted()
                .toArray();
        for (long value : values) {
            histogram.add(value, 1);
            histogram.add(value / 2, 1);
            sketch.accept((double) value);
        }
        for (long value : values) {
            histogram.add(value / 2, -1);
        }
        for (double share : new double[] {0.01, 0.5, 0.9, 0.95, 0.99, 1}) {
            int rank = (int) Math.ceil(share * size);
            double exact = values[rank - 1];
            double found = histogram.middleAtRankWithout(new LatencyHistogram(), rank - 1);
            assertThat(Math.abs(found - exact) / exact).isLessThanOrEqualTo(0.01);
            double sketched = sketch.getValueAtQuantile((rank - 1 + 1e-9) / (size - 1.0 + 1e-9));
            assertThat(Math.abs(found - sketched) / sketched).isLessThanOrEqualTo(0.0203);
        }
        assertThat(histogram.within24h())
                .isEqualTo(LongStream.of(values).filter(v -> v <= 86_400_000).count());
    }

    @Test
    void theMedianOfOneHourAndSevenHoursIsFourHours() {
        assertThat(durationsOf(3_600_000, 25_200_000).quantile(0.5)).isEqualTo(4 * 3_600.0);
        assertThat(durationsOf(3_600_000).quantile(0.99)).isEqualTo(3_600.0);
        assertThat(durationsOf(0, 0).quantile(0.5)).isZero();
    }

    @Test
    void aStayOfFiveYearsHasItsQuantiles() {
        long day = 86_400_000;
        Durations durations = durationsOf(100 * day, 400 * day, 1_800 * day);
        assertThat(durations.quantile(0.5)).isCloseTo(400 * 86_400.0, within(4 * 86_400.0));
        assertThat(durations.quantile(0.75)).isCloseTo(1_100 * 86_400.0, within(11 * 86_400.0));
        assertThat(durations.quantile(1)).isEqualTo(1_800 * 86_400.0);
    }

    private static Durations durationsOf(long... millis) {
        RollingDimension dimension = new RollingDimension(List.of(Window.of("PT24H")));
        dimension.advanceTo(10);
        for (long each : millis) {
            dimension.change(10, new Pane().add(new Measurement.Elapsed(DurationKind.DWELL, each, false), 1));
        }
        return dimension.sums().get(0).durations(DurationKind.DWELL);
    }

    @Property(tries = 1_000)
    void aPaneIsReadAsItWasWritten(@ForAll long seed, @ForAll @IntRange(max = 50) int size) {
        Random random = new Random(seed);
        Pane pane = new Pane();
        for (int i = 0; i < size; i++) {
            pane.add(
                    random.nextBoolean()
                            ? new Measurement.Trip(
                                    List.of(TravelDirection.values()).get(random.nextInt(3)),
                                    random.nextInt(60),
                                    1,
                                    2,
                                    3,
                                    List.of(new Commodity("1001", random.nextBoolean() ? "A" : null, i)))
                            : new Measurement.Elapsed(
                                    DurationKind.ALL.get(random.nextInt(DurationKind.ALL.size())),
                                    random.nextInt(100_000_000),
                                    random.nextBoolean()),
                    random.nextInt(3) == 0 ? -1 : 1);
        }
        assertThat(Pane.fromBytes(pane.toBytes()).add(pane, -1).isZero()).isTrue();
    }
}
