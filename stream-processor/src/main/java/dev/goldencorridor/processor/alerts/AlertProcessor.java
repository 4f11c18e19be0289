package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.ReReading;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.PortCatalogue;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches every train run for delays and emits the revisions of its alerts. It evaluates a run when a call changes.
 * It also evaluates a run when its next alert is due, since a delay is often an event that does not come.
 */
public final class AlertProcessor implements Processor<String, StepMessage, String, DelayAlert> {
    public static final String STORE = "delays";
    public static final String BEFORE_COMMIT_STORE = "delays-before-commit";

    // The sections of the store.
    static final char RUNS = 'r';
    static final char RAISED = 'a';
    static final char CLOSURES = 'c';
    static final char MARKS = 'm';

    private static final Logger LOG = LoggerFactory.getLogger(AlertProcessor.class);

    /** The maximum at one poll, so that the thread's other tasks are not delayed. The next poll continues. */
    private static final int MAX_RUNS_PER_POLL = 4_000;

    private final DelayPlan plan;
    private final PortCatalogue ports;
    private final CommitHook commitHook;
    private final long fingerprint;
    private ProcessorContext<String, DelayAlert> context;
    private CommitHook.Registration registration;
    private PipelineClock clock;
    private ReReading reReading;
    private PortClosures closures;
    private WatchedRuns runs;
    private ThresholdReview review;
    private Sensor unwatchedCalls;
    private Cancellable punctuation;

    private AlertProcessor(DelayPlan plan, PortCatalogue ports, CommitHook commitHook) {
        this.plan = plan;
        this.ports = ports;
        this.commitHook = commitHook;
        this.fingerprint = plan.fingerprint(ports);
    }

    /** Supplies the processor and its stores. */
    public static ProcessorSupplier<String, StepMessage, String, DelayAlert> of(DelayPlan plan, PortCatalogue ports) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(() -> new AlertProcessor(plan, ports, commitHook), StagedStore.builder(STORE));
    }

    @Override
    public void init(ProcessorContext<String, DelayAlert> context) {
        this.context = context;
        this.registration = commitHook.register(context, this::flush);
        StagedStore store = new StagedStore(context.getStateStore(STORE), registration);
        StoreSection marks = store.section(MARKS);
        this.clock = new PipelineClock(plan.isEventClock(), marks, registration);
        this.reReading = new ReReading(marks);
        AlertEmitter emitter = new AlertEmitter(context);
        this.closures = new PortClosures(
                store.section(CLOSURES), emitter, context.taskId().partition(), plan.partitions(), plan.clearedKept());
        AlertEvaluator evaluator = new AlertEvaluator(
                ports, plan.thresholds(), plan.lifecycle(), closures, emitter, store.section(RAISED));
        StoreSection runSection = store.section(RUNS);
        this.runs = new WatchedRuns(
                runSection, plan.maxReadyRuns(), registration, new CallLimits(ports), evaluator, fingerprint);
        this.review = new ThresholdReview(runSection, marks, fingerprint);
        this.unwatchedCalls = context.metrics()
                .addRateTotalSensor(
                        "delays", context.taskId().toString(), "call-unwatched", Sensor.RecordingLevel.INFO);
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
        }
        punctuation = context.schedule(plan.tick(), PunctuationType.WALL_CLOCK_TIME, this::poll);
    }

    @Override
    public void close() {
        registration.unregister();
    }

    private void flush() {
        runs.flush();
        clock.flush();
    }

    @Override
    public void process(Record<String, StepMessage> record) {
        review.deleteFormerMark();
        StepMessage message = record.value();
        long wallClock = context.currentSystemTimeMs();
        if (message instanceof RunUpdate.CallChanged || message instanceof RunUpdate.CallExpired) {
            reReading.received(record.timestamp(), wallClock);
        }
        if (message instanceof RunUpdate.CallChanged changed) {
            long now = clock.advanceTo(wallClock, changed.watermark());
            updateCall(record.key(), changed.facility(), changed.publisher(), changed.call(), now);
        } else if (message instanceof RunUpdate.CallExpired expired) {
            long now = clock.advanceTo(wallClock, expired.watermark());
            updateCall(record.key(), expired.facility(), null, null, now);
        } else if (message instanceof RunUpdate.ClockAdvanced advanced) {
            clock.advanceTo(wallClock, advanced.watermark());
        } else if (message instanceof PortStatusUpdate status) {
            long now = clock.advanceTo(wallClock);
            updatePort(record.key(), status, clock.hasBegun() ? now : status.decidedAt());
        } else {
            throw new IllegalArgumentException("not for watching delays: " + message);
        }
    }

    private void updateCall(String run, String facility, String publisher, Call call, long now) {
        boolean isExpiryOfUnwatchedRun = call == null && !runs.isWatched(run);
        if (isExpiryOfUnwatchedRun) {
            return;
        }
        if (isReReading()) {
            runs.updateUnevaluated(run, facility, publisher, call);
        } else if (!runs.update(run, facility, publisher, call, now)) {
            reportUnwatched(run, facility, publisher);
        }
    }

    private void reportUnwatched(String run, String facility, String publisher) {
        unwatchedCalls.record(1, context.currentSystemTimeMs());
        LOG.debug(
                "Run {} is not watched at {}: outside the port catalogue it has {} places of publisher {}, or {} in"
                        + " all. If the place is real, add it to the catalogue",
                run,
                facility,
                CallLimits.MAX_CALLS_PER_PUBLISHER,
                publisher,
                CallLimits.MAX_CALLS);
    }

    private void updatePort(String facility, PortStatusUpdate status, long now) {
        boolean isChanged = closures.update(facility, status, now);
        if (isChanged && !isReReading()) {
            runs.evaluateRaisedAt(facility, now);
        }
    }

    private boolean isReReading() {
        return reReading.isUnderWay(context.currentSystemTimeMs());
    }

    private void poll(long wallClock) {
        review.deleteFormerMark();
        long now = clock.advanceTo(wallClock);
        if (!clock.hasBegun()) {
            return;
        }
        closures.withdrawCleared(now);
        if (reReading.isUnderWay(wallClock)) {
            return;
        }
        if (!review.isComplete()) {
            review.continueReview(MAX_RUNS_PER_POLL, run -> runs.review(run, now));
        }
        boolean isAnyDue = runs.evaluateDue(now, MAX_RUNS_PER_POLL);
        if (isAnyDue) {
            // Without transactions a kill could otherwise lose the state of alerts that were already emitted.
            registration.flushNow();
        }
    }
}
