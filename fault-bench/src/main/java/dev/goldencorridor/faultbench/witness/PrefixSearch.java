package dev.goldencorridor.faultbench.witness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which prefixes of several partitions together have a given sum. It meets in the middle: it lists the sums of one
 * half of the partitions and looks up the rest in the other half.
 */
final class PrefixSearch {
    private static final int MAX_SOLUTIONS = 64;

    private final List<LanePrefixes> lanes;

    PrefixSearch(List<LanePrefixes> lanes) {
        this.lanes = lanes;
    }

    /**
     * The solutions, shortest first, at most 64.
     *
     * @param from earlier solutions: each new one extends one of them in every partition
     * @param upTo the greatest length of each prefix
     */
    List<int[]> find(List<int[]> from, int[] upTo, TripLoad target) {
        int[] least = new int[lanes.size()];
        for (int lane = 0; lane < least.length; lane++) {
            int at = lane;
            least[lane] = from.stream().mapToInt(one -> one[at]).min().orElse(0);
        }
        int middle = lanes.size() / 2;
        Map<TripLoad, List<int[]>> firstHalf = new HashMap<>();
        enumerate(0, middle, least, upTo, new int[lanes.size()], TripLoad.NONE, (lengths, sum) -> firstHalf
                .computeIfAbsent(sum, any -> new ArrayList<>())
                .add(lengths));
        List<int[]> found = new ArrayList<>();
        enumerate(middle, lanes.size(), least, upTo, new int[lanes.size()], TripLoad.NONE, (lengths, sum) -> firstHalf
                .getOrDefault(target.minus(sum), List.of())
                .forEach(first -> {
                    int[] both = lengths.clone();
                    System.arraycopy(first, 0, both, 0, middle);
                    if (from.stream().anyMatch(earlier -> extendsInEachLane(both, earlier))) {
                        found.add(both);
                    }
                }));
        found.sort(Comparator.comparingInt(lengths -> Arrays.stream(lengths).sum()));
        return found.size() > MAX_SOLUTIONS ? List.copyOf(found.subList(0, MAX_SOLUTIONS)) : found;
    }

    private interface Visitor {
        void visit(int[] lengths, TripLoad sum);
    }

    private void enumerate(int lane, int end, int[] least, int[] upTo, int[] lengths, TripLoad sum, Visitor visitor) {
        if (lane == end) {
            visitor.visit(lengths.clone(), sum);
            return;
        }
        for (int length = least[lane]; length <= upTo[lane]; length++) {
            lengths[lane] = length;
            enumerate(
                    lane + 1,
                    end,
                    least,
                    upTo,
                    lengths,
                    sum.plus(lanes.get(lane).sum(length)),
                    visitor);
        }
        lengths[lane] = 0;
    }

    private static boolean extendsInEachLane(int[] lengths, int[] earlier) {
        for (int lane = 0; lane < lengths.length; lane++) {
            if (lengths[lane] < earlier[lane]) {
                return false;
            }
        }
        return true;
    }
}
