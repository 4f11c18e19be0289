package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.metrics.AlertGauges;
import dev.goldencorridor.processor.state.StoreSection;

/** Counts the raised alerts of a task's store when the task starts. Later changes count when they are emitted. */
final class RaisedAlertCount {
    private final AlertGauges gauges;

    RaisedAlertCount(AlertGauges gauges) {
        this.gauges = gauges;
    }

    void restore(PortClosures closures, StoreSection raised, StoreSection runs) {
        closures.forEachAlert(this::count);
        RaisedIndex.runs(raised).forEach(run -> countOf(runs.get(run)));
    }

    /** Counts the raised alerts of a stored run; null if there is none. */
    private void countOf(byte[] stored) {
        if (stored != null) {
            RunAlerts.fromBytes(stored).alerts().forEach(this::count);
        }
    }

    private void count(Alert alert) {
        if (alert.isRaised()) {
            gauges.restored(alert.type(), alert.raisedSeverity());
        }
    }
}
