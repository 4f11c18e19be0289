package dev.goldencorridor.processor.aggregation;

import static dev.goldencorridor.processor.limits.TurnLimits.MAX_REST_MILLIS;
import static dev.goldencorridor.processor.limits.TurnLimits.MAX_VALUES_PER_MILLISECOND;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.state.EmitThrottle;
import dev.goldencorridor.processor.state.PersistentWatermark;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step 4: adds the sums to the dimensions of one partition, advances their windows with the clock, and emits changed
 * aggregates several times a second. The windows are on the heap. The store holds the panes from which a restart
 * rebuilds them, and the days of the calendar.
 */
public final class RollingProcessor implements Processor<String, AggregateUpdate, String, Aggregate> {
    private static final Logger LOG = LoggerFactory.getLogger(RollingProcessor.class);
    public static final String STORE = "rolling";
    public static final String BEFORE_COMMIT_STORE = "rolling-before-commit";
    static final char EMITTED = 't';
    private static final String CLOCK_KEY = "corridor";
    private static final char DAYS = 'd';
    private static final char EMPTY = 'e';
    private static final char UNEMITTED = 'u';
    private static final char PROGRESS = 'v';
    static final char WATERMARK = 'w';
    private static final char SUMS = 'q';
    private static final long MINUTE_MILLIS = 60_000;
    private static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);

    private final Plan plan;
    private final WorkLimits limits;
    private final LongSupplier nanoTime;
    private final CommitHook commitHook;
    private final EarlyCommitScheduler earlyCommits;
    private final List<Cancellable> punctuations = new ArrayList<>();
    private ProcessorContext<String, Aggregate> context;
    private DimensionStates states;
    private AppliedSums appliedSums;
    private DayStore days;
    private Calendars calendars;
    private EmittedValues emittedValues;
    private UnemittedDimensions unemitted;
    private WalkProgress progress;
    private EmitScheduler scheduler;
    private RollingMetrics metrics;
    private CommitHook.Registration hook;
    private EmitThrottle throttle;
    private PersistentWatermark watermark;
    private long clock;
    /** Whether an aggregate was forwarded in this punctuation. */
    private boolean hasForwarded;
    /** Whether a record has come since the previous punctuation. */
    private boolean hasRecords;

    /**
     * The windows, the calendar and the intervals of the step.
     *
     * @param windows the rolling windows of every dimension
     * @param calendar the rule for when a day begins
     * @param years the number of full calendar years before the current one whose periods are emitted
     * @param eventClock whether the pipeline's clock is the watermark; otherwise it is the time of day
     * @param interval the interval between two punctuations (wall clock)
     * @param calendarInterval the shortest interval between two rounds over the calendar periods (wall clock)
     */
    public record Plan(
            List<Window> windows,
            CorridorCalendar calendar,
            int years,
            boolean eventClock,
            Duration interval,
            Duration calendarInterval) {}

    private RollingProcessor(
            Plan plan,
            WorkLimits limits,
            LongSupplier nanoTime,
            CommitHook commitHook,
            EarlyCommitScheduler earlyCommits) {
        this.plan = plan;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.commitHook = commitHook;
        this.earlyCommits = earlyCommits;
    }

    /** The step and its stores. */
    public static ProcessorSupplier<String, AggregateUpdate, String, Aggregate> of(
            Plan plan, EarlyCommitScheduler earlyCommits, TaskHeap heap) {
        return of(plan, earlyCommits, WorkLimits.of(heap), System::nanoTime);
    }

    /**
     * The step and its stores, with other limits.
     *
     * @param nanoTime measures the duration of a punctuation
     */
    static ProcessorSupplier<String, AggregateUpdate, String, Aggregate> of(
            Plan plan, EarlyCommitScheduler earlyCommits, WorkLimits limits, LongSupplier nanoTime) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(
                () -> new RollingProcessor(plan, limits, nanoTime, commitHook, earlyCommits),
                StagedStore.builder(STORE));
    }

    @Override
    public void init(ProcessorContext<String, Aggregate> context) {
        this.context = context;
        this.hook = commitHook.register(context, this::flush);
        restore(new StagedStore(context.getStateStore(STORE), hook));
        this.throttle = new EmitThrottle();
        this.clock = Long.MIN_VALUE;
        // Streams initialises a revived task again.
        punctuations.forEach(Cancellable::cancel);
        punctuations.clear();
        punctuations.add(context.schedule(plan.interval(), PunctuationType.WALL_CLOCK_TIME, this::emitUnlessThrottled));
        punctuations.add(context.schedule(CLOCK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::everySecond));
        this.metrics = new RollingMetrics(context);
    }

    private void restore(StagedStore store) {
        this.states = new DimensionStates(store, plan, hook);
        this.appliedSums = new AppliedSums(store.section(SUMS), context);
        this.days = new DayStore(store.section(DAYS), limits.dayKilobytes(), hook);
        StoreSection watermarkSection = store.section(WATERMARK);
        // Before any change is restored: a change can flush, and a flush writes the watermark.
        this.watermark = new PersistentWatermark(watermarkSection, hook);
        this.emittedValues = new EmittedValues(store.section(EMITTED), limits.emittedValues(), hook);
        this.unemitted = new UnemittedDimensions(store.section(UNEMITTED), hook);
        this.progress = new WalkProgress(store.section(PROGRESS), hook, plan);
        AggregateEmitter emitter = new AggregateEmitter(plan, emittedValues, this::forward);
        long completeFrom = RememberedResults.completeFrom(watermarkSection);
        this.calendars = new Calendars(plan, days, unemitted, emitter, states::waitingTrains, limits, completeFrom);
        if (progress.isDayKnown()) {
            calendars.reach(progress.day());
        }
        EmptyDimensions empty = new EmptyDimensions(store.section(EMPTY), plan);
        this.scheduler =
                new EmitScheduler(plan, states, calendars, emittedValues, progress, emitter, days, unemitted, empty);
        scheduler.restore();
    }

    @Override
    public void close() {
        hook.unregister();
        metrics.close();
        appliedSums.close();
    }

    @Override
    public void process(Record<String, AggregateUpdate> record) {
        throttle.received(record.timestamp());
        hasRecords = true;
        if (record.value() instanceof AggregateUpdate.Batch sum) {
            boolean isRepeated = !appliedSums.markApplied(record.headers());
            if (!isRepeated) {
                states.add(record.key(), sum, calendars);
                scheduler.windowsChanged(record.key());
            }
        } else if (record.value() instanceof AggregateUpdate.WatermarkAdvanced advanced) {
            watermark.advanceTo(advanced.millis());
        } else {
            throw new IllegalArgumentException("does not travel between tasks: " + record.value());
        }
    }

    private void flush() {
        earlyCommits.commitStarted();
        states.flush();
        days.flush();
        emittedValues.flush();
        appliedSums.flush();
        unemitted.flush(scheduler::unemitted);
        progress.flush();
        watermark.flush();
    }

    private void emitUnlessThrottled(long wallClock) {
        if (!throttle.isPaused(wallClock)) {
            emit(wallClock);
        }
        if (!throttle.isBehind(wallClock)) {
            earlyCommits.requestIfDue(context);
        }
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
                    context.taskId().partition(),
                    beyondHistory,
                    Instant.ofEpochMilli(clock));
        }
    }

    private void forward(String key, Aggregate aggregate) {
        context.forward(new Record<>(key, aggregate, context.currentSystemTimeMs()));
        hasForwarded = true;
    }

    private void everySecond(long wallClock) {
        appliedSums.logRepeated();
        if (watermark.millis() != PersistentWatermark.NONE) {
            metrics.recordWatermark(watermark.millis(), wallClock);
        }
        // One task emits the clock for the whole pipeline.
        if (context.taskId().partition() == 0) {
            forwardClock(wallClock);
        }
    }

    private void forwardClock(long wallClock) {
        long now = Math.max(clock, now(wallClock));
        if (now == Long.MIN_VALUE) {
            return;
        }
        CorridorClock value = CorridorClock.newBuilder()
                .setAsOf(Instant.ofEpochMilli(now))
                .setMode(plan.eventClock() ? "event" : "wall")
                .setWatermark(
                        watermark.millis() == PersistentWatermark.NONE
                                ? null
                                : Instant.ofEpochMilli(watermark.millis()))
                .build();
        context.forward(new Record<>(CLOCK_KEY, new Aggregate(AggregateRoute.CLOCK, value), wallClock));
    }

    private long now(long wallClock) {
        return plan.eventClock() ? watermark.millis() : wallClock;
    }

    private static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE_MILLIS);
    }
}
