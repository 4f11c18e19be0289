package dev.goldencorridor.processor.metrics;

import dev.goldencorridor.runtime.metrics.GaugeFamily;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.alerts.Severity;
import java.util.EnumMap;
import java.util.Map;

/** The number of raised alerts of one task, and the counters of their transitions. For the task's thread. */
public final class AlertGauges implements AutoCloseable {
    private final Metrics metrics;
    private final Map<AlertType, Map<Severity, Raised>> raised = new EnumMap<>(AlertType.class);

    private static final class Raised {
        private final GaugeFamily.Cell cell;
        private int count;

        Raised(GaugeFamily.Cell cell) {
            this.cell = cell;
        }

        void add(int number) {
            count += number;
            cell.set(count);
        }
    }

    AlertGauges(Metrics metrics) {
        this.metrics = metrics;
        GaugeFamily family = metrics.family(ProcessorMetrics.OPEN_ALERTS);
        for (AlertType type : AlertType.values()) {
            Map<Severity, Raised> ofType = new EnumMap<>(Severity.class);
            for (Severity severity : Severity.values()) {
                ofType.put(severity, new Raised(family.cell(type.name(), severity.name())));
            }
            raised.put(type, ofType);
        }
    }

    /** Adds an alert that was raised before the task was restored. */
    public void restored(AlertType type, Severity severity) {
        raised.get(type).get(severity).add(1);
    }

    /**
     * Counts a revision of an alert.
     *
     * @param before its severity while it was raised; null if it was not raised
     * @param after its severity if it is raised now; null if it is not
     */
    public void revised(AlertType type, Severity before, Severity after) {
        if (before == after) {
            return;
        }
        if (before != null) {
            raised.get(type).get(before).add(-1);
        }
        if (after != null) {
            raised.get(type).get(after).add(1);
        }
        metrics.counter(
                        ProcessorMetrics.TRANSITIONS,
                        type.name(),
                        (after == null ? before : after).name(),
                        transition(before, after))
                .increment();
    }

    private static String transition(Severity before, Severity after) {
        if (before == null) {
            return "raised";
        }
        return after == null ? "cleared" : "worsened";
    }

    @Override
    public void close() {
        raised.values().forEach(ofType -> ofType.values().forEach(one -> one.cell.close()));
    }
}
