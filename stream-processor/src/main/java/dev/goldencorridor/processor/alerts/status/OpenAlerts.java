package dev.goldencorridor.processor.alerts.status;

import dev.goldencorridor.processor.limits.RunLimits;
import dev.goldencorridor.schemas.alerts.AlertKey;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.alerts.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The raised alerts of a run. */
public final class OpenAlerts {
    private static final Comparator<OpenAlert> WORST_FIRST = Comparator.comparing(OpenAlert::severity)
            .reversed()
            .thenComparing(OpenAlert::facility)
            .thenComparing(OpenAlert::type);

    private final List<OpenAlert> alerts = new ArrayList<>();

    private record OpenAlert(String facility, AlertType type, Severity severity) {}

    /** Adds an alert of a facility. */
    public void add(String facility, AlertType type, Severity severity) {
        alerts.add(new OpenAlert(facility, type, severity));
    }

    /** The alerts at these facilities. */
    OpenAlerts at(Set<String> facilities) {
        OpenAlerts selected = new OpenAlerts();
        alerts.stream().filter(alert -> facilities.contains(alert.facility)).forEach(selected.alerts::add);
        return selected;
    }

    /** The keys in alphabetical order; the worst alerts if there are too many. */
    List<String> keys(String run) {
        return alerts.stream()
                .sorted(WORST_FIRST)
                .limit(RunLimits.MAX_STATUS_ALERTS)
                .map(alert -> AlertKey.of(alert.facility, run, alert.type).toString())
                .sorted()
                .toList();
    }

    /** Null if there is no alert. */
    String worstSeverity() {
        return alerts.stream()
                .map(OpenAlert::severity)
                .reduce(Severity::greater)
                .map(Severity::name)
                .orElse(null);
    }
}
