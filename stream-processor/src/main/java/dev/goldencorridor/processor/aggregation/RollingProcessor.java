package dev.goldencorridor.processor.aggregation;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_REST_MILLIS;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_VALUES_PER_MILLISECOND;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.messages.ExpectedDurationUpdate;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.state.EmitThrottle;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StepProcessor;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.processor.sums.AppliedSums;
import dev.goldencorridor.processor.tracing.ProcessSpans;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.wire.EventCause;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step 4, {@code rolling}. Adds the sums to the dimensions of one partition, advances their windows with the clock, and
 * emits changed aggregates several times a second. The windows are on the heap. The store holds the panes from which a
 * restart rebuilds them, and the days of the calendar.
 */
public final class RollingProcessor extends StepProcessor<String, AggregateUpdate.Combined, String, Aggregate>
        implements AggregateUpdate.CombinedHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RollingProcessor.class);
    public static final String STORE = "rolling";
    public static final String BEFORE_COMMIT_STORE = "rolling-before-commit";
    /** The child node that receives aggregates. */
    public static final String AGGREGATES = "aggregates";
    /** The child node that receives durations, which are broadcast to all tasks from there. */
    public static final String DURATIONS = "expected-durations";
    /** How often the clock of the pipeline is published. */
    public static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);

    static final char EMITTED = 't';
    private static final String CLOCK_KEY = "corridor";
    private static final char DAYS = 'd';
    private static final char EMPTY = 'e';
    private static final char UNEMITTED = 'u';
    private static final char PROGRESS = 'v';
    static final char WATERMARK = 'w';
    private static final char SUMS = 'q';
    private static final long MINUTE_MILLIS = 60_000;

    private final RollingPlan plan;
    private final WorkLimits limits;
    private final LongSupplier nanoTime;
    private final EarlyCommitScheduler earlyCommits;
    private final ProcessorMetrics processorMetrics;
    private final Tracing tracing;
    private DimensionStates states;
    private AppliedSums appliedSums;
    private Calendars calendars;
    private EmittedValues emittedValues;
    private DurationBroadcast durations;
    private EmitScheduler scheduler;
    private RollingMetrics metrics;
    private EventCauses causes;
    private ProcessSpans spans;
    private EmitThrottle throttle;
    private PersistentWatermark watermark;
    private long clock;
    /** Whether an aggregate was forwarded in this punctuation. */
    private boolean hasForwarded;
    /** Whether a record has come since the previous punctuation. */
    private boolean hasRecords;

    private RollingProcessor(
            RollingPlan plan,
            WorkLimits limits,
            LongSupplier nanoTime,
            CommitHook commitHook,
            EarlyCommitScheduler earlyCommits,
            ProcessorMetrics processorMetrics,
            Tracing tracing) {
        super(STORE, commitHook);
        this.plan = plan;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.earlyCommits = earlyCommits;
        this.processorMetrics = processorMetrics;
        this.tracing = tracing;
    }

    /** The step and its stores. */
    public static ProcessorSupplier<String, AggregateUpdate.Combined, String, Aggregate> of(
            RollingPlan plan,
            EarlyCommitScheduler earlyCommits,
            TaskHeap heap,
            ProcessorMetrics metrics,
            Tracing tracing) {
        return of(plan, earlyCommits, WorkLimits.of(heap), System::nanoTime, metrics, tracing);
    }

    /**
     * The step and its stores, with other limits.
     *
     * @param nanoTime measures the duration of a punctuation
     */
    static ProcessorSupplier<String, AggregateUpdate.Combined, String, Aggregate> of(
            RollingPlan plan,
            EarlyCommitScheduler earlyCommits,
            WorkLimits limits,
            LongSupplier nanoTime,
            ProcessorMetrics metrics,
            Tracing tracing) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(
                () -> new RollingProcessor(plan, limits, nanoTime, commitHook, earlyCommits, metrics, tracing),
                StagedStore.builder(STORE));
    }

    @Override
    protected void restore(StagedStore store, CommitHook.Registration hook) {
        if (metrics != null) {
            metrics.close();
        }
        this.metrics = new RollingMetrics(context(), processorMetrics);
        this.causes = new EventCauses();
        this.spans = ProcessSpans.of(tracing, AGGREGATES, context());
        restoreState(store, hook);
        this.throttle = new EmitThrottle();
        this.clock = Long.MIN_VALUE;
        schedule(plan.interval(), this::emitUnlessThrottled);
        schedule(CLOCK_INTERVAL, this::everySecond);
    }

    private void restoreState(StagedStore store, CommitHook.Registration hook) {
        hook.beforeCommit(earlyCommits::commitStarted);
        // This order is the order of flushing before a commit.
        ChangedHours changedHours = new ChangedHours(plan.hours(), key -> scheduler.hoursChanged(key));
        this.states = new DimensionStates(store, plan, hook, changedHours);
        DayStore days = new DayStore(store.section(DAYS), limits.dayKilobytes(), hook);
        this.emittedValues =
                new EmittedValues(store.section(EMITTED), plan.windows().size(), limits.emittedValues(), hook);
        this.appliedSums = new AppliedSums(store.section(SUMS), context(), processorMetrics, hook, "rolling", "panes");
        UnemittedDimensions unemitted =
                new UnemittedDimensions(store.section(UNEMITTED), hook, key -> scheduler.unemitted(key));
        WalkProgress progress = new WalkProgress(store.section(PROGRESS), hook, plan);
        StoreSection watermarkSection = store.section(WATERMARK);
        this.watermark = new PersistentWatermark(watermarkSection, hook);

        this.durations = new DurationBroadcast(key -> scheduler.sums(key), this::broadcast);
        AggregateEmitter emitter = new AggregateEmitter(plan, emittedValues, metrics, causes, this::forward);
        long completeFrom = RememberedResults.completeFrom(watermarkSection);
        this.calendars = new Calendars(plan, days, unemitted, emitter, states::waitingTrains, limits, completeFrom);
        if (progress.isDayKnown()) {
            calendars.reach(progress.day());
            // The walk to a day may end before the windows of all dimensions have followed. So one more day is
            // compared.
            changedHours.restoredUpTo(plan.calendar().firstMinute(progress.day() - 1));
        }
        EmptyDimensions empty = new EmptyDimensions(store.section(EMPTY), plan);
        HourEmitter hours = new HourEmitter(changedHours, states, emitter, key -> scheduler.catchUp(key), completeFrom);
        this.scheduler = new EmitScheduler(
                plan, states, calendars, changedHours, hours, emittedValues, progress, emitter, days, unemitted, empty);
        scheduler.restore();
    }

    @Override
    public void close() {
        super.close();
        metrics.close();
        appliedSums.close();
    }

    @Override
    public void process(Record<String, AggregateUpdate.Combined> record) {
        throttle.received(record.timestamp());
        hasRecords = true;
        boolean isRepeated = !appliedSums.markApplied(record.headers());
        if (!isRepeated) {
            causes.received(
                    record.key(), EventCause.of(record.headers()), context().currentSystemTimeMs());
            record.value().accept(record.key(), this);
        }
    }

    @Override
    public void onBatch(String dimension, AggregateUpdate.Batch batch) {
        states.add(dimension, batch, calendars);
        scheduler.windowsChanged(dimension);
        durations.changed(dimension);
    }

    @Override
    public void onWatermark(AggregateUpdate.WatermarkAdvanced advanced) {
        watermark.advanceTo(advanced.millis());
    }

    private void emitUnlessThrottled(long wallClock) {
        if (!throttle.isPaused(wallClock)) {
            emit(wallClock);
        }
        earlyCommits.punctuated(context(), throttle.takeOldRecords(wallClock));
    }

    private void emit(long wallClock) {
        long before = clock;
        clock = Math.max(clock, now(wallClock));
        if (clock == Long.MIN_VALUE) {
            return;
        }
        // An idle task needs no time for records, and may therefore do more.
        boolean isIdle = !hasRecords;
        hasRecords = false;
        WorkBudget budget = new WorkBudget(isIdle ? limits.whileIdle() : limits, emittedValues, nanoTime);
        scheduler.emit(clock, wallClock, budget, isIdle);
        if (hasForwarded) {
            hasForwarded = false;
            earlyCommits.emitted();
        }
        int compared = emittedValues.takeCompared();
        long rest =
                Math.max(compared / MAX_VALUES_PER_MILLISECOND, budget.spent().toMillis());
        if (!isIdle && (compared > 0 || rest > 0)) {
            throttle.emitted(Math.min(MAX_REST_MILLIS, rest), wallClock);
        }
        metrics.recordUnemittedDimensions(scheduler.unemitted(), wallClock);
        if (before == Long.MIN_VALUE || minute(clock) > minute(before)) {
            warnOfChangesBeyondHistory();
        }
    }

    private void warnOfChangesBeyondHistory() {
        long beyondHistory = states.takeBeyondHistory();
        if (beyondHistory > 0) {
            LOG.warn(
                    "Partition {}: {} changes are before the years that are kept at {}; they are in no count",
                    context().taskId().partition(),
                    beyondHistory,
                    Instant.ofEpochMilli(clock));
        }
    }

    private void forward(String key, Aggregate aggregate, EventCause cause) {
        Record<String, Aggregate> record =
                new Record<>(key, aggregate, context().currentSystemTimeMs());
        spans.addCause(cause, aggregate.route().aggregate(), record);
        context().forward(record, AGGREGATES);
        hasForwarded = true;
        metrics.recordEmitted(aggregate.route());
    }

    /** The oldest record of a task is processed first, so durations overtake a backlog of events. */
    @SuppressWarnings("unchecked") // The node of the durations takes other values than that of the aggregates.
    private void broadcast(String dimension, ExpectedDurationUpdate update) {
        ((ProcessorContext<String, Object>) (ProcessorContext<?, ?>) context())
                .forward(new Record<>(dimension, update, 0), DURATIONS);
    }

    private void everySecond(long wallClock) {
        appliedSums.logRepeated();
        if (clock != Long.MIN_VALUE) {
            durations.round(wallClock);
        }
        causes.expire(wallClock);
        if (watermark.millis() != PersistentWatermark.NONE) {
            metrics.recordWatermark(watermark.millis(), wallClock);
        }
        // One task emits the clock for the whole pipeline.
        if (context().taskId().partition() == 0) {
            forwardClock(wallClock);
        }
    }

    private void forwardClock(long wallClock) {
        long now = Math.max(clock, now(wallClock));
        if (now == Long.MIN_VALUE) {
            return;
        }
        Aggregate value = ClockValue.of(now, plan.eventClock(), watermark.millis());
        context().forward(new Record<>(CLOCK_KEY, value, wallClock), AGGREGATES);
    }

    private long now(long wallClock) {
        return plan.eventClock() ? watermark.millis() : wallClock;
    }

    private static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS);
    }
}
