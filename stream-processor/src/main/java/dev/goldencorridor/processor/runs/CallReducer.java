package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.Call.Cause;
import dev.goldencorridor.processor.model.Call.Movement;
import dev.goldencorridor.processor.model.Call.Stopped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reduces the effective reports of one visit to its call. */
final class CallReducer {
    /** Each customs step is a step of its own: the one taken last counts, not the one reported last. */
    private static final Comparator<Report> BY_OCCURRENCE =
            Comparator.comparingLong(Report::occurredAt).thenComparing(Report.BY_PRECEDENCE);

    private Report latest;
    private Report arrival;
    private Report arrivalPlan;
    private Report departure;
    private Report departurePlan;
    private Report held;
    private Report refused;
    private long releasedAt = UNKNOWN;
    private long heardAt = UNKNOWN;
    private Map<String, Report> causes = Map.of();

    private CallReducer() {}

    /** Returns the call of a visit; null if the visit is empty. */
    static Call reduce(Visit visit) {
        if (visit.size() == 0) {
            return null;
        }
        CallReducer reducer = new CallReducer();
        visit.effectiveReports().forEach(reducer::add);
        return reducer.call(visit);
    }

    private void add(Report report) {
        latest = Report.withPrecedence(latest, report);
        switch (report.kind()) {
            case ARRIVAL -> {
                arrival = Report.withPrecedence(arrival, report);
                arrivalPlan = planAfter(arrivalPlan, report);
            }
            case DEPARTURE -> {
                departure = Report.withPrecedence(departure, report);
                departurePlan = planAfter(departurePlan, report);
            }
            case PLANNED_ARRIVAL -> arrivalPlan = planAfter(arrivalPlan, report);
            case PLANNED_DEPARTURE -> departurePlan = planAfter(departurePlan, report);
            case RELEASED, RELEASED_FAST -> releasedAt = Math.max(releasedAt, report.occurredAt());
            case HOLD -> held = lastStep(held, report);
            case REFUSED -> refused = lastStep(refused, report);
            case DELAY_CAUSE -> {
                if (causes.isEmpty()) {
                    causes = new TreeMap<>();
                }
                String type = report.alertType() == null ? "" : report.alertType();
                causes.merge(type, report, Report::withPrecedence);
            }
            case LODGED, SELECTED_SCAN, SELECTED_INSPECTION, ESTIMATED_DEPARTURE, ESTIMATED_ARRIVAL -> {
                // These steps only prove that the train was heard of. An estimate is stored, and counts nowhere.
            }
        }
        if (report.kind().isTrainEvent()) {
            heardAt = Math.max(heardAt, report.occurredAt());
        }
    }

    private static Report planAfter(Report plan, Report report) {
        return report.setsPlan() ? Report.withPrecedence(plan, report) : plan;
    }

    private static Report lastStep(Report step, Report report) {
        return step == null || BY_OCCURRENCE.compare(report, step) > 0 ? report : step;
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
                movement(arrival, arrivalPlan),
                movement(Report.departureAfter(arrival, departure), departurePlan),
                releasedAt,
                held == null ? Stopped.NEVER : new Stopped(held.occurredAt(), held.text()),
                refused == null ? Stopped.NEVER : new Stopped(refused.occurredAt(), refused.text()),
                heardAt,
                reportedCauses,
                namedPlaces());
    }

    /** Returns at most four places. A correction also replaces the places that the corrected report named. */
    private List<String> namedPlaces() {
        List<String> places = withNamedPlaces(List.of(), arrival);
        return withNamedPlaces(places, departure);
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

    private static Movement movement(Report occurred, Report plan) {
        return occurred == null && plan == null
                ? Movement.NONE
                : new Movement(
                        occurred == null ? UNKNOWN : occurred.occurredAt(),
                        plan == null ? UNKNOWN : plan.plannedAt(),
                        plan != null && plan.plannedAt() == UNKNOWN);
    }
}
