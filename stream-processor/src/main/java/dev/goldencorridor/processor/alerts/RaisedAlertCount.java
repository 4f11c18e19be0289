package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.metrics.AlertGauges;
import dev.goldencorridor.processor.state.StoreSection;
import java.util.function.Function;

/** Counts the raised alerts of a task's store when the task starts. Later changes count when they are emitted. */
final class RaisedAlertCount {
    private final AlertGauges gauges;

    RaisedAlertCount(AlertGauges gauges) {
        this.gauges = gauges;
    }

    /** @param runs the state of a run; null if it is not watched */
    void restore(PortClosures closures, StoreSection raised, Function<String, RunAlerts> runs) {
        closures.forEachAlert(this::count);
        for (String run : RaisedIndex.runs(raised)) {
            RunAlerts state = runs.apply(run);
            if (state != null) {
                state.alerts().forEach(this::count);
            }
        }
    }

    private void count(Alert alert) {
        if (alert.isRaised()) {
            gauges.restored(alert.type(), alert.raisedSeverity());
        }
    }
}
