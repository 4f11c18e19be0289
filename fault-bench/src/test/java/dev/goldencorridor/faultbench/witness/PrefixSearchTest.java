package dev.goldencorridor.faultbench.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PrefixSearchTest {
    private final LanePrefixes first = lane(100, 30, 7);
    private final LanePrefixes second = lane(1_000, 300);
    private final LanePrefixes third = lane(50_000);
    private final PrefixSearch search = new PrefixSearch(List.of(first, second, third));

    @Test
    void aSumOfPrefixesIsFound() {
        assertThat(find(new int[3], kilograms(4, 1_000 + 130 + 50_000))).containsExactly(new int[] {2, 1, 1});
    }

    @Test
    void aSumThatLeavesAnEventOutIsNotFound() {
        assertThat(find(new int[3], kilograms(2, 100 + 7))).isEmpty();
    }

    @Test
    void aShorterPrefixThanBeforeIsNotFound() {
        assertThat(find(new int[] {1, 2, 0}, kilograms(2, 100 + 1_000))).isEmpty();
        assertThat(find(new int[] {1, 1, 0}, kilograms(2, 100 + 1_000))).containsExactly(new int[] {1, 1, 0});
    }

    private List<int[]> find(int[] from, TripLoad target) {
        return search.find(List.of(from), new int[] {3, 2, 1}, target);
    }

    private static LanePrefixes lane(long... kilograms) {
        LanePrefixes lane = new LanePrefixes();
        for (long one : kilograms) {
            lane.add(kilograms(1, one), 0);
        }
        return lane;
    }

    private static TripLoad kilograms(long trips, long kilograms) {
        return new TripLoad(trips, 0, 0, 0, 0, 0, kilograms);
    }
}
