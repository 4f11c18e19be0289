package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Simulates one run from its origin to its destination and reports it visit by visit. */
final class RunScenario {
    private static final double EARLIEST_START_MINUTES = 10;

    private final Run run;
    private final SeededRandom chance;
    private final Consist consist;
    private final Reporting reporting;
    private Instant handedOver;
    private Instant ran;
    private Instant now;
    private Instant planned;

    private RunScenario(Run run, RunTimeline timeline, boolean isPrompt, Instant from) {
        this.run = run;
        this.chance = SeededRandom.of(run.seed());
        this.consist =
                run.grainKilograms() > 0 ? Cargo.grain(run.grainKilograms()) : Cargo.load(chance, run.outbound());
        this.reporting = new Reporting(run, timeline, isPrompt, from, chance);
        this.planned = run.start();
        this.now = run.start();
    }

    /** Simulates the run without a timetable. A visit with a report before {@code from} is omitted. */
    static RunScenario of(Run run, Instant from) {
        return of(run, RunTimeline.unannounced(), false, from);
    }

    /**
     * Simulates the run on its timeline.
     *
     * @param isPrompt whether reports come at once and are right at first
     */
    static RunScenario of(Run run, RunTimeline timeline, boolean isPrompt, Instant from) {
        RunScenario scenario = new RunScenario(run, timeline, isPrompt, from);
        if (run.outbound()) {
            scenario.outbound();
        } else {
            scenario.homeward();
        }
        return scenario;
    }

    /** The reports of the run, in no particular order. */
    List<SimulatedReport> reports() {
        return reporting.reports();
    }

    /** When the border port counts the run: at the departure outbound, at the arrival on the return. */
    Instant handedOver() {
        return handedOver;
    }

    /** When the hub counts the run: at the departure outbound, at the arrival on the return. */
    Instant ran() {
        return ran;
    }

    private void outbound() {
        Network.BorderPort port = run.port();
        begin(run.hub().code(), Network.STANDARD_GAUGE);
        ran = now;
        travel(run.hub().hoursToPort());
        port(Network.STANDARD_GAUGE, Network.STANDARD_GAUGE, Duration.ZERO);
        handedOver = now;
        travel(0.6);
        call(
                port.dryPort(),
                Network.STANDARD_GAUGE,
                Network.BROAD_GAUGE,
                chance.minutes(port.transshipmentMinutes() * 0.8, port.transshipmentMinutes() * 1.3)
                        .plus(chance.minutes(30, 90)));
        if (Network.beyondMalaszewicze(run.farEnd())) {
            travel(Network.hoursOnBroadGauge(port, Network.GAUGE_CHANGE_IN_EUROPE));
            call(Network.GAUGE_CHANGE_IN_EUROPE, Network.BROAD_GAUGE, Network.STANDARD_GAUGE, chance.minutes(180, 480));
            travel(Network.hoursFromMalaszewicze(run.farEnd()));
            end(run.farEnd(), Network.STANDARD_GAUGE);
        } else {
            travel(Network.hoursOnBroadGauge(port, run.farEnd()));
            end(run.farEnd(), Network.BROAD_GAUGE);
        }
    }

    private void homeward() {
        Network.BorderPort port = run.port();
        if (Network.beyondMalaszewicze(run.farEnd())) {
            begin(run.farEnd(), Network.STANDARD_GAUGE);
            travel(Network.hoursFromMalaszewicze(run.farEnd()));
            call(Network.GAUGE_CHANGE_IN_EUROPE, Network.STANDARD_GAUGE, Network.BROAD_GAUGE, chance.minutes(180, 480));
            travel(Network.hoursOnBroadGauge(port, Network.GAUGE_CHANGE_IN_EUROPE));
        } else {
            begin(run.farEnd(), Network.BROAD_GAUGE);
            travel(Network.hoursOnBroadGauge(port, run.farEnd()));
        }
        call(port.dryPort(), Network.BROAD_GAUGE, Network.BROAD_GAUGE, chance.minutes(40, 120));
        travel(0.6);
        handedOver = now;
        port(
                Network.BROAD_GAUGE,
                Network.STANDARD_GAUGE,
                chance.minutes(port.transshipmentMinutes() * 0.8, port.transshipmentMinutes() * 1.3));
        travel(run.hub().hoursToPort());
        end(run.hub().code(), Network.STANDARD_GAUGE);
        ran = now;
    }

    private void begin(String facility, int gauge) {
        Reporting.Visit visit = reporting.visit(facility);
        delay(25, 300);
        visit.occurred(now, planned, departure(gauge));
        visit.end();
    }

    private void end(String facility, int gauge) {
        Reporting.Visit visit = reporting.visit(facility);
        visit.occurred(now, planned, arrival(gauge));
        visit.end();
    }

    private void call(String facility, int gaugeIn, int gaugeOut, Duration stay) {
        Reporting.Visit visit = reporting.visit(facility);
        visit.occurred(now, planned, arrival(gaugeIn));
        planned = planned.plus(stay);
        now = now.plus(stay);
        delay(8, 120);
        visit.occurred(now, planned, departure(gaugeOut));
        visit.end();
    }

    /** Visits the border port. Customs and transshipment work in parallel; the train departs when both are done. */
    private void port(int gaugeIn, int gaugeOut, Duration transshipment) {
        Network.BorderPort port = run.port();
        Reporting.Visit visit = reporting.visit(port.code());
        Instant arrived = now;
        visit.occurred(arrived, planned, arrival(gaugeIn));
        String declaration =
                port.customsOffice() + "-" + run.runId().substring(3).replace('|', '-');
        List<Customs.Step> steps = Customs.clear(chance, run, arrived, declaration);
        for (Customs.Step step : steps) {
            visit.occurred(step.at(), null, step.clearance());
            if (step.clearance().getStep() == ClearanceStep.RELEASED) {
                now = step.at();
            }
        }
        Instant transshipped =
                arrived.plus(SeededRandom.longer(transshipment.plus(chance.minutes(10, 40)), run.handling()));
        if (transshipped.isAfter(now)) {
            now = transshipped;
        }
        planned = planned.plus(run.outbound() ? Duration.ofHours(2) : Duration.ofHours(9));
        now = now.plus(SeededRandom.longer(chance.minutes(30, 90), run.handling()));
        visit.occurred(now, planned, departure(gaugeOut));
        visit.end();
    }

    private void travel(double hours) {
        planned = planned.plus(Duration.ofMinutes(Math.round(hours * 60)));
        // Trains recover lost time on the way, as far as the slack of the timetable allows.
        Instant due = now.plus(chance.minutes(hours * 60 * 0.96, hours * 60 * 1.03));
        now = due.isBefore(planned.minusSeconds(1_800)) ? planned.minusSeconds(1_800) : due;
    }

    private void delay(double meanMinutes, double maxMinutes) {
        now = now.plus(chance.aboutMinutes(meanMinutes, maxMinutes))
                .minus(chance.minutes(0, EARLIEST_START_MINUTES / 5));
        if (now.isBefore(run.start())) {
            now = run.start();
        }
    }

    private Departure departure(int gauge) {
        return new Departure(
                run.origin(), run.destination(), nextBorder(), run.hub().line(), gauge, consist);
    }

    private Arrival arrival(int gauge) {
        return new Arrival(
                run.origin(), run.destination(), nextBorder(), run.hub().line(), gauge, consist);
    }

    /** The border port; null once the train has passed it. */
    private String nextBorder() {
        return reporting.hasPassed(run.port().code()) ? null : run.port().code();
    }
}
