package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All calls of one train run, or those that count at one of its facilities: see {@link ConfirmedCalls}. Immutable. For a
 * task's thread.
 */
public final class RunCalls {
    public static final RunCalls NONE = new RunCalls(List.of());

    private final List<CallAt> calls;

    // Computed at the first request and cached, since the rules request them for each call.
    private Optional<Call> lastHeard;
    private Optional<String> nextFacility;

    /**
     * The train has left a facility.
     *
     * @param at milliseconds since 1970-01-01T00:00Z
     * @param cause the departure or, where no departure was reported, the arrival elsewhere
     */
    record Leaving(long at, ClearedCause cause) {}

    public RunCalls(List<CallAt> calls) {
        this.calls = calls;
    }

    public List<CallAt> all() {
        return calls;
    }

    public boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Whether no call has changed since. A change makes a new object. */
    @SuppressWarnings("ReferenceEquality") // Comparing all calls would cost more than publishing one run too often.
    public boolean isSameAs(RunCalls other) {
        return this == other;
    }

    public int size() {
        return calls.size();
    }

    /** Null if there is none. */
    public Call callAt(String facility) {
        for (CallAt each : calls) {
            if (each.facility().equals(facility)) {
                return each.call();
            }
        }
        return null;
    }

    /** These calls without those at some facilities. */
    RunCalls without(Set<String> facilities) {
        if (facilities.isEmpty()) {
            return this;
        }
        List<CallAt> remaining = new ArrayList<>(calls);
        remaining.removeIf(call -> facilities.contains(call.facility()));
        return new RunCalls(remaining);
    }

    /**
     * These calls with the given one in place of the facility's former call.
     *
     * @param publisher of the call; null if it is unknown. The first publisher of a facility remains.
     * @param call null removes the facility's call
     */
    public RunCalls with(String facility, String publisher, Call call) {
        String knownPublisher = publisher == null ? "" : publisher;
        List<CallAt> updated = new ArrayList<>(calls.size() + 1);
        boolean isReplaced = false;
        for (CallAt each : calls) {
            if (!each.facility().equals(facility)) {
                updated.add(each);
            } else if (call != null) {
                String firstPublisher = each.publisher().isEmpty() ? knownPublisher : each.publisher();
                updated.add(new CallAt(facility, firstPublisher, call));
                isReplaced = true;
            }
        }
        if (call != null && !isReplaced) {
            updated.add(new CallAt(facility, knownPublisher, call));
        }
        return new RunCalls(updated);
    }

    /** Null if the train has not left. Only arrivals elsewhere that are later than the given instant count. */
    Leaving leaving(String facility, Call call, long after) {
        if (call.departure().hasOccurred()) {
            // Sources that round to minutes report departures shortly before the arrival.
            long departedAt =
                    Math.max(call.departure().occurredAt(), call.arrival().occurredAt());
            return new Leaving(departedAt, ClearedCause.DEPARTED);
        }
        long arrivedElsewhere = arrivalElsewhere(facility, after);
        return arrivedElsewhere == UNKNOWN ? null : new Leaving(arrivedElsewhere, ClearedCause.ARRIVED);
    }

    /** The first arrival at another facility later than an instant; {@link Call#UNKNOWN} if there is none. */
    long arrivalElsewhere(String facility, long after) {
        long first = UNKNOWN;
        for (CallAt each : calls) {
            long at = each.call().arrival().occurredAt();
            if (at > after
                    && (first == UNKNOWN || at < first)
                    && !each.facility().equals(facility)) {
                first = at;
            }
        }
        return first;
    }

    /**
     * The first arrival among those that were planned later than the given instant; {@link Call#UNKNOWN} if there is
     * none.
     */
    long arrivalWithLaterPlan(long plannedAt) {
        long first = UNKNOWN;
        for (CallAt each : calls) {
            Call.Movement arrival = each.call().arrival();
            if (arrival.hasOccurred()
                    && arrival.isPlanned()
                    && arrival.plannedAt() > plannedAt
                    && (first == UNKNOWN || arrival.occurredAt() < first)) {
                first = arrival.occurredAt();
            }
        }
        return first;
    }

    boolean hasDepartedElsewhere(String facility) {
        for (CallAt each : calls) {
            if (each.call().departure().hasOccurred() && !each.facility().equals(facility)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the train's next planned arrival is at this facility. */
    boolean isNext(String facility) {
        if (nextFacility == null) {
            CallAt first = null;
            for (CallAt each : calls) {
                if (isExpected(each.call()) && (first == null || isPlannedBefore(each, first))) {
                    first = each;
                }
            }
            nextFacility = Optional.ofNullable(first).map(CallAt::facility);
        }
        return nextFacility.isPresent() && nextFacility.get().equals(facility);
    }

    /** Whether the arrival is planned and the train has neither come nor passed the place unreported. */
    private boolean isExpected(Call call) {
        return call.arrival().isPlanned()
                && !call.arrival().hasOccurred()
                && !call.departure().hasOccurred()
                && arrivalWithLaterPlan(call.arrival().plannedAt()) == UNKNOWN;
    }

    /** The order of the plan. Facility codes decide between equal times, so that the order is total. */
    private static boolean isPlannedBefore(CallAt one, CallAt other) {
        int order = Long.compare(
                one.call().arrival().plannedAt(), other.call().arrival().plannedAt());
        return order < 0 || (order == 0 && one.facility().compareTo(other.facility()) < 0);
    }

    /** The call with the train's latest event; null if the train has no event. */
    Call lastHeard() {
        if (lastHeard == null) {
            Call last = null;
            for (CallAt each : calls) {
                if (each.call().heardAt() != UNKNOWN
                        && (last == null || each.call().heardAt() > last.heardAt())) {
                    last = each.call();
                }
            }
            lastHeard = Optional.ofNullable(last);
        }
        return lastHeard.orElse(null);
    }
}
