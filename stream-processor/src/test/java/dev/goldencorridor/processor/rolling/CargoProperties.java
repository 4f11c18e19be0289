package dev.goldencorridor.processor.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However many commodities and consignees are made up, what a day holds is bounded, and its masses are right. */
class CargoProperties {
    private static final long FIRST_DAY = Period.ofName("MONTH:2025-06").firstDay();
    private static final int DAYS = 3;
    /** With names as long as these a day has room for few. */
    private static final String LONG = "x".repeat(25_000);

    private record Carried(long day, Commodity commodity) {
        Pane pane(int sign) {
            return new Pane().add(new Fact.Trip(Sense.RETURN, 1, 1, 1, 0, List.of(commodity)), sign);
        }
    }

    @Property(tries = 100)
    void massesAreRightWithNoMoreNamesThanHaveRoomAlsoAfterARestartAndNothingIsLeftWhenAllIsWithdrawn(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int steps) {
        Random random = new Random(seed);
        CalendarDimension calendar = calendar();
        List<Carried> counted = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            if (!counted.isEmpty() && random.nextInt(3) == 0) {
                Carried withdrawn = counted.remove(random.nextInt(counted.size()));
                calendar.change(withdrawn.day, withdrawn.pane(-1));
            } else {
                Carried carried = carried(random);
                counted.add(carried);
                calendar.change(carried.day, carried.pane(1));
            }
        }
        assertThat(month(calendar).kilogramsByChapter()).isEqualTo(byChapter(counted));
        calendar.between(FIRST_DAY, FIRST_DAY + DAYS).values().forEach(day -> assertThat(day.toBytes())
                .hasSizeLessThan(Cargo.MOST_CHARACTERS + 20_000));
        agree(month(calendar), month(restored(calendar)));

        for (Carried withdrawn : counted) {
            calendar.change(withdrawn.day, withdrawn.pane(-1));
        }
        assertThat(calendar.isEmpty()).isTrue();
        assertThat(month(calendar).isZero()).isTrue();
    }

    @Property(tries = 100)
    void ofWhatHasRoomAllNamesAreKept(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int size) {
        Random random = new Random(seed);
        CalendarDimension calendar = calendar();
        Map<String, Long> byConsignee = new HashMap<>();
        for (int i = 0; i < size; i++) {
            String consignee = "Consignee " + random.nextInt(300);
            calendar.change(FIRST_DAY, new Carried(FIRST_DAY, new Commodity("1001", consignee, 7)).pane(1));
            byConsignee.merge(consignee, 7L, Long::sum);
        }
        Map<String, Long> told = new HashMap<>();
        month(calendar).largestConsignments(size).forEach(one -> told.put(one.consignee(), one.kilograms()));
        assertThat(told).isEqualTo(byConsignee);
    }

    private static Carried carried(Random random) {
        String code = "%02d".formatted(1 + random.nextInt(3)) + (random.nextBoolean() ? "" : random.nextInt(80) + LONG);
        String consignee = random.nextInt(3) == 0 ? null : random.nextInt(80) + (random.nextBoolean() ? "" : LONG);
        return new Carried(FIRST_DAY + random.nextInt(DAYS), new Commodity(code, consignee, random.nextInt(5)));
    }

    private static CalendarDimension calendar() {
        CalendarDimension calendar = new CalendarDimension(1);
        calendar.advanceTo(FIRST_DAY + DAYS);
        // From here on the running sums are kept up with changes.
        month(calendar);
        return calendar;
    }

    /** As after a restart, from what is stored. */
    private static CalendarDimension restored(CalendarDimension calendar) {
        CalendarDimension restored = new CalendarDimension(1);
        calendar.between(FIRST_DAY, FIRST_DAY + DAYS)
                .forEach((day, pane) -> restored.change(day, Pane.fromBytes(pane.toBytes())));
        restored.advanceTo(FIRST_DAY + DAYS);
        return restored;
    }

    private static Cargo month(CalendarDimension calendar) {
        return calendar.sum(Period.ofName("MONTH:2025-06")).cargo();
    }

    private static Map<String, Long> byChapter(List<Carried> counted) {
        Map<String, Long> byChapter = new TreeMap<>();
        counted.forEach(
                one -> byChapter.merge(one.commodity.hs().substring(0, 2), one.commodity.kilograms(), Long::sum));
        return byChapter;
    }

    private static void agree(Cargo one, Cargo other) {
        assertThat(other.commodityCodes()).isEqualTo(one.commodityCodes());
        assertThat(other.kilogramsByChapter()).isEqualTo(one.kilogramsByChapter());
        assertThat(other.largestConsignments(Integer.MAX_VALUE)).isEqualTo(one.largestConsignments(Integer.MAX_VALUE));
    }
}
