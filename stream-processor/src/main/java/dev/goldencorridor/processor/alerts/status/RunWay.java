package dev.goldencorridor.processor.alerts.status;

import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.model.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The calls of a run in the order of its way. Calls with an arrival or a departure come in the order of their last one.
 * A call that is only planned comes before the first call with a later plan that was reached: the train has passed it.
 * All others are ahead.
 */
final class RunWay {
    private static final Comparator<CallAt> BY_LAST_MOVEMENT = Comparator.<CallAt>comparingLong(call -> Math.max(
                    call.call().arrival().occurredAt(), call.call().departure().occurredAt()))
            .thenComparingLong(call -> firstMovementAt(call.call()))
            .thenComparing(CallAt::facility);

    private static final Comparator<CallAt> BY_PLAN =
            Comparator.<CallAt>comparingLong(call -> expectedAt(call.call())).thenComparing(CallAt::facility);

    private final List<CallAt> reached = new ArrayList<>();
    private final List<CallAt> ahead = new ArrayList<>();
    private final List<CallAt> inOrder;

    RunWay(List<CallAt> calls) {
        List<CallAt> awaited = new ArrayList<>();
        for (CallAt call : calls) {
            (isReached(call.call()) ? reached : awaited).add(call);
        }
        reached.sort(BY_LAST_MOVEMENT);
        awaited.sort(BY_PLAN);
        this.inOrder = new ArrayList<>(reached);
        List<CallAt> notPassed = new ArrayList<>();
        for (CallAt call : awaited) {
            int index = indexOfLaterPlan(plannedAt(call.call()));
            if (index < 0) {
                notPassed.add(call);
            } else {
                inOrder.add(index, call);
            }
        }
        inOrder.addAll(notPassed);
        notPassed.stream().filter(call -> isExpected(call.call())).forEach(ahead::add);
    }

    /** All calls in order. */
    List<CallAt> inOrder() {
        return inOrder;
    }

    /** The calls that are expected next, in order. */
    List<CallAt> ahead() {
        return ahead;
    }

    /** The call of the last arrival or departure; null if there is none. */
    CallAt last() {
        return reached.isEmpty() ? null : reached.get(reached.size() - 1);
    }

    /** What is known of the call at a facility; null if nothing is. */
    Call at(String facility) {
        for (CallAt call : inOrder) {
            if (call.facility().equals(facility)) {
                return call.call();
            }
        }
        return null;
    }

    boolean hasReached(String facility) {
        return reached.stream().anyMatch(call -> call.facility().equals(facility));
    }

    boolean hasPlans() {
        return inOrder.stream()
                .anyMatch(call -> isPlannedOrCancelled(call.call().arrival())
                        || isPlannedOrCancelled(call.call().departure()));
    }

    boolean hasCancelled(String facility) {
        return inOrder.stream()
                .anyMatch(call -> call.facility().equals(facility)
                        && call.call().arrival().isCancelled());
    }

    /**
     * A property of the run as reported at the last place that has it: reached places from the last one back, then the
     * others in order. Null if none has it.
     */
    <T> T lastKnown(Function<Call, T> property) {
        for (int i = reached.size() - 1; i >= 0; i--) {
            T value = property.apply(reached.get(i).call());
            if (value != null) {
                return value;
            }
        }
        for (CallAt call : inOrder) {
            T value = property.apply(call.call());
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private int indexOfLaterPlan(long plannedAt) {
        if (plannedAt != UNKNOWN) {
            for (int i = 0; i < inOrder.size(); i++) {
                Call call = inOrder.get(i).call();
                if (isReached(call) && plannedAt(call) > plannedAt) {
                    return i;
                }
            }
        }
        return -1;
    }

    private static boolean isReached(Call call) {
        return call.arrival().hasOccurred() || call.departure().hasOccurred();
    }

    private static boolean isPlannedOrCancelled(Call.Movement movement) {
        return movement.isPlanned() || movement.isCancelled();
    }

    /** Whether a movement is expected there, and its arrival is not cancelled. */
    private static boolean isExpected(Call call) {
        boolean isArrivalExpected = call.arrival().isPlanned() || call.details().estimatedArrivalAt() != UNKNOWN;
        boolean isDepartureExpected =
                call.departure().isPlanned() || call.details().estimatedDepartureAt() != UNKNOWN;
        return isArrivalExpected || (isDepartureExpected && !call.arrival().isCancelled());
    }

    private static long firstMovementAt(Call call) {
        return call.arrival().hasOccurred()
                ? call.arrival().occurredAt()
                : call.departure().occurredAt();
    }

    private static long plannedAt(Call call) {
        return call.arrival().isPlanned()
                ? call.arrival().plannedAt()
                : call.departure().plannedAt();
    }

    /** The plan or else the forecast; the least number if there is neither. */
    private static long expectedAt(Call call) {
        if (plannedAt(call) != UNKNOWN) {
            return plannedAt(call);
        }
        return call.details().estimatedArrivalAt() == UNKNOWN
                ? call.details().estimatedDepartureAt()
                : call.details().estimatedArrivalAt();
    }
}
