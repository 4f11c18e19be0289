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

/** Adds up the effective reports of one journey to what is known of its call. */
final class CallReducer {
    private Report last;
    private Report arrival;
    private Report arrivalPlan;
    private Report departure;
    private Report departurePlan;
    private Report held;
    private Report refused;
    private long releasedAt = UNKNOWN;
    private long heardAt = UNKNOWN;
    private Map<String, Report> causes = Map.of();

    /** The call of a journey; null if nothing was reported. */
    static Call of(Visit journey) {
        if (journey.size() == 0) {
            return null;
        }
        CallReducer summary = new CallReducer();
        journey.standing().forEach(summary::add);
        return summary.call(journey);
    }

    private void add(Report report) {
        last = standing(last, report);
        switch (report.kind()) {
            case ARRIVAL -> {
                arrival = standing(arrival, report);
                arrivalPlan = report.tellsPlan() ? standing(arrivalPlan, report) : arrivalPlan;
            }
            case DEPARTURE -> {
                departure = standing(departure, report);
                departurePlan = report.tellsPlan() ? standing(departurePlan, report) : departurePlan;
            }
            case PLANNED_ARRIVAL -> arrivalPlan = report.tellsPlan() ? standing(arrivalPlan, report) : arrivalPlan;
            case PLANNED_DEPARTURE ->
                departurePlan = report.tellsPlan() ? standing(departurePlan, report) : departurePlan;
            case RELEASED -> releasedAt = Math.max(releasedAt, report.occurredAt());
            case HOLD -> held = later(held, report);
            case REFUSED -> refused = later(refused, report);
            case DELAY_CAUSE -> {
                if (causes.isEmpty()) {
                    causes = new TreeMap<>();
                }
                String type = report.alertType() == null ? "" : report.alertType();
                causes.merge(type, report, CallReducer::standing);
            }
            case LODGED, SELECTED_SCAN, SELECTED_INSPECTION -> {
                // They only prove that the train was heard of.
            }
        }
        if (report.kind().isOfTheTrain()) {
            heardAt = Math.max(heardAt, report.occurredAt());
        }
    }

    private static Report standing(Report one, Report other) {
        return one == null || Report.BY_STANDING.compare(other, one) > 0 ? other : one;
    }

    /** Each is a step of its own: the step that was taken last counts, not the one that was reported last. */
    private static Report later(Report one, Report other) {
        return one == null
                        || Comparator.comparingLong(Report::occurredAt)
                                        .thenComparing(Report.BY_STANDING)
                                        .compare(other, one)
                                > 0
                ? other
                : one;
    }

    /** @param journey of the reports; not empty, though all of them may be withdrawn */
    private Call call(Visit journey) {
        // The train has a number also where all is withdrawn.
        Report latest = last == null ? journey.lastTold() : last;
        // As for the aggregates: no train leaves before it comes.
        boolean left = departure != null && (arrival == null || departure.occurredAt() >= arrival.occurredAt());
        List<Cause> told = new ArrayList<>(causes.size());
        causes.forEach((type, report) -> {
            if (report.text() != null) {
                told.add(new Cause(type, report.text()));
            }
        });
        return new Call(
                latest.sense(),
                latest.trainNumber(),
                movement(arrival, arrivalPlan),
                movement(left ? departure : null, departurePlan),
                releasedAt,
                held == null ? Stopped.NEVER : new Stopped(held.occurredAt(), held.text()),
                refused == null ? Stopped.NEVER : new Stopped(refused.occurredAt(), refused.text()),
                heardAt,
                told,
                namedPlaces());
    }

    /** Four at most. A correction also replaces the places that the corrected report named. */
    private List<String> namedPlaces() {
        List<String> places = named(List.of(), arrival);
        return named(places, departure);
    }

    private static List<String> named(List<String> before, Report report) {
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
