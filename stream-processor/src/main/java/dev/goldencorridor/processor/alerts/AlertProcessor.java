package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_RUNS_PER_POLL;

import dev.goldencorridor.processor.alerts.status.ExpectedDurations;
import dev.goldencorridor.processor.messages.AlertUpdate;
import dev.goldencorridor.processor.messages.ExpectedDurationUpdate;
import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.metrics.AlertGauges;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.ReReading;
import dev.goldencorridor.processor.state.SharedRecords;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StepProcessor;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.tracing.ProcessSpans;
import dev.goldencorridor.runtime.metrics.GaugeFamily;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.wire.EventCause;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Step 5, {@code delays}. Watches every train run for delays and emits the revisions of its alerts. It evaluates a run
 * when a call changes. It also evaluates a run when its next alert is due, since a delay is often an event that does
 * not come. It also publishes the status of each run when its calls or alerts have changed.
 */
public final class AlertProcessor extends StepProcessor<String, AlertUpdate, String, SpecificRecord>
        implements AlertUpdate.Handler {
    public static final String STORE = "delays";
    public static final String BEFORE_COMMIT_STORE = "delays-before-commit";
    /** The child node that receives alerts. */
    public static final String ALERTS = "delay-alerts";
    /** The child node that receives the status of runs. */
    public static final String STATUS = "run-status";

    // The sections of the store.
    static final char WATCHED = 'o';
    static final char FORMER_RUNS = 'r';
    static final char RAISED = 'a';
    static final char CLOSURES = 'c';
    static final char MARKS = 'm';
    private static final char DURATIONS = 'q';

    private static final double MILLIS_IN_SECOND = 1e3;

    private final DelayPlan plan;
    private final PortCatalogue ports;
    private final ProcessorMetrics metrics;
    private final Tracing tracing;
    private final long fingerprint;
    private final RunStatusPlan statusPlan;
    private final SharedRecords runRecords;
    private CommitHook.Registration hook;
    private PipelineClock clock;
    private ReReading reReading;
    private PortClosures closures;
    private ExpectedDurationStore expectedDurations;
    private RunStatusPublisher publisher;
    private WatchedRuns runs;
    private UnwatchedCalls unwatchedCalls;
    private AlertGauges gauges;
    private AlertEmitter emitter;
    private GaugeFamily.Cell timerLag;

    private AlertProcessor(
            DelayPlan plan,
            RunStatusPlan statusPlan,
            PortCatalogue ports,
            ProcessorMetrics metrics,
            Tracing tracing,
            SharedRecords runRecords,
            CommitHook commitHook) {
        super(STORE, commitHook);
        this.runRecords = runRecords;
        this.plan = plan;
        this.statusPlan = statusPlan;
        this.ports = ports;
        this.metrics = metrics;
        this.tracing = tracing;
        this.fingerprint = plan.fingerprint(ports);
    }

    /**
     * Supplies the processor and its stores.
     *
     * @param runRecords the records of runs, whose second part is this step's
     */
    public static ProcessorSupplier<String, AlertUpdate, String, SpecificRecord> of(
            DelayPlan plan,
            RunStatusPlan statusPlan,
            PortCatalogue ports,
            ProcessorMetrics metrics,
            Tracing tracing,
            SharedRecords runRecords) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(
                () -> new AlertProcessor(plan, statusPlan, ports, metrics, tracing, runRecords, commitHook),
                StagedStore.builder(STORE),
                runRecords.store());
    }

    @Override
    protected void restore(StagedStore store, CommitHook.Registration registration) {
        this.hook = registration;
        StoreSection marks = store.section(MARKS);
        this.reReading = new ReReading(marks);
        closeGauges();
        this.gauges = metrics.alerts();
        this.timerLag = metrics.timerLag(context().taskId());
        this.emitter = new AlertEmitter(context(), gauges, spans(ALERTS));
        this.closures = new PortClosures(
                store.section(CLOSURES),
                emitter,
                context().taskId().partition(),
                plan.partitions(),
                plan.clearedKept());
        AlertEvaluator evaluator = new AlertEvaluator(
                ports, plan.thresholds(), plan.lifecycle(), closures, emitter, store.section(RAISED));
        ExpectedDurations durations = new ExpectedDurations(ports);
        this.expectedDurations = new ExpectedDurationStore(store.section(DURATIONS), durations);
        StatusPace pace = new StatusPace(statusPlan.tasksPerThread(), context()::currentSystemTimeMs);
        registration.onCommit(pace::committed);
        this.publisher = new RunStatusPublisher(
                statusPlan, ports, durations, new RunStatusEmitter(context(), spans(STATUS)), pace, System::nanoTime);
        // The order of these two is the order of flushing before a commit.
        WatchedRunStore runStore = new WatchedRunStore(store, runRecords, context(), plan.maxReadyRuns(), registration);
        this.clock = new PipelineClock(
                plan.isEventClock(), marks, registration, context().currentSystemTimeMs());
        this.runs = new WatchedRuns(runStore, new CallCapacity(ports), evaluator, fingerprint, publisher);
        this.unwatchedCalls = new UnwatchedCalls(context(), metrics);
        new RaisedAlertCount(gauges).restore(closures, store.section(RAISED), runStore::state);
        schedule(plan.tick(), this::poll);
        schedule(StatusPace.INTERVAL, this::publish);
    }

    private ProcessSpans spans(String node) {
        return ProcessSpans.of(tracing, node, context());
    }

    @Override
    public void close() {
        super.close();
        closeGauges();
    }

    private void closeGauges() {
        if (gauges != null) {
            gauges.close();
            timerLag.close();
        }
    }

    @Override
    public void process(Record<String, AlertUpdate> record) {
        record.value().accept(record.key(), record.timestamp(), this);
    }

    @Override
    public void onCallChanged(String run, RunUpdate.CallChanged changed, long timestamp) {
        long wallClock = received(timestamp);
        publisher.received(timestamp);
        long now = clock.advanceTo(wallClock, changed.watermark());
        causedBy(changed.cause());
        updateCall(run, changed.facility(), changed.publisher(), changed.call(), now);
        causedBy(null);
        boolean isByEvent = changed.cause() != null;
        if (isByEvent && !isUnevaluated()) {
            runs.publishAtOnce(run, now);
        }
    }

    /** Returns the time of day. */
    private long received(long timestamp) {
        long wallClock = context().currentSystemTimeMs();
        reReading.received(timestamp, wallClock);
        clock.received(timestamp, wallClock);
        return wallClock;
    }

    private void causedBy(EventCause event) {
        emitter.causedBy(event);
        publisher.causedBy(event);
    }

    @Override
    public void onCallExpired(String run, RunUpdate.CallExpired expired, long timestamp) {
        long wallClock = received(timestamp);
        long now = clock.advanceTo(wallClock, expired.watermark());
        updateCall(run, expired.facility(), null, null, now);
    }

    @Override
    public void onClock(RunUpdate.ClockAdvanced advanced) {
        clock.advanceTo(context().currentSystemTimeMs(), advanced.watermark());
    }

    @Override
    public void onPortStatus(String facility, PortStatusUpdate status) {
        long now = clock.advanceTo(context().currentSystemTimeMs());
        updatePort(facility, status, clock.hasBegun() ? now : status.decidedAt());
    }

    @Override
    public void onExpectedDuration(String dimension, ExpectedDurationUpdate update) {
        expectedDurations.update(dimension, update);
    }

    private void updateCall(String run, String facility, String publisher, Call call, long now) {
        boolean isExpiryOfUnwatchedRun = call == null && !runs.isWatched(run);
        if (isExpiryOfUnwatchedRun) {
            return;
        }
        if (isUnevaluated()) {
            runs.updateUnevaluated(run, facility, publisher, call);
        } else if (!runs.update(run, facility, publisher, call, now)) {
            unwatchedCalls.report(run, facility, publisher);
        }
    }

    private void updatePort(String facility, PortStatusUpdate status, long now) {
        boolean isChanged = closures.update(facility, status, now);
        if (isChanged && !isUnevaluated()) {
            runs.evaluateRaisedAt(facility, now);
        }
    }

    /** Whether a later poll evaluates the runs. Without a time nothing can be late. */
    private boolean isUnevaluated() {
        return !clock.hasBegun() || isReReading();
    }

    private boolean isReReading() {
        return reReading.isUnderWay(context().currentSystemTimeMs());
    }

    private void publish(long wallClock) {
        long now = clock.advanceTo(wallClock);
        if (!clock.hasBegun() || reReading.isUnderWay(wallClock)) {
            return;
        }
        runs.publishRound(now);
    }

    private void poll(long wallClock) {
        long now = clock.advanceTo(wallClock);
        if (!clock.hasBegun()) {
            return;
        }
        closures.deleteCleared(now);
        if (reReading.isUnderWay(wallClock)) {
            return;
        }
        boolean isAnyDue = runs.evaluateDue(now, MAX_RUNS_PER_POLL);
        timerLag.set(Math.max(0, now - runs.nextDueAt()) / MILLIS_IN_SECOND);
        if (isAnyDue) {
            publish(wallClock);
            // Without transactions a kill could otherwise lose the state of alerts that were already emitted.
            hook.flush();
        }
    }
}
