package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_WAITING_RUNS;
import static dev.goldencorridor.processor.model.Call.UNKNOWN;

import dev.goldencorridor.processor.alerts.status.ExpectedDurations;
import dev.goldencorridor.processor.alerts.status.OpenAlerts;
import dev.goldencorridor.processor.alerts.status.RunStatus;
import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.wire.EventCause;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Publishes the status of runs that have changed, at once or in rounds. A value is published only if its content has
 * changed. A tombstone follows some time after the run ended.
 *
 * <p>Changed runs wait on the heap. If too many wait, a further one is published at once. A start compares the status
 * of each watched run, so it forgets none. These runs are published after those that have changed. For a task's thread.
 */
final class RunStatusPublisher {
    private static final int LATENESS =
            TrainRunStatus.getClassSchema().getField("latenessSeconds").pos();
    private static final int AS_OF =
            TrainRunStatus.getClassSchema().getField("asOf").pos();
    private static final int REVISION =
            TrainRunStatus.getClassSchema().getField("revision").pos();

    private final RunStatusPlan plan;
    private final PortCatalogue ports;
    private final ExpectedDurations durations;
    private final Output output;
    private final LongSupplier nanoTime;
    private final StatusDigest digest = new StatusDigest();
    private final StatusPace pace;
    /** The runs that wait, each with the last event that changed it; null if time did, or after a restart. */
    private final Map<String, EventCause> outdated = new LinkedHashMap<>();
    /** The runs that a start has evaluated, and that have not changed since. */
    private final Map<String, EventCause> unchanged = new LinkedHashMap<>();

    /** The event that is processed now; null in a punctuation. */
    private EventCause cause;
    /** The last event that changed the run that is published now; null if time did. */
    private EventCause publishedCause;

    /** Receives the values to emit. */
    interface Output {
        /**
         * Emits a value.
         *
         * @param value null for a tombstone
         * @param cause the last event that changed the run; null if there is none
         */
        void emit(String run, TrainRunStatus value, EventCause cause);
    }

    /**
     * Creates a publisher of a task.
     *
     * @param pace limits the publications; it knows the commits
     * @param nanoTime measures the duration of a round
     */
    RunStatusPublisher(
            RunStatusPlan plan,
            PortCatalogue ports,
            ExpectedDurations durations,
            Output output,
            StatusPace pace,
            LongSupplier nanoTime) {
        this.plan = plan;
        this.ports = ports;
        this.durations = durations;
        this.output = output;
        this.nanoTime = nanoTime;
        this.pace = pace;
    }

    boolean isPublished() {
        return plan.isPublished();
    }

    /** Sets the event that causes the next changes of runs; null if time does. */
    void causedBy(EventCause event) {
        cause = event;
    }

    /** Whether a run waits for its publication. */
    boolean isWaiting(String run) {
        return outdated.containsKey(run) || unchanged.containsKey(run);
    }

    /**
     * To be called for each changed call received.
     *
     * @param timestamp when the broker appended its report, milliseconds since 1970-01-01T00:00Z
     */
    void received(long timestamp) {
        pace.received(timestamp);
    }

    /** Queues a changed run. */
    void queue(String run, RunAlerts state) {
        if (isOfInterest(state)) {
            unchanged.remove(run);
            // A change by time does not replace the event whose change waits too.
            outdated.put(run, cause == null ? outdated.get(run) : cause);
        }
    }

    /** Queues a run that a start has evaluated, and that has not changed. */
    void queueUnchanged(String run, RunAlerts state) {
        if (isOfInterest(state) && !outdated.containsKey(run)) {
            unchanged.put(run, null);
        }
    }

    private boolean isOfInterest(RunAlerts state) {
        return plan.isPublished() || state.published().isPublished();
    }

    /** When the tombstone of the run is due; {@link AlertLifecycle#NEVER} if the run goes on or is not published. */
    long tombstoneAt(RunAlerts state) {
        PublishedStatus published = state.published();
        return published.isPublished() && published.endedAt() != UNKNOWN
                ? published.endedAt() + plan.retention().toMillis()
                : AlertLifecycle.NEVER;
    }

    /**
     * Publishes a run that an event has just changed, unless the pace leaves it to a round. The commit of the change
     * then has its status too, so the run is written once.
     *
     * @param publish calls {@link #publish} for the state of a run
     */
    void publishAtOnce(String run, Consumer<String> publish) {
        if (outdated.containsKey(run) && pace.isAtOnce(run)) {
            long start = nanoTime.getAsLong();
            publish(run, outdated.remove(run), publish);
            pace.spent(nanoTime.getAsLong() - start);
        }
    }

    /**
     * Publishes a run that has just changed or was evaluated, if too many runs wait. Rounds still publish the others.
     *
     * @param publish calls {@link #publish} for the state of a run
     */
    void publishIfFull(String run, Consumer<String> publish) {
        boolean isFull = outdated.size() + unchanged.size() > MAX_WAITING_RUNS;
        if (isFull && isWaiting(run) && !pace.mustWait(run)) {
            unchanged.remove(run);
            publish(run, outdated.remove(run), publish);
        }
    }

    /**
     * Takes one round of the queued runs.
     *
     * @param publish calls {@link #publish} for the state of a run
     */
    void publishRound(Consumer<String> publish) {
        boolean isAnyWaiting = !outdated.isEmpty() || !unchanged.isEmpty();
        long remaining = isAnyWaiting ? pace.remainingNanos() : 0;
        if (remaining <= 0) {
            return;
        }
        long start = nanoTime.getAsLong();
        long end = start + remaining;
        publishUntil(end, outdated, publish);
        publishUntil(end, unchanged, publish);
        pace.spent(nanoTime.getAsLong() - start);
    }

    private void publishUntil(long end, Map<String, EventCause> waiting, Consumer<String> publish) {
        Iterator<Map.Entry<String, EventCause>> runs = waiting.entrySet().iterator();
        while (runs.hasNext() && nanoTime.getAsLong() - end < 0) {
            Map.Entry<String, EventCause> next = runs.next();
            if (!pace.mustWait(next.getKey())) {
                runs.remove();
                publish(next.getKey(), next.getValue(), publish);
            }
        }
    }

    private void publish(String run, EventCause lastCause, Consumer<String> publish) {
        publishedCause = lastCause;
        publish.accept(run);
    }

    /** Publishes the status of a run if it has changed. Returns the state with what is published now. */
    RunAlerts publish(String run, RunAlerts state, long now) {
        PublishedStatus published = state.published();
        RunStatus status = RunStatus.of(run, state.allCalls(), state.calls().isEmpty(), openAlerts(state), ports);
        long endedAt = status.isEnded() ? endedAt(status, published, now) : UNKNOWN;
        boolean isPast = endedAt != UNKNOWN && endedAt + plan.retention().toMillis() <= now;
        if (!plan.isPublished() || status.isBlank() || isPast) {
            if (published.isPublished()) {
                forward(run, null);
            }
            return state.withPublished(isPast ? PublishedStatus.past(endedAt) : PublishedStatus.NONE);
        }
        TrainRunStatus value = status.record(durations, endedAt);
        Digest content = digest.of(value);
        if (published.isPublished()
                && published.contentHigh() == content.high()
                && published.contentLow() == content.low()) {
            return state;
        }
        long revision = published.revision() + 1;
        value.put(LATENESS, status.lateness(now));
        value.put(AS_OF, Instant.ofEpochMilli(now));
        value.put(REVISION, revision);
        forward(run, value);
        return state.withPublished(new PublishedStatus(revision, content.high(), content.low(), endedAt));
    }

    /** A cancelled run, and one that is never reported as ended, ends when that is found. */
    private static long endedAt(RunStatus status, PublishedStatus published, long now) {
        if (status.endedAt() != UNKNOWN) {
            return status.endedAt();
        }
        return published.endedAt() == UNKNOWN ? now : published.endedAt();
    }

    private static OpenAlerts openAlerts(RunAlerts state) {
        OpenAlerts open = new OpenAlerts();
        for (Alert alert : state.alerts()) {
            if (alert.isRaised()) {
                open.add(alert.facility(), alert.type(), alert.raised().severity());
            }
        }
        return open;
    }

    private void forward(String run, TrainRunStatus value) {
        pace.published(run);
        output.emit(run, value, publishedCause);
    }
}
