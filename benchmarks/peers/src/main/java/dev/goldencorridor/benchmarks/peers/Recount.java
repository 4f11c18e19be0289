package dev.goldencorridor.benchmarks.peers;

import dev.goldencorridor.processor.windows.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The right answers, each found by going through all raw trips. */
final class Recount {
    private static final int FIRST_CAPACITY = 64;

    private final List<Trip> trips = new ArrayList<>();

    /** The sums of one window. */
    private static final class Sum {
        private long[] latencies = new long[FIRST_CAPACITY];
        private int size;
        private long kilograms;

        void add(Trip trip) {
            if (size == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * size);
            }
            latencies[size++] = trip.latencyMillis();
            kilograms += trip.kilograms();
        }

        Answer answer(long end) {
            if (size == 0) {
                return Answer.none(end);
            }
            Arrays.sort(latencies, 0, size);
            return new Answer(end, size, kilograms, p99());
        }

        /** Interpolates between two ranks, as the pipeline defines quantiles. */
        private long p99() {
            int hundredths = 99 * (size - 1);
            long lower = latencies[hundredths / 100];
            long upper = latencies[Math.min(hundredths / 100 + 1, size - 1)];
            return lower + Math.round((upper - lower) * (hundredths % 100 / 100.0));
        }
    }

    void add(Trip trip) {
        trips.add(trip);
    }

    /** The windows at the end, of every dimension that had a trip at all. */
    Map<String, Answer> rolling(long end) {
        return windowsEndingAt(end, Windows.ALL);
    }

    /** The windows that end then; those that hop past it end elsewhere. */
    Map<String, Answer> hopping(long end) {
        return windowsEndingAt(
                end,
                Windows.ALL.stream()
                        .filter(window -> Math.floorMod(end, Windows.hopMillis(window)) == 0)
                        .toList());
    }

    /** The days that end with the last trip of a dimension, both ends included. */
    Map<String, Answer> sliding() {
        Map<Integer, Long> last = new HashMap<>();
        trips.forEach(trip -> last.merge(trip.dimension(), trip.occurredAt(), Math::max));
        Map<Integer, Sum> sums = new HashMap<>();
        for (Trip trip : trips) {
            if (trip.occurredAt() >= last.get(trip.dimension()) - Windows.millis(Windows.DAY)) {
                sums.computeIfAbsent(trip.dimension(), dimension -> new Sum()).add(trip);
            }
        }
        Map<String, Answer> answers = new HashMap<>();
        sums.forEach((dimension, sum) ->
                answers.put(KeyedAnswer.key(dimension, Windows.DAY), sum.answer(last.get(dimension))));
        return answers;
    }

    /** Everything, under one key. */
    Map<String, Answer> total(String key, long end) {
        return Map.of(
                key,
                new Answer(
                        end,
                        trips.size(),
                        trips.stream().mapToLong(Trip::kilograms).sum(),
                        Answer.NO_QUANTILE));
    }

    private Map<String, Answer> windowsEndingAt(long end, List<Window> windows) {
        Map<String, Answer> answers = new HashMap<>();
        for (Window window : windows) {
            Map<Integer, Sum> sums = new HashMap<>();
            long start = end - Windows.millis(window);
            for (Trip trip : trips) {
                Sum sum = sums.computeIfAbsent(trip.dimension(), dimension -> new Sum());
                if (trip.occurredAt() >= start && trip.occurredAt() < end) {
                    sum.add(trip);
                }
            }
            sums.forEach((dimension, sum) -> answers.put(KeyedAnswer.key(dimension, window), sum.answer(end)));
        }
        return answers;
    }
}
