package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import java.util.Comparator;
import java.util.List;

/** The effective reports of one call, reduced to those that count. Immutable. */
final class CallReports {
    /** Each customs step is a step of its own: the one taken last counts, not the one reported last. */
    private static final Comparator<Report> BY_OCCURRENCE =
            Comparator.comparingLong(Report::occurredAt).thenComparing(Report.BY_PRECEDENCE);

    private final List<Report> reports;
    private Report arrival;
    private Report departure;
    private Report lastRelease;
    private Report hold;
    private Report refusal;
    private Report customsStep;
    private Report arrivalEstimate;
    private Report departureEstimate;
    private long lodgedAt = UNKNOWN;

    CallReports(List<Report> reports) {
        this.reports = reports;
        for (Report report : reports) {
            switch (report.kind()) {
                case ARRIVAL -> arrival = Report.withPrecedence(arrival, report);
                case DEPARTURE -> departure = Report.withPrecedence(departure, report);
                case LODGED ->
                    lodgedAt = lodgedAt == UNKNOWN ? report.occurredAt() : Math.min(lodgedAt, report.occurredAt());
                case RELEASED, RELEASED_FAST -> lastRelease = lastStep(lastRelease, report);
                case HOLD -> hold = lastStep(hold, report);
                case REFUSED -> refusal = lastStep(refusal, report);
                case ESTIMATED_ARRIVAL -> arrivalEstimate = estimateAfter(arrivalEstimate, report);
                case ESTIMATED_DEPARTURE -> departureEstimate = estimateAfter(departureEstimate, report);
                case SELECTED_SCAN, SELECTED_INSPECTION, PLANNED_DEPARTURE, PLANNED_ARRIVAL, DELAY_CAUSE -> {
                    // They neither move the train nor decide on it.
                }
            }
            if (report.kind().customsStep() != null) {
                customsStep = lastStep(customsStep, report);
            }
        }
    }

    private static Report estimateAfter(Report estimate, Report report) {
        return report.hasPlausiblePlan() ? Report.withPrecedence(estimate, report) : estimate;
    }

    private static Report lastStep(Report step, Report report) {
        return step == null || BY_OCCURRENCE.compare(report, step) > 0 ? report : step;
    }

    List<Report> all() {
        return reports;
    }

    /** Null if the call has no arrival. */
    Report arrival() {
        return arrival;
    }

    /** Null if the call has no departure. */
    Report departure() {
        return departure;
    }

    /** The departure, but not before the arrival; both must be reported. */
    long departedAt() {
        return Math.max(arrival.occurredAt(), departure.occurredAt());
    }

    /** The last hold; null if there is none. */
    Report hold() {
        return hold;
    }

    /** The last refusal; null if there is none. */
    Report refusal() {
        return refusal;
    }

    /** The last release, whether or not a later step revokes it; null if there is none. */
    Report lastRelease() {
        return lastRelease;
    }

    /**
     * The last release, if no later step holds or refuses the train; null otherwise. Then the train is not released.
     */
    Report release() {
        return lastRelease == null || isAfterRelease(hold) || isAfterRelease(refusal) ? null : lastRelease;
    }

    private boolean isAfterRelease(Report step) {
        return step != null && BY_OCCURRENCE.compare(step, lastRelease) > 0;
    }

    /** The last step of the clearance, deciding or not; null if there is none. */
    Report customsStep() {
        return customsStep;
    }

    /** The effective forecast of the arrival; null if there is none. */
    Report arrivalEstimate() {
        return arrivalEstimate;
    }

    /** The effective forecast of the departure; null if there is none. */
    Report departureEstimate() {
        return departureEstimate;
    }

    /** When the declaration was first lodged; {@code UNKNOWN} if that was not reported. */
    long lodgedAt() {
        return lodgedAt;
    }
}
