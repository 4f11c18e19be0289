package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The status of a train run, recounted from its raw reports. It shares no code with the pipeline. Expected times that
 * depend on measured durations are not part of it.
 */
public final class RunStatusRecount {
    private static final Set<String> BORDER_PORTS = Set.of("CNHRS", "CNAKL");

    private final StatusWay way;
    private final String state;
    private String lastEvent;
    private Instant lastAt;
    private String nextFacility;
    private String nextEvent;
    private Instant nextMovementPlan;
    private Instant endedAt;

    /**
     * Recounts one run.
     *
     * @param events all reports that were sent of the run, in the order of receipt
     * @param catalogue facilities whose reports count for every run
     */
    public RunStatusRecount(Collection<TrainMovement> events, Set<String> catalogue) {
        Map<String, List<TrainMovement>> received = new LinkedHashMap<>();
        events.forEach(event -> received.computeIfAbsent(event.getFacility(), facility -> new ArrayList<>())
                .add(event));
        way = new StatusWay(received.values().stream().map(StatusCall::of).toList(), catalogue);
        way.last().ifPresent(this::setLastEvent);
        state = way.last().map(this::stateAfter).orElseGet(this::stateBefore);
    }

    /** Whether the run has a status at all. */
    public boolean exists() {
        return !way.all().isEmpty();
    }

    /** Whether the run ended without an event that says when. */
    public boolean isCancelled() {
        return state.equals("ENDED") && endedAt == null;
    }

    /** Whether the run ended so long ago that its status was deleted. */
    public boolean isOver(Instant now, Duration retention) {
        return endedAt != null && !endedAt.plus(retention).isAfter(now);
    }

    private void setLastEvent(StatusCall last) {
        if (last.departure() != null) {
            lastEvent = "DEPARTURE";
            lastAt = last.departure().getOccurredAt();
            return;
        }
        Instant arrivedAt = last.arrival().getOccurredAt();
        boolean isStep =
                last.lastStep() != null && !last.lastStep().getOccurredAt().isBefore(arrivedAt);
        lastEvent = isStep ? ((Clearance) last.lastStep().getDetail()).getStep().name() : "ARRIVAL";
        lastAt = isStep ? last.lastStep().getOccurredAt() : arrivedAt;
    }

    private String stateBefore() {
        if (way.ahead().isEmpty()) {
            return way.all().stream().anyMatch(StatusCall::hasPlan) ? "ENDED" : "PLANNED";
        }
        expect(way.ahead().get(0));
        return "PLANNED";
    }

    private void expect(StatusCall call) {
        boolean arrives = call.arrivalPlan() != null || call.arrivalEstimate() != null;
        nextFacility = call.facility();
        nextEvent = arrives ? "ARRIVAL" : "DEPARTURE";
        nextMovementPlan = arrives ? call.arrivalPlan() : call.departurePlan();
    }

    private String stateAfter(StatusCall last) {
        Optional<String> unplanned = Optional.ofNullable(last.nextBorder())
                .filter(way::mayReach)
                .or(() -> Optional.ofNullable(destination()).filter(way::mayReach));
        boolean hasPlans = way.all().stream().anyMatch(StatusCall::hasPlan);
        if (last.departure() != null) {
            if (!way.ahead().isEmpty()) {
                expect(way.ahead().get(0));
                return "UNDER_WAY";
            }
            if (unplanned.isPresent()) {
                nextFacility = unplanned.get();
                nextEvent = "ARRIVAL";
                nextMovementPlan = way.all().stream()
                        .filter(call -> call.facility().equals(nextFacility))
                        .findFirst()
                        .map(StatusCall::arrivalPlan)
                        .orElse(null);
                return "UNDER_WAY";
            }
            if (hasPlans || destination() != null) {
                endedAt = last.departure().getOccurredAt();
                return "ENDED";
            }
            return "UNDER_WAY";
        }
        nextFacility = last.facility();
        nextMovementPlan = last.departurePlan();
        if (awaitsRelease()) {
            nextEvent = "RELEASE";
            return "AT_PLACE";
        }
        boolean departs = last.departurePlan() != null || last.departureEstimate() != null;
        boolean isLast = last.facility().equals(destination()) || (hasPlans && unplanned.isEmpty());
        if (way.ahead().isEmpty() && !departs && isLast) {
            nextFacility = null;
            nextMovementPlan = null;
            endedAt = last.arrival().getOccurredAt();
            if (BORDER_PORTS.contains(last.facility())
                    && last.free().getOccurredAt().isAfter(endedAt)) {
                endedAt = last.free().getOccurredAt();
            }
            return "ENDED";
        }
        nextEvent = "DEPARTURE";
        return "AT_PLACE";
    }

    StatusWay way() {
        return way;
    }

    String state() {
        return state;
    }

    String lastEvent() {
        return lastEvent;
    }

    Instant lastAt() {
        return lastAt;
    }

    String nextFacility() {
        return nextFacility;
    }

    String nextEvent() {
        return nextEvent;
    }

    /** The plan of the next arrival or departure, also while the train awaits its release. */
    Instant nextMovementPlan() {
        return nextMovementPlan;
    }

    Instant endedAt() {
        return endedAt;
    }

    String destination() {
        return way.lastKnown(StatusCall::destination);
    }

    boolean awaitsRelease() {
        return way.last()
                .filter(last ->
                        last.departure() == null && BORDER_PORTS.contains(last.facility()) && last.free() == null)
                .isPresent();
    }

    /** The state of customs at the place where the train is; null if there is none. */
    String customsState() {
        StatusCall last = way.last().orElse(null);
        if (last == null || last.departure() != null) {
            return null;
        }
        if (last.free() != null) {
            return "RELEASED";
        }
        if (last.lastStep() != null) {
            return ((Clearance) last.lastStep().getDetail()).getStep().name();
        }
        return BORDER_PORTS.contains(last.facility()) ? "AWAITED" : null;
    }

    /** That of the last arrival or departure in seconds; null without a plan. */
    Double lastLateness() {
        return way.last()
                .map(last -> last.departure() == null
                        ? late(last.arrival().getOccurredAt(), last.arrivalPlan())
                        : late(last.departure().getOccurredAt(), last.departurePlan()))
                .orElse(null);
    }

    /** In seconds at an instant; null without a plan. */
    Double lateness(Instant at) {
        Double lateness = lastLateness();
        boolean isAwaited = nextMovementPlan != null && at.isAfter(nextMovementPlan);
        if (!isAwaited) {
            return lateness;
        }
        Double overdue = late(at, nextMovementPlan);
        return lateness == null || overdue > lateness ? overdue : lateness;
    }

    private static Double late(Instant at, Instant plan) {
        return plan == null ? null : (Double) (Duration.between(plan, at).toMillis() / 1000.0);
    }
}
