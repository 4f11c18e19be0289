package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.AlertLifecycle.Look;
import dev.goldencorridor.processor.alerts.AlertLifecycle.Occasion;
import dev.goldencorridor.processor.alerts.rules.AlertRule;
import dev.goldencorridor.processor.alerts.rules.AlertRules;
import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.processor.alerts.rules.Finding;
import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Holds what is known of a run against the rules, tells what becomes of its alerts, and keeps a list of the runs with raised
 * alerts at each facility.
 */
final class AlertEvaluator {
    private static final byte[] PRESENT = {};
    private static final char SEPARATOR = '\0';
    private static final char AFTER_SEPARATOR = '\1';

    private final PortCatalogue ports;
    private final List<AlertRule> rules;
    private final ThresholdTable thresholds;
    private final AlertLifecycle life;
    private final PortClosures closures;
    private final AlertEmitter telling;
    private final StoreSection raised;

    /**
     * What came of it.
     *
     * @param due when to look again if nothing else comes
     */
    record Judged(RunAlerts state, long due) {}

    /**
     * Of one task.
     *
     * @param raised where the runs with raised alerts are listed
     */
    AlertEvaluator(
            PortCatalogue ports,
            ThresholdTable thresholds,
            AlertLifecycle life,
            PortClosures closures,
            AlertEmitter telling,
            StoreSection raised) {
        this.ports = ports;
        this.rules = AlertRules.all(ports);
        this.thresholds = thresholds;
        this.life = life;
        this.closures = closures;
        this.telling = telling;
        this.raised = raised;
    }

    /** The runs with raised alerts at a facility. */
    void forEachRaised(String facility, Consumer<String> run) {
        List<String> keys = new ArrayList<>();
        raised.forEach(facility + SEPARATOR, facility + AFTER_SEPARATOR, (key, present) -> keys.add(key));
        keys.forEach(key -> run.accept(key.substring(facility.length() + 1)));
    }

    Judged judge(String run, RunAlerts state, Occasion occasion, long clock) {
        List<Alert> alerts = new ArrayList<>(state.alerts().size());
        long due = AlertLifecycle.NEVER;
        for (RunCalls.At at : state.calls().all()) {
            if (at.facility().indexOf('|') >= 0) {
                // The key of an alert at such a place would not tell where the place ends.
                continue;
            }
            Call call = at.call();
            RunCalls confirmed = state.calls().confirmedFor(at, ports);
            boolean isGrouped = closures.isClosed(at.facility());
            for (AlertRule rule : rules) {
                AlertType type = rule.type();
                Finding verdict = rule.judge(confirmed, at.facility(), call);
                Alert was = state.alert(at.facility(), type);
                if (was == null && (verdict instanceof Finding.Nothing || verdict instanceof Finding.Ended)) {
                    continue;
                }
                SeverityThresholds steps = thresholds.steps(at.facility(), call.sense(), type);
                Look look = new Look(clock, occasion, call.trainNumber(), isGrouped, rule.cause(call));
                Alert from = was == null ? Alert.none(at.facility(), at.publisher(), type) : was;
                Alert is = become(run, from, verdict, steps, look);
                due = Math.min(due, life.due(is, verdict, steps));
                if (!is.isBlank()) {
                    alerts.add(is);
                }
            }
        }
        for (Alert was : state.alerts()) {
            if (state.calls().at(was.facility()) == null) {
                SeverityThresholds steps = thresholds.steps(was.facility(), TravelDirection.OUTBOUND, was.type());
                Look look = new Look(clock, occasion, null, closures.isClosed(was.facility()), null);
                Alert is = become(run, was, Finding.Nothing.EXPIRED, steps, look);
                due = Math.min(due, life.due(is, Finding.Nothing.EXPIRED, steps));
                if (is.raising() != null) {
                    alerts.add(is);
                }
            }
        }
        if (alerts.equals(state.alerts())) {
            return new Judged(state, due);
        }
        RunAlerts judged = new RunAlerts(state.calls(), alerts, state.timer(), state.judgedBy());
        list(run, state, judged);
        return new Judged(judged, due);
    }

    private Alert become(String run, Alert alert, Finding verdict, SeverityThresholds steps, Look look) {
        Alert was = alert;
        Alert is = life.next(was, verdict, steps, look);
        while (!is.equals(was)) {
            if (is.revision() != was.revision()) {
                telling.tell(is, run, look.clock());
            } else if (is.raising() == null && was.raising() != null) {
                telling.withdraw(was, run);
            }
            was = is;
            is = life.next(was, verdict, steps, look);
        }
        return is;
    }

    private void list(String run, RunAlerts before, RunAlerts after) {
        Set<String> facilities = new HashSet<>();
        before.alerts().forEach(alert -> facilities.add(alert.facility()));
        after.alerts().forEach(alert -> facilities.add(alert.facility()));
        for (String facility : facilities) {
            boolean isListed = after.hasRaised(facility);
            if (isListed != before.hasRaised(facility)) {
                raised.put(facility + SEPARATOR + run, isListed ? PRESENT : null);
            }
        }
    }
}
