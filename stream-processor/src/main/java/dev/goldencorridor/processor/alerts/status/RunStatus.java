package dev.goldencorridor.processor.alerts.status;

import static dev.goldencorridor.processor.limits.RunLimits.MAX_STATUS_CALLS;
import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.rules.CallAt;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.model.CallDetails;
import dev.goldencorridor.processor.model.Consist;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.RunCall;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The status of a train run: a pure function of its calls and alerts. Instants are milliseconds since
 * 1970-01-01T00:00Z.
 */
public final class RunStatus {
    private static final String AWAITED = "AWAITED";
    private static final String RELEASED = "RELEASED";
    private static final double MILLIS_IN_SECOND = 1000.0;
    private static final double KILOGRAMS_IN_TONNE = 1000.0;
    private static final long NO_REVISION = 0;

    private final String run;
    private final RunWay way;
    private final RunProgress progress;
    private final OpenAlerts alerts;
    private final PortCatalogue ports;

    private RunStatus(String run, RunWay way, RunProgress progress, OpenAlerts alerts, PortCatalogue ports) {
        this.run = run;
        this.way = way;
        this.progress = progress;
        this.alerts = alerts;
        this.ports = ports;
    }

    /**
     * Computes the status.
     *
     * @param calls in the order in which they were first reported
     * @param isExpired whether nothing was reported for so long that the run is over
     */
    public static RunStatus of(
            String run, List<CallAt> calls, boolean isExpired, OpenAlerts alerts, PortCatalogue ports) {
        List<CallAt> counted = CountedCalls.of(calls, ports);
        RunWay way = new RunWay(counted);
        Set<String> facilities = new HashSet<>();
        counted.forEach(call -> facilities.add(call.facility()));
        return new RunStatus(run, way, RunProgress.of(way, ports, isExpired), alerts.at(facilities), ports);
    }

    /** Whether no report of the run is effective, so that it has no status. */
    public boolean isBlank() {
        return way.inOrder().isEmpty();
    }

    public boolean isEnded() {
        return progress.state() == RunProgress.State.ENDED;
    }

    /** When an event ended the run; {@link Call#UNKNOWN} if it goes on, was cancelled, or was never reported as ended. */
    public long endedAt() {
        return progress.endedAt();
    }

    /**
     * The record without time and revision. Its lateness is that of the last event. So equal records have the same
     * content, however much time has passed. The status must not be blank.
     *
     * @param endedAt when the run ended; {@link Call#UNKNOWN} while it goes on
     */
    public TrainRunStatus record(ExpectedDurations durations, long endedAt) {
        TravelDirection direction = way.lastKnown(Call::direction);
        ExpectedTimes expected = new ExpectedTimes(way, progress, durations, direction);
        ExpectedTime next = expected.next();
        RunProgress.Event last = progress.last();
        RunProgress.Event nextEvent = progress.next();
        Consist consist = way.lastKnown(call -> call.details().consist());
        List<RunCall> calls = calls(expected);
        return new TrainRunStatus(
                run,
                way.lastKnown(Call::trainNumber),
                direction.name(),
                named(CallDetails::origin),
                named(CallDetails::destination),
                named(CallDetails::operatorLine),
                progress.state().name(),
                last == null ? null : last.facility(),
                last == null ? null : last.name(),
                last == null ? null : instant(last.at()),
                nextEvent == null ? null : nextEvent.facility(),
                nextEvent == null ? null : nextEvent.name(),
                nextEvent == null || nextEvent.name().equals(RunProgress.RELEASE)
                        ? null
                        : instant(nextEvent.plannedAt()),
                instant(next.at()),
                instant(next.p90At()),
                next.basis() == null ? null : next.basis().name(),
                lastLateness(),
                customsState(),
                progress.awaitsRelease() ? instant(way.last().call().arrival().occurredAt()) : null,
                alerts.keys(run),
                alerts.worstSeverity(),
                consist == null ? null : consist.wagons(),
                consist == null ? null : consist.loadedTeu(),
                consist == null ? null : consist.emptyTeu(),
                consist == null ? null : consist.kilograms() / KILOGRAMS_IN_TONNE,
                calls,
                way.inOrder().size() - calls.size(),
                instant(endedAt),
                Instant.EPOCH,
                NO_REVISION);
    }

    /**
     * The lateness in seconds: that of the last event or, if the next arrival or departure should have happened, at
     * least the time since its plan. Null without a plan.
     */
    public Double lateness(long now) {
        Double last = lastLateness();
        boolean isOverdue = progress.next() != null
                && progress.next().plannedAt() != UNKNOWN
                && progress.next().plannedAt() < now;
        if (!isOverdue) {
            return last;
        }
        double overdue = (now - progress.next().plannedAt()) / MILLIS_IN_SECOND;
        return last == null ? overdue : Math.max(last, overdue);
    }

    private Double lastLateness() {
        if (way.last() == null) {
            return null;
        }
        Call call = way.last().call();
        Call.Movement movement = call.departure().hasOccurred() ? call.departure() : call.arrival();
        return movement.isPlanned() ? (movement.occurredAt() - movement.plannedAt()) / MILLIS_IN_SECOND : null;
    }

    /** The state of customs at the place where the train is. */
    private String customsState() {
        CallAt last = way.last();
        if (last == null || last.call().departure().hasOccurred()) {
            return null;
        }
        if (last.call().isReleased()) {
            return RELEASED;
        }
        CallDetails details = last.call().details();
        if (details.lastStep() != null) {
            return details.lastStep().name();
        }
        return ports.isBorderPort(last.facility()) ? AWAITED : null;
    }

    private String named(Function<CallDetails, String> property) {
        return way.lastKnown(call -> property.apply(call.details()));
    }

    /** The calls nearest to the last event. */
    private List<RunCall> calls(ExpectedTimes expected) {
        List<CallAt> all = way.inOrder();
        int last = Math.max(0, all.indexOf(way.last()));
        int from = Math.max(0, Math.min(last - MAX_STATUS_CALLS / 2, all.size() - MAX_STATUS_CALLS));
        List<RunCall> calls = new ArrayList<>();
        for (CallAt callAt : all.subList(from, Math.min(all.size(), from + MAX_STATUS_CALLS))) {
            Call call = callAt.call();
            calls.add(new RunCall(
                    callAt.facility(),
                    instant(call.arrival().plannedAt()),
                    instant(call.arrival().occurredAt()),
                    call.isReleased() ? instant(call.releasedAt()) : null,
                    instant(call.departure().plannedAt()),
                    instant(call.departure().occurredAt()),
                    instant(expected.arrivalAt(callAt.facility())),
                    instant(expected.departureAt(callAt.facility()))));
        }
        return calls;
    }

    private static Instant instant(long millis) {
        return millis == UNKNOWN ? null : Instant.ofEpochMilli(millis);
    }
}
