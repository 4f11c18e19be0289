package dev.goldencorridor.processor.runs;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Divides the effective reports of a visit into calls. A run can visit a place twice: on a loop, when it turns back, or
 * when it returns to a port.
 *
 * <p>An arrival begins a new call if a departure precedes it by more than the tolerance. A departure within the
 * tolerance before an arrival belongs to the same call: many sources round to minutes. Without a departure in between,
 * a later arrival is a correction. The result is a pure function of the set of reports.
 */
final class VisitCalls {
    private static final Comparator<Report> BY_TIME =
            Comparator.comparingLong(Report::occurredAt).thenComparing(Report.BY_PRECEDENCE);

    /**
     * The time between two calls.
     *
     * @param departedAt the last departure of the earlier call
     * @param arrivedAt the first arrival of the later call
     */
    private record Absence(long departedAt, long arrivedAt) {
        boolean precedes(Report report) {
            return switch (report.kind()) {
                case ARRIVAL -> report.occurredAt() >= arrivedAt;
                case PLANNED_DEPARTURE, PLANNED_ARRIVAL, ESTIMATED_DEPARTURE, ESTIMATED_ARRIVAL ->
                    isNearerToArrival(report);
                default -> report.occurredAt() > departedAt;
            };
        }

        /** A plan or an estimate belongs to the call that it is nearer to. A cancellation belongs to the last call. */
        private boolean isNearerToArrival(Report report) {
            long at = report.plannedAt();
            return at == UNKNOWN || at - departedAt > arrivedAt - at;
        }
    }

    private VisitCalls() {}

    /**
     * Returns the calls in the order of time, at least one.
     *
     * @param reports the effective reports
     * @param toleranceMillis by how much a departure may precede the arrival of its own call
     */
    static List<CallReports> of(List<Report> reports, long toleranceMillis) {
        List<Absence> absences = absences(reports, toleranceMillis);
        if (absences.isEmpty()) {
            return List.of(new CallReports(reports));
        }
        List<List<Report>> calls = new ArrayList<>();
        for (int i = 0; i <= absences.size(); i++) {
            calls.add(new ArrayList<>());
        }
        for (Report report : reports) {
            int call = 0;
            while (call < absences.size() && absences.get(call).precedes(report)) {
                call++;
            }
            calls.get(call).add(report);
        }
        return calls.stream().map(CallReports::new).toList();
    }

    private static List<Absence> absences(List<Report> reports, long toleranceMillis) {
        if (isOneCall(reports, toleranceMillis)) {
            return List.of();
        }
        List<Report> inOrder = reports.stream()
                .filter(report -> report.kind() == ReportKind.ARRIVAL || report.kind() == ReportKind.DEPARTURE)
                .sorted(BY_TIME)
                .toList();
        List<Absence> absences = new ArrayList<>();
        // The departures of the present call, in the order of time.
        List<Long> departures = new ArrayList<>();
        for (Report report : inOrder) {
            long at = report.occurredAt();
            if (report.kind() == ReportKind.DEPARTURE) {
                departures.add(at);
                continue;
            }
            List<Long> before = departures.stream()
                    .filter(departure -> departure < at - toleranceMillis)
                    .toList();
            if (!before.isEmpty()) {
                absences.add(new Absence(before.get(before.size() - 1), at));
                departures.removeAll(before);
            }
        }
        return absences;
    }

    /** Most visits are one call, which this method finds without sorting. */
    private static boolean isOneCall(List<Report> reports, long toleranceMillis) {
        long firstDeparture = Long.MAX_VALUE;
        long lastArrival = Long.MIN_VALUE;
        for (Report report : reports) {
            if (report.kind() == ReportKind.DEPARTURE) {
                firstDeparture = Math.min(firstDeparture, report.occurredAt());
            } else if (report.kind() == ReportKind.ARRIVAL) {
                lastArrival = Math.max(lastArrival, report.occurredAt());
            }
        }
        return lastArrival == Long.MIN_VALUE || firstDeparture >= lastArrival - toleranceMillis;
    }
}
