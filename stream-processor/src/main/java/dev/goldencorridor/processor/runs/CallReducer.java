package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.Call.Cause;
import dev.goldencorridor.processor.model.Call.Movement;
import dev.goldencorridor.processor.model.Call.Stopped;
import dev.goldencorridor.processor.model.CallDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reduces the effective reports of one visit to its call: the last one, if the train came back. */
final class CallReducer {
    private final CallReports last;
    private Report latest;
    private Report arrivalPlan;
    private Report departurePlan;
    private long heardAt = UNKNOWN;
    private Map<String, Report> causes = Map.of();

    private CallReducer(CallReports last) {
        this.last = last;
    }

    /**
     * Returns the call of a visit.
     *
     * @param visit has at least one report
     * @param last the last call of the visit
     */
    static Call reduce(Visit visit, CallReports last) {
        CallReducer reducer = new CallReducer(last);
        last.all().forEach(reducer::addPlan);
        visit.effectiveReports().forEach(reducer::add);
        return reducer.call(visit);
    }

    private void addPlan(Report report) {
        switch (report.kind()) {
            case ARRIVAL, PLANNED_ARRIVAL -> arrivalPlan = planAfter(arrivalPlan, report);
            case DEPARTURE, PLANNED_DEPARTURE -> departurePlan = planAfter(departurePlan, report);
            default -> {
                // Only these carry plans.
            }
        }
    }

    private void add(Report report) {
        latest = Report.withPrecedence(latest, report);
        if (report.kind() == ReportKind.DELAY_CAUSE) {
            if (causes.isEmpty()) {
                causes = new TreeMap<>();
            }
            String type = report.alertType() == null ? "" : report.alertType();
            causes.merge(type, report, Report::withPrecedence);
        }
        if (report.kind().isTrainEvent()) {
            heardAt = Math.max(heardAt, report.occurredAt());
        }
    }

    private static Report planAfter(Report plan, Report report) {
        return report.setsPlan() ? Report.withPrecedence(plan, report) : plan;
    }

    private Call call(Visit visit) {
        // The train has a direction and a number even if all its reports are retracted.
        Report named = latest == null ? visit.latestReport() : latest;
        List<Cause> reportedCauses = new ArrayList<>(causes.size());
        causes.forEach((type, report) -> {
            if (report.text() != null) {
                reportedCauses.add(new Cause(type, report.text()));
            }
        });
        return new Call(
                named.direction(),
                named.trainNumber(),
                movement(last.arrival(), arrivalPlan),
                movement(last.departure(), departurePlan),
                last.lastRelease() == null ? UNKNOWN : last.lastRelease().occurredAt(),
                last.lastRelease() != null && last.release() == null,
                stopped(last.hold()),
                stopped(last.refusal()),
                heardAt,
                reportedCauses,
                namedPlaces(),
                details());
    }

    private CallDetails details() {
        Report arrival = last.arrival();
        Report departure = last.departure();
        Report step = last.customsStep();
        return new CallDetails(
                firstNamed(departure, arrival, Report::origin),
                firstNamed(departure, arrival, Report::destination),
                firstNamed(departure, arrival, Report::nextBorder),
                firstNamed(departure, arrival, Report::operatorLine),
                firstNamed(departure, arrival, Report::consist),
                last.arrivalEstimate() == null
                        ? UNKNOWN
                        : last.arrivalEstimate().plannedAt(),
                last.departureEstimate() == null
                        ? UNKNOWN
                        : last.departureEstimate().plannedAt(),
                step == null ? null : step.kind().customsStep(),
                step == null ? UNKNOWN : step.occurredAt());
    }

    private static <T> T firstNamed(Report first, Report second, Function<Report, T> field) {
        T named = first == null ? null : field.apply(first);
        return named != null || second == null ? named : field.apply(second);
    }

    /** Returns at most four places. A correction also replaces the places that the corrected report named. */
    private List<String> namedPlaces() {
        List<String> places = withNamedPlaces(List.of(), last.arrival());
        return withNamedPlaces(places, last.departure());
    }

    private static List<String> withNamedPlaces(List<String> before, Report report) {
        if (report == null || (report.origin() == null && report.destination() == null)) {
            return before;
        }
        List<String> places = new ArrayList<>(before);
        for (String place : new String[] {report.origin(), report.destination()}) {
            if (place != null && !places.contains(place)) {
                places.add(place);
            }
        }
        return places;
    }

    private static Stopped stopped(Report step) {
        return step == null ? Stopped.NEVER : new Stopped(step.occurredAt(), step.text());
    }

    private static Movement movement(Report occurred, Report plan) {
        return occurred == null && plan == null
                ? Movement.NONE
                : new Movement(
                        occurred == null ? UNKNOWN : occurred.occurredAt(),
                        plan == null ? UNKNOWN : plan.plannedAt(),
                        plan != null && plan.plannedAt() == UNKNOWN);
    }
}
