package dev.goldencorridor.processor.metrics;

import dev.goldencorridor.runtime.metrics.GaugeFamily;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The usual gaps of the publishers that one task counts. For a task's thread. */
public final class UsualGapGauges implements AutoCloseable {
    private final GaugeFamily family;
    private final Predicate<String> isKnown;
    private final Map<String, GaugeFamily.Cell> cells = new HashMap<>();

    /** @param isKnown whether the catalogue contains a publisher; the others have no series */
    UsualGapGauges(GaugeFamily family, Predicate<String> isKnown) {
        this.family = family;
        this.isKnown = isKnown;
    }

    /**
     * Sets the gap of a publisher.
     *
     * @param seconds null while there are too few gaps; the publisher then has no series
     */
    public void set(String publisher, Double seconds) {
        if (seconds == null) {
            GaugeFamily.Cell former = cells.remove(publisher);
            if (former != null) {
                former.close();
            }
        } else if (isKnown.test(publisher)) {
            cells.computeIfAbsent(publisher, family::cell).set(seconds);
        }
    }

    @Override
    public void close() {
        cells.values().forEach(GaugeFamily.Cell::close);
        cells.clear();
    }
}
