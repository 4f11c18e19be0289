package dev.goldencorridor.processor.windows;

import dev.goldencorridor.processor.model.DurationKind;
import java.util.EnumMap;
import java.util.Map;

/** The sums of the durations of panes, by kind. Mutable; not thread-safe. */
final class KindDurations {
    private final Map<DurationKind, DurationSum> sums = new EnumMap<>(DurationKind.class);

    void add(Pane pane) {
        for (int i = 0; i < pane.durationCount(); i++) {
            sums.computeIfAbsent(pane.kind(i), kind -> DurationSum.withHistogram())
                    .add(pane, i);
        }
    }

    /** @param extremes of the same panes */
    Durations of(DurationKind kind, KindExtremes extremes) {
        DurationSum sum = sums.get(kind);
        return sum == null
                ? Durations.NONE
                : Durations.of(sum, extremes.millis(Extreme.SHORTEST, kind), extremes.millis(Extreme.LONGEST, kind));
    }

    /** The number of kinds that have durations. */
    int size() {
        return sums.size();
    }
}
