package dev.goldencorridor.processor.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.alerts.rules.AlertRule;
import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.alerts.rules.ConfirmedCalls;
import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.messages.AlertUpdate;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.runs.CallsDriver;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.alerts.AlertKey;
import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.nio.file.Path;

/**
 * The reports of one train run, one rule, and the finding and the alert that follow from them. It has the default
 * settings and the built-in port catalogue. Reports pass the step of the runs first, so that corrections and
 * retractions count as they do in the pipeline.
 */
public final class AlertScenario {
    private static final PortCatalogue PORTS = PortCatalogue.builtIn();
    /** The stores are in memory, so nothing is written here. */
    private static final Path STATE = Path.of("target", "no-state");

    private final AlertRule rule;
    private final String facility;
    private final ReportCells reports = new ReportCells();
    private final CallsDriver runs = new CallsDriver(AlertType.names());
    private final AlertsDriver alerts = new AlertsDriver(STATE, 0, 1);
    private RunCalls calls = RunCalls.NONE;

    /** @param facility that the finding and the alert are about */
    public AlertScenario(AlertRule rule, String facility) {
        this.rule = rule;
        this.facility = facility;
    }

    /**
     * Adds the reports of one kind at the facility.
     *
     * @param kind as in {@link ReportCells}
     * @param cell null if there are none
     */
    public AlertScenario with(String kind, String cell) {
        reports.add(facility, null, kind, cell);
        return this;
    }

    /** Adds reports at other facilities, as in {@code KZALA arrival 12:20; esr:1 of ktz departure 13:00}. */
    public AlertScenario elsewhere(String cell) {
        reports.addElsewhere(cell);
        return this;
    }

    /** Adds the reports of one kind at another facility. */
    public AlertScenario elsewhereAt(String other, String kind, String cell) {
        reports.add(other, null, kind, cell);
        return this;
    }

    /** Receives the reports, moves the clock to the given time, and compares finding and alert with their words. */
    public void assertAt(String now, String finding, String alert) {
        playTo(now);
        assertThat(finding()).isEqualTo(finding);
        assertThat(alert()).isEqualTo(alert);
    }

    /** Receives each report at its time. Then the clock goes on to the given time. */
    AlertScenario playTo(String now) {
        alerts.start(ClockTime.MIDNIGHT, AlertsDriver.defaultPlan());
        alerts.poll();
        for (ReportCells.Reported report : reports.inOrderUntil(ClockTime.instant(now))) {
            alerts.setClock(report.at());
            runs.learn(report.movement()).forEach(this::process);
        }
        alerts.setClock(ClockTime.instant(now));
        alerts.poll();
        return this;
    }

    private void process(AlertUpdate message) {
        if (message instanceof RunUpdate.CallChanged changed) {
            calls = calls.with(changed.facility(), changed.publisher(), changed.call());
        }
        alerts.process(ReportCells.RUN, message);
    }

    /** The finding of the rule in words. */
    private String finding() {
        CallAt here = calls.all().stream()
                .filter(call -> call.facility().equals(facility))
                .findFirst()
                .orElseThrow();
        return FindingWords.text(rule.evaluate(new ConfirmedCalls(calls, PORTS).at(here), facility, here.call()));
    }

    /** The alert of the rule's type at the facility, in words. */
    private String alert() {
        DelayAlert alert = published();
        if (alert == null) {
            boolean wasPublished = alerts.takeEmitted().stream().anyMatch(this::isOfTheRule);
            return wasPublished ? "deleted" : "none";
        }
        return alert.getState().equals("RAISED")
                ? "RAISED " + alert.getSeverity() + " at " + ClockTime.text(alert.getRaisedAt())
                : "CLEARED " + alert.getClearedCause() + " at " + ClockTime.text(alert.getClearedAt());
    }

    private boolean isOfTheRule(DelayAlert alert) {
        return alert != null
                && alert.getFacility().equals(facility)
                && alert.getType().equals(rule.type().name());
    }

    /** The last published value of the alert; null if there is none, or its key is deleted. */
    DelayAlert published() {
        return alerts.latest()
                .get(AlertKey.of(facility, ReportCells.RUN, rule.type()).toString());
    }
}
