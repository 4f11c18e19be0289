package dev.goldencorridor.processor.aggregation;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_EXPECTED_DURATIONS;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_BROADCAST_DURATIONS;

import dev.goldencorridor.processor.messages.ExpectedDurationUpdate;
import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Quantiles;
import dev.goldencorridor.processor.windows.Durations;
import dev.goldencorridor.processor.windows.WindowSum;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Broadcasts how long transits, clearances and stays take, by the longest window. Step 5 expects times from them. A
 * duration is broadcast again only if a quantile has changed by more than two per cent, and at most every five seconds.
 * If the window gets empty, the last quantiles remain valid. For a task's thread.
 */
final class DurationBroadcast {
    /** Fewer durations say little. */
    private static final int MIN_DURATIONS = 5;

    private static final double MIN_CHANGE = 0.02;
    private static final long INTERVAL_MILLIS = 5_000;
    private static final double MILLIS_IN_SECOND = 1_000.0;

    private static final List<DurationKind> OF_PORT = List.of(
            DurationKind.CLEARANCE,
            DurationKind.CLEARANCE_OUTBOUND,
            DurationKind.CLEARANCE_RETURN,
            DurationKind.DWELL,
            DurationKind.DWELL_OUTBOUND,
            DurationKind.DWELL_RETURN);
    private static final List<DurationKind> OF_HUB = List.of(DurationKind.DWELL);
    private static final List<DurationKind> OF_ROUTE = List.of(DurationKind.TRANSIT);

    private final Function<String, List<WindowSum>> sums;
    private final BiConsumer<String, ExpectedDurationUpdate> output;
    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, Sent> sentByDimension = new HashMap<>();

    /** What was last broadcast of a dimension. */
    private static final class Sent {
        private final Map<DurationKind, Quantiles> quantiles = new EnumMap<>(DurationKind.class);
        private long nextAt;
    }

    /**
     * Creates the broadcast of a task.
     *
     * @param sums returns the windows of a dimension
     * @param output receives each update with its dimension
     */
    DurationBroadcast(Function<String, List<WindowSum>> sums, BiConsumer<String, ExpectedDurationUpdate> output) {
        this.sums = sums;
        this.output = output;
    }

    /** To be called when a dimension has changed. */
    void changed(String dimension) {
        boolean isWithinLimit = sentByDimension.size() + changed.size() < MAX_EXPECTED_DURATIONS;
        if (isWithinLimit || sentByDimension.containsKey(dimension)) {
            changed.add(dimension);
        }
    }

    /** Broadcasts what has changed. To be called each second. */
    void round(long wallClock) {
        Iterator<String> dimensions = changed.iterator();
        int left = MAX_BROADCAST_DURATIONS;
        while (left > 0 && dimensions.hasNext()) {
            String dimension = dimensions.next();
            Sent sent = sentByDimension.get(dimension);
            if (sent == null || sent.nextAt <= wallClock) {
                dimensions.remove();
                left--;
                broadcast(dimension, wallClock);
            }
        }
    }

    private void broadcast(String key, long wallClock) {
        List<DurationKind> kinds = kinds(Dimension.ofKey(key));
        if (kinds.isEmpty()) {
            return;
        }
        WindowSum longest = Collections.max(
                sums.apply(key), Comparator.comparingLong(sum -> sum.window().minutes()));
        for (DurationKind kind : kinds) {
            Durations durations = longest.durations(kind);
            if (durations.count() >= MIN_DURATIONS && durations.longestSeconds() != null) {
                Sent sent = sentByDimension.computeIfAbsent(key, dimension -> new Sent());
                sent.nextAt = wallClock + INTERVAL_MILLIS;
                Quantiles quantiles = quantiles(durations);
                Quantiles before = sent.quantiles.get(kind);
                if (before == null || quantiles.differsFrom(before, MIN_CHANGE)) {
                    sent.quantiles.put(kind, quantiles);
                    output.accept(key, new ExpectedDurationUpdate(kind, quantiles));
                }
            }
        }
    }

    /** Durations of many places together are no expectation for one of them. */
    private static List<DurationKind> kinds(Dimension dimension) {
        if (dimension.equals(dimension.other())) {
            return List.of();
        }
        if (dimension.isPort()) {
            return OF_PORT;
        }
        if (dimension.isHub()) {
            return OF_HUB;
        }
        return dimension.isRoute() ? OF_ROUTE : List.of();
    }

    private static Quantiles quantiles(Durations durations) {
        return new Quantiles(
                millis(durations.quantile(0.10)), millis(durations.quantile(0.50)), millis(durations.quantile(0.90)));
    }

    private static long millis(double seconds) {
        return Math.round(seconds * MILLIS_IN_SECOND);
    }
}
