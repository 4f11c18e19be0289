package dev.goldencorridor.processor.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MinutePanesPropertyTest {
    private static final long LENGTH = 400;

    /** Few and many panes, and panes of few and of very many durations, which have segments of their own. */
    @Property(tries = 60)
    void eachMinuteHasTheSumOfItsChangesWhateverIsAddedSubtractedOrEvicted(@ForAll long seed) {
        Random random = new Random(seed);
        MinutePanes.Boundary boundary = new MinutePanes.Boundary(LENGTH, new CumulativeSum(false));
        MinutePanes panes = new MinutePanes(List.of(boundary));
        NavigableMap<Long, Pane> expected = new TreeMap<>();
        int maxDurations = List.of(2, 30, 4_000).get(random.nextInt(3));
        long now = 0;
        for (int step = 0; step < 1_500; step++) {
            long minute = now - (random.nextInt(5) == 0 ? random.nextInt((int) LENGTH) : random.nextInt(2));
            Pane change = change(random, random.nextInt(50) == 0 ? maxDurations : 2);
            Pane sum = expected.computeIfAbsent(minute, m -> new Pane());
            if (random.nextInt(6) == 0) {
                change = new Pane().add(sum, -1);
            }
            sum.add(sum.bounded(change), 1);
            assertThat(panes.add(minute, change, now).toBytes()).isEqualTo(sum.toBytes());
            if (sum.isZero()) {
                expected.remove(minute);
            }
            if (random.nextInt(4) == 0) {
                now += random.nextInt(20) == 0 ? random.nextInt((int) LENGTH) : 1;
                passAndEvict(panes, boundary, now, expected);
            }
        }
        assertThat(panes.between(now - LENGTH, now + 1).keySet()).isEqualTo(expected.keySet());
        expected.forEach((minute, sum) -> assertThat(
                        panes.between(minute, minute + 1).get(minute).toBytes())
                .isEqualTo(sum.toBytes()));
    }

    private static void passAndEvict(
            MinutePanes panes, MinutePanes.Boundary boundary, long now, NavigableMap<Long, Pane> expected) {
        NavigableMap<Long, Pane> passed = expected.headMap(now - LENGTH, true);
        for (Pane sum : passed.values()) {
            assertThat(panes.pass(boundary, now).toBytes()).isEqualTo(sum.toBytes());
        }
        assertThat(panes.pass(boundary, now)).isNull();
        assertThat(panes.evictPassed(boundary)).containsExactlyElementsOf(passed.keySet());
        passed.clear();
    }

    private static Pane change(Random random, int durations) {
        Pane change = Pane.of(new Measurement.Trip(TravelDirection.OUTBOUND, 1, 2, 3, random.nextInt(9), List.of()));
        for (int i = random.nextInt(durations + 1); i > 0; i--) {
            DurationKind kind = DurationKind.ALL.get(random.nextInt(DurationKind.ALL.size()));
            change.add(new Measurement.Elapsed(kind, random.nextInt(1_000_000), random.nextBoolean()), 1);
        }
        return change;
    }
}
