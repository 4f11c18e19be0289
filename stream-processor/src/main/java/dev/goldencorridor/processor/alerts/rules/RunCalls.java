package dev.goldencorridor.processor.alerts.rules;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All calls of one run, or those that count at one of its facilities. Immutable. For a task's thread.
 *
 * <p>Run ids can be guessed, and some publishers may report any place of a scheme. So a call at one facility counts at another
 * only if something confirms it: see {@link #confirmedFor}.
 */
public final class RunCalls {
    public static final RunCalls NONE = new RunCalls(List.of());

    private final List<At> calls;
    /** The calls outside the catalogue; computed at the first request. */
    private List<At> uncatalogued;

    /** Both are made when they are first asked for, and kept since each call asks for them. */
    private Optional<Call> lastHeard;

    private Optional<String> next;

    /**
     * A call and where it was.
     *
     * @param publisher the first that reported it; empty if it is unknown
     */
    public record At(String facility, String publisher, Call call) {
        private boolean names(String other) {
            return call.namedPlaces().contains(other);
        }

        /**
         * Calls that a former release stored have no publisher. Those of one scheme then count as one publisher's, so that
         * an upgrade does not raise an alert for each of them.
         */
        private boolean hasPublisherOf(At other) {
            return (publisher.isEmpty() || other.publisher.isEmpty())
                    ? hasSchemeOf(other.facility)
                    : publisher.equals(other.publisher);
        }

        private boolean hasSchemeOf(String other) {
            int end = facility.indexOf(':') + 1;
            return end > 0 && other.startsWith(facility.substring(0, end));
        }
    }

    /**
     * How it is known that the train has left a facility.
     *
     * @param cause that it departed or, where no departure was reported, that it arrived elsewhere
     */
    record Leaving(long at, ClearedCause cause) {}

    public RunCalls(List<At> calls) {
        this.calls = calls;
    }

    public List<At> all() {
        return calls;
    }

    public boolean isEmpty() {
        return calls.isEmpty();
    }

    public int size() {
        return calls.size();
    }

    /** Null if there is none. */
    public Call at(String facility) {
        for (At one : calls) {
            if (one.facility.equals(facility)) {
                return one.call;
            }
        }
        return null;
    }

    /**
     * The calls that count at one of the facilities: its own, and each at another that the port catalogue has, that the same
     * publisher reports, or that the facility's own reports name as the run's origin or destination.
     *
     * @param ports always the same
     */
    public RunCalls confirmedFor(At at, PortCatalogue ports) {
        if (uncatalogued == null) {
            uncatalogued = calls.stream()
                    .filter(one -> ports.find(one.facility).isEmpty())
                    .toList();
        }
        for (At one : uncatalogued) {
            if (!isConfirmed(one, at)) {
                List<At> confirmed = new ArrayList<>(calls);
                confirmed.removeIf(other ->
                        !isConfirmed(other, at) && ports.find(other.facility).isEmpty());
                return new RunCalls(confirmed);
            }
        }
        return this;
    }

    private static boolean isConfirmed(At one, At at) {
        return one.facility.equals(at.facility) || one.hasPublisherOf(at) || at.names(one.facility);
    }

    /**
     * With this as what is known of the call at the facility; without it, where it is null.
     *
     * @param publisher of the call; null if it is unknown. One that is known already stays.
     */
    public RunCalls with(String facility, String publisher, Call call) {
        String known = publisher == null ? "" : publisher;
        List<At> replaced = new ArrayList<>(calls.size() + 1);
        boolean isReplaced = false;
        for (At one : calls) {
            if (!one.facility.equals(facility)) {
                replaced.add(one);
            } else if (call != null) {
                replaced.add(new At(facility, one.publisher.isEmpty() ? known : one.publisher, call));
                isReplaced = true;
            }
        }
        if (call != null && !isReplaced) {
            replaced.add(new At(facility, known, call));
        }
                return new RunCalls(replaced);
    }

    /** Null if it is not known to have left. Arrivals elsewhere tell if they are later than the given instant. */
    Leaving leaving(String facility, Call call, long after) {
        if (call.departure().hasOccurred()) {
            return new Leaving(call.departure().occurredAt(), ClearedCause.DEPARTED);
        }
        long elsewhere = arrivalElsewhere(facility, after);
        return elsewhere == UNKNOWN ? null : new Leaving(elsewhere, ClearedCause.ARRIVED);
    }

    /** The first arrival at another facility later than an instant; {@link Call#UNKNOWN} if there is none. */
    long arrivalElsewhere(String facility, long after) {
        long first = UNKNOWN;
        for (At one : calls) {
            long at = one.call.arrival().occurredAt();
            if (at > after && (first == UNKNOWN || at < first) && !one.facility.equals(facility)) {
                first = at;
            }
        }
        return first;
    }

    /** The first arrival at a facility for which it was planned later than the given instant; unknown if there is none. */
    long arrivalWhereLaterPlanned(long plannedAt) {
        long first = UNKNOWN;
        for (At one : calls) {
            Call.Movement arrival = one.call.arrival();
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
        for (At one : calls) {
            if (one.call.departure().hasOccurred() && !one.facility.equals(facility)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is here that the train is planned to arrive next, of where it is still to come. */
    boolean isNext(String facility) {
        if (next == null) {
            At first = null;
            for (At one : calls) {
                if (isToCome(one.call) && (first == null || isBefore(one, first))) {
                    first = one;
                }
            }
            next = Optional.ofNullable(first).map(At::facility);
        }
        return next.isPresent() && next.get().equals(facility);
    }

    private boolean isToCome(Call call) {
        return call.arrival().isPlanned()
                && !call.arrival().hasOccurred()
                && !call.departure().hasOccurred()
                && arrivalWhereLaterPlanned(call.arrival().plannedAt()) == UNKNOWN;
    }

    private static boolean isBefore(At one, At other) {
        int order = Long.compare(
                one.call.arrival().plannedAt(), other.call.arrival().plannedAt());
        return order < 0 || (order == 0 && one.facility.compareTo(other.facility) < 0);
    }

    /** The call of which the train was last heard; null if it never was. */
    Call lastHeard() {
        if (lastHeard == null) {
            Call last = null;
            for (At one : calls) {
                if (one.call.heardAt() != UNKNOWN && (last == null || one.call.heardAt() > last.heardAt())) {
                    last = one.call;
                }
            }
            lastHeard = Optional.ofNullable(last);
        }
        return lastHeard.orElse(null);
    }
}
