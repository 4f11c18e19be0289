package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Estimate;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The calls of a visit: a train that left a place by more than ten minutes and arrives there again makes another call.
 * The first arrival after such a departure separates two calls.
 */
final class Calls {
    private static final Duration TOLERANCE = Duration.ofMinutes(10);

    private Calls() {}

    /**
     * Divides the effective reports of one visit.
     *
     * @return the calls in the order of time, at least one; each is a list of reports
     */
    static List<List<TrainMovement>> of(List<TrainMovement> reports) {
        NavigableSet<Instant> arrivals = times(reports, Arrival.class);
        NavigableSet<Instant> departures = times(reports, Departure.class);
        List<List<TrainMovement>> calls = new ArrayList<>();
        List<TrainMovement> rest = new ArrayList<>(reports);
        Instant left = null;
        for (Instant arrival : arrivals) {
            Instant departure = departures.lower(arrival.minus(TOLERANCE));
            boolean isSeparate = departure != null && (left == null || departure.isAfter(left));
            if (isSeparate) {
                Instant leftAt = departure;
                List<TrainMovement> earlier = rest.stream()
                        .filter(report -> !isAfter(report, leftAt, arrival))
                        .toList();
                calls.add(earlier);
                rest.removeAll(earlier);
                left = departure;
            }
        }
        calls.add(rest);
        return calls;
    }

    static List<TrainMovement> last(List<TrainMovement> reports) {
        List<List<TrainMovement>> calls = of(reports);
        return calls.get(calls.size() - 1);
    }

    private static boolean isAfter(TrainMovement report, Instant left, Instant arrival) {
        Object detail = report.getDetail();
        if (detail instanceof Arrival) {
            return !report.getOccurredAt().isBefore(arrival);
        }
        if (detail instanceof Plan) {
            return report.getPlannedAt() == null || isNearer(report.getPlannedAt(), left, arrival);
        }
        if (detail instanceof Estimate estimate) {
            return isNearer(estimate.getEstimatedAt(), left, arrival);
        }
        return report.getOccurredAt().isAfter(left);
    }

    private static boolean isNearer(Instant at, Instant left, Instant arrival) {
        return Duration.between(left, at).compareTo(Duration.between(at, arrival)) > 0;
    }

    private static NavigableSet<Instant> times(List<TrainMovement> reports, Class<?> detail) {
        NavigableSet<Instant> times = new TreeSet<>();
        reports.stream()
                .filter(report -> detail.isInstance(report.getDetail()))
                .forEach(report -> times.add(report.getOccurredAt()));
        return times;
    }

    /** The last deciding step of a call; empty if customs decided nothing. */
    private static Optional<TrainMovement> decision(List<TrainMovement> call) {
        return call.stream()
                .filter(report -> report.getDetail() instanceof Clearance clearance
                        && (clearance.getStep() == ClearanceStep.RELEASED
                                || clearance.getStep() == ClearanceStep.HOLD
                                || clearance.getStep() == ClearanceStep.REFUSED))
                .max(Comparator.comparing(TrainMovement::getOccurredAt).thenComparing(EffectiveReports.BY_PRECEDENCE));
    }

    /** The release of a call: its last deciding step, if that is one. */
    static Optional<TrainMovement> release(List<TrainMovement> call) {
        return decision(call).filter(report -> ((Clearance) report.getDetail()).getStep() == ClearanceStep.RELEASED);
    }
}
