package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.rules.AlertRule;
import dev.goldencorridor.processor.alerts.rules.AlertRules;
import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.alerts.rules.ConfirmedCalls;
import dev.goldencorridor.processor.alerts.rules.Finding;
import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.schemas.alerts.AlertKey;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Evaluates the rules for a train run and emits the transitions of its alerts. Stores an index of the runs with
 * raised alerts by facility. For a task's thread.
 */
final class AlertEvaluator {
    private final PortCatalogue ports;
    private final List<AlertRule> rules;
    private final ThresholdTable thresholds;
    private final AlertLifecycle lifecycle;
    private final PortClosures closures;
    private final AlertEmitter emitter;
    private final RaisedIndex raisedIndex;

    /**
     * The result of an evaluation.
     *
     * @param dueAt when the next evaluation is due if no update comes; {@link AlertLifecycle#NEVER} if it is not
     */
    record Evaluated(RunAlerts state, long dueAt) {}

    /** @param raisedIndex the section for the index of runs with raised alerts */
    AlertEvaluator(
            PortCatalogue ports,
            ThresholdTable thresholds,
            AlertLifecycle lifecycle,
            PortClosures closures,
            AlertEmitter emitter,
            StoreSection raisedIndex) {
        this.ports = ports;
        this.rules = AlertRules.all(ports);
        this.thresholds = thresholds;
        this.lifecycle = lifecycle;
        this.closures = closures;
        this.emitter = emitter;
        this.raisedIndex = new RaisedIndex(raisedIndex);
    }

    /** Visits the runs with raised alerts at a facility. The visitor may change the index. */
    void forEachRaised(String facility, Consumer<String> run) {
        raisedIndex.runsAt(facility).forEach(run);
    }

    /** Evaluates the run and emits what changes. Milliseconds since 1970-01-01T00:00Z. */
    Evaluated evaluate(String run, RunAlerts state, Trigger trigger, long now) {
        List<Alert> alerts = new ArrayList<>(state.alerts().size());
        ConfirmedCalls confirmed = new ConfirmedCalls(state.calls(), ports);
        long dueAt = AlertLifecycle.NEVER;
        for (CallAt call : state.calls().all()) {
            if (AlertKey.canContain(call.facility())) {
                dueAt = Math.min(dueAt, evaluateCall(run, state, call, confirmed.at(call), trigger, now, alerts));
            }
        }
        for (Alert before : state.alerts()) {
            boolean isExpired = state.calls().callAt(before.facility()) == null;
            if (isExpired) {
                dueAt = Math.min(dueAt, expire(run, before, trigger, now, alerts));
            }
        }
        if (alerts.equals(state.alerts())) {
            return new Evaluated(state, dueAt);
        }
        RunAlerts updated = state.withAlerts(alerts);
        updateRaisedIndex(run, state, updated);
        return new Evaluated(updated, dueAt);
    }

    /** Applies all rules to one call. Adds its alerts to the list and returns when the call is due again. */
    private long evaluateCall(
            String run,
            RunAlerts state,
            CallAt callAt,
            RunCalls confirmed,
            Trigger trigger,
            long now,
            List<Alert> alerts) {
        String facility = callAt.facility();
        Call call = callAt.call();
        boolean isGrouped = closures.isClosed(facility);
        long dueAt = AlertLifecycle.NEVER;
        for (AlertRule rule : rules) {
            Finding finding = rule.evaluate(confirmed, facility, call);
            Alert stored = state.alert(facility, rule.type());
            if (stored == null && isOver(finding)) {
                continue;
            }
            Alert before = stored == null ? Alert.none(facility, callAt.publisher(), rule.type()) : stored;
            Evaluation evaluation = new Evaluation(
                    now,
                    trigger,
                    thresholds.thresholdsFor(facility, call.direction(), rule.type()),
                    call.trainNumber(),
                    isGrouped,
                    rule.reportedCause(call));
            Alert after = advance(run, before, finding, evaluation);
            dueAt = Math.min(dueAt, lifecycle.dueAt(after, finding, evaluation.thresholds()));
            if (!after.isBlank()) {
                alerts.add(after);
            }
        }
        return dueAt;
    }

    /** Whether the finding can raise no alert. This saves most rules of most calls an evaluation. */
    private static boolean isOver(Finding finding) {
        return finding instanceof Finding.None || finding instanceof Finding.Ended;
    }

    /** Clears an alert whose call has expired, and deletes its key later. Returns when the alert is due again. */
    private long expire(String run, Alert before, Trigger trigger, long now, List<Alert> alerts) {
        Finding expired = Finding.None.EXPIRED;
        // The direction is unknown by now, and no threshold matters to an expired call.
        Evaluation evaluation = new Evaluation(
                now,
                trigger,
                thresholds.thresholdsFor(before.facility(), TravelDirection.OUTBOUND, before.type()),
                null,
                closures.isClosed(before.facility()),
                null);
        Alert after = advance(run, before, expired, evaluation);
        if (after.raised() != null) {
            alerts.add(after);
        }
        return lifecycle.dueAt(after, expired, evaluation.thresholds());
    }

    /** Applies transitions until the alert no longer changes, and emits each. */
    private Alert advance(String run, Alert alert, Finding finding, Evaluation evaluation) {
        Alert before = alert;
        Alert after = lifecycle.next(before, finding, evaluation);
        while (!after.equals(before)) {
            emitTransition(run, before, after, evaluation.now());
            before = after;
            after = lifecycle.next(before, finding, evaluation);
        }
        return after;
    }

    private void emitTransition(String run, Alert before, Alert after, long now) {
        boolean isRevised = after.revision() != before.revision();
        boolean isDeleted = after.raised() == null && before.raised() != null;
        if (isRevised) {
            emitter.emit(before, after, run, now);
        } else if (isDeleted) {
            emitter.delete(before, run);
        }
    }

    private void updateRaisedIndex(String run, RunAlerts before, RunAlerts after) {
        Set<String> facilities = new HashSet<>();
        before.alerts().forEach(alert -> facilities.add(alert.facility()));
        after.alerts().forEach(alert -> facilities.add(alert.facility()));
        for (String facility : facilities) {
            boolean isRaised = after.hasRaised(facility);
            if (isRaised != before.hasRaised(facility)) {
                raisedIndex.set(facility, run, isRaised);
            }
        }
    }
}
