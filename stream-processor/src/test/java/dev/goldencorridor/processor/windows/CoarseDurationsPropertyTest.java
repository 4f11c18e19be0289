package dev.goldencorridor.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.goldencorridor.processor.limits.TaskLimits;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** However many durations publishers invent, a minute and a day are bounded, and their figures are within 1 %. */
class CoarseDurationsPropertyTest {
    private static final long DAY = Period.ofName("MONTH:2025-06").firstDay();
    private static final long MINUTE = DAY * 1_440 + 600;
    private static final int MAX_RECORD_BYTES = 200_000;

    @Test
    void aDayOfMillionsOfDurationsIsBounded() {
        CalendarDriver calendar = calendar();
        RollingDimension rolling = rolling();
        Random random = new Random(1);
        for (int change = 0; change < 250; change++) {
            Pane pane = new Pane();
            for (int i = 0; i < 2_000; i++) {
                pane.add(elapsed(random, 1L << 40), 1);
            }
            calendar.change(DAY, pane);
            rolling.change(MINUTE, pane);
        }
        assertBounded(day(calendar));
        assertBounded(rolling.between(MINUTE, MINUTE + 1).get(MINUTE));
        long fairShare = 250L * 2_000 / DurationKind.ALL.size();
        assertThat(rolling.sums().get(0).durations(DurationKind.DWELL).count())
                .isEqualTo(calendar.sum(month()).durations(DurationKind.DWELL).count())
                .isBetween(fairShare * 96 / 100, fairShare * 104 / 100);
    }

    private static void assertBounded(Pane pane) {
        assertThat(pane.durationCount()).isBetween(TaskLimits.MAX_EXACT_DURATIONS, CoarseDurations.MAX_ENTRIES);
        assertThat(pane.toBytes()).hasSizeLessThan(MAX_RECORD_BYTES);
    }

    /** Adds more durations than the limit, and subtracts some, in changes of all lengths. */
    @Property(tries = 40)
    void figuresAreThoseOfARecountAlsoAfterARestartAndNothingIsLeftWhenAllIsSubtracted(@ForAll long seed) {
        Random random = new Random(seed);
        // Within few buckets, so that exact and rounded durations have the same middle.
        long span = List.of(100_000L, 20_000_000L, 1L << 33).get(random.nextInt(3));
        CalendarDriver calendar = calendar();
        RollingDimension rolling = rolling();
        List<Measurement.Elapsed> counted = new ArrayList<>();
        for (int step = 0; step < 40; step++) {
            boolean grows = random.nextInt(3) > 0;
            Pane change = new Pane();
            for (int i = random.nextInt(List.of(3, 1_000).get(random.nextInt(2))); i >= 0; i--) {
                if (counted.isEmpty() || random.nextInt(10) < (grows ? 9 : 2)) {
                    Measurement.Elapsed added = random.nextBoolean() && !counted.isEmpty()
                            ? counted.get(random.nextInt(counted.size()))
                            : elapsed(random, span);
                    counted.add(added);
                    change.add(added, 1);
                } else {
                    change.add(subtracted(counted, random), -1);
                }
            }
            calendar.change(DAY, change);
            rolling.change(MINUTE, change);
            check(day(calendar), counted);
        }
        agree(calendar.sum(month()), rolling.sums().get(0), counted);
        CalendarDriver restored = calendar();
        if (!calendar.isEmpty()) {
            byte[] stored = day(calendar).toBytes();
            restored.change(DAY, Pane.fromBytes(stored));
            assertThat(day(restored).toBytes()).isEqualTo(stored);
        }
        while (!counted.isEmpty()) {
            Pane change = new Pane();
            for (int i = random.nextInt(500); i >= 0 && !counted.isEmpty(); i--) {
                change.add(subtracted(counted, random), -1);
            }
            calendar.change(DAY, change);
            rolling.change(MINUTE, change);
            restored.change(DAY, change);
        }
        assertThat(calendar.isEmpty()).isTrue();
        assertThat(restored.isEmpty()).isTrue();
        assertThat(rolling.isEmpty()).isTrue();
        assertThat(rolling.sums().get(0).durations(DurationKind.DWELL).count()).isZero();
    }

    private static Measurement.Elapsed subtracted(List<Measurement.Elapsed> counted, Random random) {
        int at = random.nextInt(counted.size());
        Measurement.Elapsed last = counted.remove(counted.size() - 1);
        return at == counted.size() ? last : counted.set(at, last);
    }

    private static void check(Pane day, List<Measurement.Elapsed> counted) {
        int durations = day == null ? 0 : day.durationCount();
        assertThat(durations).isLessThanOrEqualTo(CoarseDurations.MAX_ENTRIES);
        long total = 0;
        for (int i = 0; i < durations; i++) {
            assertThat(day.times(i)).isPositive();
            total += day.times(i);
        }
        assertThat(total).isEqualTo(counted.size());
    }

    private static void agree(PeriodSum period, WindowSum window, List<Measurement.Elapsed> counted) {
        for (DurationKind kind : DurationKind.ALL) {
            List<Measurement.Elapsed> of =
                    counted.stream().filter(elapsed -> elapsed.kind() == kind).toList();
            agree(period.durations(kind), of);
            agree(window.durations(kind), of);
        }
    }

    private static void agree(Durations durations, List<Measurement.Elapsed> counted) {
        assertThat(durations.count()).isEqualTo(counted.size());
        assertThat(durations.sameDay())
                .isEqualTo(counted.stream()
                        .filter(Measurement.Elapsed::endedOnSameDay)
                        .count());
        if (counted.isEmpty()) {
            return;
        }
        assertThat(durations.within24h())
                .isEqualTo(counted.stream()
                        .filter(elapsed -> elapsed.millis() <= 86_400_000)
                        .count());
        double mean = counted.stream()
                        .mapToLong(Measurement.Elapsed::millis)
                        .average()
                        .orElseThrow()
                / 1_000;
        long longest =
                counted.stream().mapToLong(Measurement.Elapsed::millis).max().orElseThrow();
        assertThat(durations.mean()).isCloseTo(mean, within(mean * 0.011));
        assertThat(durations.longestSeconds()).isCloseTo(longest / 1_000.0, within(longest / 1_000.0 * 0.011));
    }

    @Property(tries = 20)
    void upToTheBoundMeansAndMaximaAreExact(@ForAll long seed) {
        Random random = new Random(seed);
        CalendarDriver calendar = calendar();
        RollingDimension rolling = rolling();
        List<Measurement.Elapsed> counted = new ArrayList<>();
        for (int i = 0; i < TaskLimits.MAX_EXACT_DURATIONS; i++) {
            Measurement.Elapsed added = elapsed(random, 1L << 33);
            counted.add(added);
            calendar.change(DAY, Pane.of(added));
            rolling.change(MINUTE, Pane.of(added));
        }
        for (DurationKind kind : DurationKind.ALL) {
            double mean = counted.stream()
                    .filter(e -> e.kind() == kind)
                    .mapToLong(Measurement.Elapsed::millis)
                    .average()
                    .orElse(0);
            assertThat(calendar.sum(month()).durations(kind).mean()).isCloseTo(mean / 1_000, within(1e-6));
            assertThat(rolling.sums().get(0).durations(kind).mean()).isCloseTo(mean / 1_000, within(1e-6));
        }
    }

    @Test
    void theMiddleOfABucketIsInIt() {
        for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
            assertThat(LatencyHistogram.bucketOf(LatencyHistogram.middleOf(bucket)))
                    .isEqualTo(bucket);
        }
    }

    /** Names whose bytes exceed their characters, and besides them the most durations that a pane can have. */
    @Test
    void theLargestDayIsFarFromWhatABrokerRefuses() {
        CalendarDriver calendar = calendar();
        Random random = new Random(2);
        for (int change = 0; change < 60; change++) {
            Pane pane = new Pane();
            for (int i = 0; i < 2_000; i++) {
                pane.add(elapsed(random, 1L << 40), 1);
            }
            for (int i = 0; i < 4; i++) {
                pane.add(
                        new Measurement.Trip(
                                TravelDirection.RETURN, 1, 1, 1, 0, commodities(random, change % 2 == 0 ? 1 : 250)),
                        1);
            }
            calendar.change(DAY, pane);
        }
        assertThat(day(calendar).toBytes().length).isBetween(300_000, 1 << 20);
    }

    private static List<Commodity> commodities(Random random, int characters) {
        List<Commodity> commodities = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String name = Character.toString(0x4e00 + random.nextInt(20_000)).repeat(characters);
            commodities.add(new Commodity(name, name, 999_999_999));
        }
        return commodities;
    }

    private static Measurement.Elapsed elapsed(Random random, long span) {
        return new Measurement.Elapsed(
                DurationKind.ALL.get(random.nextInt(DurationKind.ALL.size())),
                1_000 + (long) (random.nextDouble() * Math.min(span, 7_800_000_000L)),
                random.nextBoolean());
    }

    private static Pane day(CalendarDriver calendar) {
        return calendar.between(DAY, DAY + 1).get(DAY);
    }

    private static Period month() {
        return Period.ofName("MONTH:2025-06");
    }

    private static CalendarDriver calendar() {
        CalendarDriver calendar = new CalendarDriver(1);
        calendar.advanceTo(DAY + 10);
        return calendar;
    }

    private static RollingDimension rolling() {
        RollingDimension rolling = new RollingDimension(List.of(Window.of("P7D")));
        rolling.advanceTo(MINUTE + 10);
        return rolling;
    }
}
