package dev.goldencorridor.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.limits.TaskLimits;
import dev.goldencorridor.processor.model.Commodity;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However many commodities and consignees publishers invent, a day is bounded, and its masses are right. */
class CargoPropertyTest {
    private static final long FIRST_DAY = Period.ofName("MONTH:2025-06").firstDay();
    private static final int DAYS = 3;
    /** Few names of this length fit into the bound of a day. */
    private static final String LONG = "x".repeat(25_000);

    private record Carried(long day, Commodity commodity) {
        void addTo(Pane pane, int sign) {
            pane.add(new Measurement.Trip(TravelDirection.RETURN, 1, 1, 1, 0, List.of(commodity)), sign);
        }
    }

    @Property(tries = 200)
    void massesAreRightAndNamesAreBoundedAlsoAfterARestartAndNothingIsLeftWhenAllIsWithdrawn(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int steps) {
        Random random = new Random(seed);
        CalendarDriver calendar = calendar();
        List<Carried> counted = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            change(calendar, FIRST_DAY + random.nextInt(DAYS), random, counted);
        }
        assertThat(byChapter(month(calendar))).isEqualTo(byChapter(counted));
        calendar.between(FIRST_DAY, FIRST_DAY + DAYS).values().forEach(day -> assertThat(day.toBytes())
                .hasSizeLessThan(TaskLimits.MAX_DAY_NAMES_CHARS + 20_000));
        // The names of a month depend on the order of the changes; its masses do not.
        assertThat(byChapter(month(restored(calendar)))).isEqualTo(byChapter(month(calendar)));

        for (Carried withdrawn : counted) {
            Pane change = new Pane();
            withdrawn.addTo(change, -1);
            calendar.change(withdrawn.day, change);
        }
        assertThat(calendar.isEmpty()).isTrue();
        assertThat(month(calendar).isZero()).isTrue();
    }

    /** Changes several measurements at once, as the combine step adds them up. */
    private static void change(CalendarDriver calendar, long day, Random random, List<Carried> counted) {
        Pane change = new Pane();
        for (int i = random.nextInt(8); i >= 0; i--) {
            List<Carried> ofDay =
                    counted.stream().filter(carried -> carried.day == day).toList();
            if (!ofDay.isEmpty() && random.nextInt(3) == 0) {
                Carried withdrawn = ofDay.get(random.nextInt(ofDay.size()));
                counted.remove(withdrawn);
                withdrawn.addTo(change, -1);
            } else {
                Carried carried = carried(day, random);
                counted.add(carried);
                carried.addTo(change, 1);
            }
        }
        calendar.change(day, change);
    }

    @Property(tries = 100)
    void withinTheBoundAllNamesAreKept(@ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int size) {
        Random random = new Random(seed);
        CalendarDriver calendar = calendar();
        Map<String, Long> byConsignee = new HashMap<>();
        for (int i = 0; i < size; i++) {
            String consignee = "Consignee " + random.nextInt(300);
            Pane change = new Pane();
            new Carried(FIRST_DAY, new Commodity("1001", consignee, 7)).addTo(change, 1);
            calendar.change(FIRST_DAY, change);
            byConsignee.merge(consignee, 7L, Long::sum);
        }
        Map<String, Long> published = new HashMap<>();
        month(calendar).largestConsignments(size).forEach(one -> published.put(one.consignee(), one.kilograms()));
        assertThat(published).isEqualTo(byConsignee);
    }

    private static Carried carried(long day, Random random) {
        String chapter = List.of("10", "87", "XY").get(random.nextInt(3));
        String code = chapter + (random.nextBoolean() ? "" : random.nextInt(80) + LONG);
        String consignee = random.nextInt(3) == 0 ? null : random.nextInt(80) + (random.nextBoolean() ? "" : LONG);
        return new Carried(day, new Commodity(code, consignee, random.nextInt(5)));
    }

    private static CalendarDriver calendar() {
        CalendarDriver calendar = new CalendarDriver(1);
        calendar.advanceTo(FIRST_DAY + DAYS);
        // From here on the running sums follow the changes.
        month(calendar);
        return calendar;
    }

    /** The calendar after a restart, from the stored panes. */
    private static CalendarDriver restored(CalendarDriver calendar) {
        CalendarDriver restored = new CalendarDriver(1);
        calendar.between(FIRST_DAY, FIRST_DAY + DAYS)
                .forEach((day, pane) -> restored.change(day, Pane.fromBytes(pane.toBytes())));
        restored.advanceTo(FIRST_DAY + DAYS);
        return restored;
    }

    private static Cargo month(CalendarDriver calendar) {
        return calendar.sum(Period.ofName("MONTH:2025-06")).cargo();
    }

    private static Map<String, Long> byChapter(List<Carried> counted) {
        Map<String, Long> byChapter = new TreeMap<>();
        counted.forEach(one -> {
            String chapter = one.commodity.hs().substring(0, 2);
            byChapter.merge(chapter.equals("XY") ? "" : chapter, one.commodity.kilograms(), Long::sum);
        });
        byChapter.values().removeIf(kilograms -> kilograms == 0);
        return byChapter;
    }

    /** A code without a chapter may be counted under its first characters or under no chapter. */
    private static Map<String, Long> byChapter(Cargo cargo) {
        Map<String, Long> byChapter = new TreeMap<>();
        cargo.kilogramsByChapter()
                .forEach((chapter, kilograms) ->
                        byChapter.merge(chapter.equals("XY") ? "" : chapter, kilograms, Long::sum));
        byChapter.values().removeIf(kilograms -> kilograms == 0);
        return byChapter;
    }
}
