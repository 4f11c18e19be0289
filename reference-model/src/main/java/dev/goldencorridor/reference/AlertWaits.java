package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** When each alert of a run falls due, if nothing is reported any more. */
final class AlertWaits {
    private final DelayOracle.Thresholds thresholds;
    private final PortCatalogue ports;

    AlertWaits(DelayOracle.Thresholds thresholds, PortCatalogue ports) {
        this.thresholds = thresholds;
        this.ports = ports;
    }

    /**
     * The alerts for which the run waits, with their due times. A due time may have passed.
     *
     * @param visits of the run by facility, as far as they are reported
     */
    Map<DelayOracle.Key, Instant> of(String run, Map<String, Visit> visits) {
        Map<DelayOracle.Key, Instant> waits = new HashMap<>();
        visits.keySet().forEach(place -> {
            RunView view =
                    RunView.credible(place, visits, code -> ports.find(code).isPresent());
            put(waits, place, run, "ARRIVAL_LATE", arrivalLate(view));
            put(waits, place, run, "DEPARTURE_LATE", departureLate(view));
            put(waits, place, run, "TRAIN_SILENT", silent(view));
            put(waits, place, run, "DWELL_EXCEEDED", dwellExceeded(view));
            put(
                    waits,
                    place,
                    run,
                    "CLEARANCE_HELD",
                    stopped(view, view.own().held(), view.own().refused()));
            put(waits, place, run, "CLEARANCE_REFUSED", stopped(view, view.own().refused(), null));
            if (ports.isBorderPort(place)) {
                put(waits, place, run, "CLEARANCE_OVERDUE", clearanceOverdue(view));
            }
        });
        return waits;
    }

    private static void put(
            Map<DelayOracle.Key, Instant> waits, String place, String run, String type, Optional<Instant> dueAt) {
        dueAt.ifPresent(at -> waits.put(new DelayOracle.Key(place, run, type), at));
    }

    private Optional<Instant> arrivalLate(RunView run) {
        Visit visit = run.own();
        Instant plan = visit.arrivalPlan();
        if (plan == null) {
            return Optional.empty();
        }
        if (visit.arrived() != null) {
            boolean hasMovedOn = visit.departed() != null
                    || run.arrivalElsewhere(visit.arrived()).isPresent();
            return shown(plan, visit.arrived(), hasMovedOn);
        }
        boolean isPassed = visit.departed() != null || run.arrivalBeyond(plan).isPresent();
        return isPassed ? Optional.empty() : Optional.of(plan.plus(thresholds.late()));
    }

    private Optional<Instant> departureLate(RunView run) {
        Visit visit = run.own();
        Instant plan = visit.departurePlan();
        if (plan == null) {
            return Optional.empty();
        }
        if (visit.departed() != null) {
            return shown(
                    plan,
                    visit.departed(),
                    run.arrivalElsewhere(visit.departed()).isPresent());
        }
        Instant after = visit.arrived() == null ? plan : visit.arrived();
        return run.arrivalElsewhere(after).isPresent() ? Optional.empty() : Optional.of(plan.plus(thresholds.late()));
    }

    /** A late event raises the alert itself, unless the train has moved on. */
    private Optional<Instant> shown(Instant plan, Instant occurredAt, boolean hasMovedOn) {
        boolean isLate = Duration.between(plan, occurredAt).compareTo(thresholds.late()) >= 0;
        return isLate && !hasMovedOn ? Optional.of(occurredAt) : Optional.empty();
    }

    private Optional<Instant> silent(RunView run) {
        Visit visit = run.own();
        Instant plan = visit.arrivalPlan();
        Optional<Instant> heard = run.visits().values().stream()
                .map(Visit::heard)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        boolean isUnderWay = run.visits().entrySet().stream()
                .anyMatch(one ->
                        !one.getKey().equals(run.place()) && one.getValue().departed() != null);
        if (plan == null || heard.isEmpty() || !isUnderWay || !isNext(run)) {
            return Optional.empty();
        }
        Instant since = thresholds.isSilentPastPlan() ? later(plan, heard.get()) : heard.get();
        return Optional.of(since.plus(thresholds.silent()));
    }

    /** Whether the run is planned to reach this facility first, of those that it neither reached nor passed. */
    private static boolean isNext(RunView run) {
        return run.visits().entrySet().stream()
                .filter(one -> isAhead(run, one.getValue()))
                .min(Comparator.comparing(
                                (Map.Entry<String, Visit> one) -> one.getValue().arrivalPlan())
                        .thenComparing(Map.Entry::getKey))
                .filter(first -> first.getKey().equals(run.place()))
                .isPresent();
    }

    private static boolean isAhead(RunView run, Visit visit) {
        return visit.arrivalPlan() != null
                && visit.arrived() == null
                && visit.departed() == null
                && run.arrivalBeyond(visit.arrivalPlan()).isEmpty();
    }

    private Optional<Instant> clearanceOverdue(RunView run) {
        Visit visit = run.own();
        boolean isWaiting = visit.arrived() != null && visit.free() == null && !hasLeft(run, visit.arrived());
        return isWaiting ? Optional.of(visit.arrived().plus(thresholds.clearance())) : Optional.empty();
    }

    private Optional<Instant> dwellExceeded(RunView run) {
        Visit visit = run.own();
        boolean isWaiting = visit.arrived() != null && visit.free() != null && !hasLeft(run, visit.arrived());
        return isWaiting
                ? Optional.of(later(visit.arrived(), visit.free()).plus(thresholds.dwell()))
                : Optional.empty();
    }

    private static Optional<Instant> stopped(RunView run, Instant stop, Instant refusal) {
        boolean isOver = stop == null
                || Stream.of(Optional.ofNullable(run.own().released()), Optional.ofNullable(refusal))
                        .flatMap(Optional::stream)
                        .anyMatch(end -> !end.isBefore(stop))
                || hasLeft(run, stop);
        return isOver ? Optional.empty() : Optional.of(stop);
    }

    private static boolean hasLeft(RunView run, Instant since) {
        return run.own().departed() != null || run.arrivalElsewhere(since).isPresent();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
