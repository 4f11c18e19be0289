package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.messages.AggregateUpdate;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.state.EmitThrottle;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step: keeps the dimensions of one partition, moves their windows on with the clock, and publishes what
 * changed, several times a second. The windows live on the heap; the store holds what they are built from again after a
 * restart, and the days of the calendar.
 */
public final class RollingProcessor implements Processor<String, AggregateUpdate, String, Aggregate> {
    private static final Logger LOG = LoggerFactory.getLogger(RollingProcessor.class);
    public static final String STORE = "rolling";
    public static final String BEFORE_COMMIT_STORE = "rolling-before-commit";
    private static final String CLOCK_KEY = "corridor";
    private static final char DAYS = 'd';
    private static final char EMPTY = 'e';
    static final char TOLD = 't';
    private static final char UNPUBLISHED = 'u';
    private static final char PROGRESS = 'v';
    static final char WATERMARK = 'w';
    private static final char SUMS = 'q';
    private static final String WATERMARK_KEY = "furthest";
    private static final long MINUTE = 60_000;
    private static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);

    /** Values that a task publishes per millisecond at most, on average, so that where all changes there is time for what comes in. */
    private static final int MOST_A_MILLISECOND = 20;

    private static final long LONGEST_REST = 1_000;

    private final Plan plan;
    private final WorkLimits limits;
    private final LongSupplier nanoTime;
    private final CommitHook beforeCommit;
    private final EarlyCommitScheduler earlyCommits;
    private final List<Cancellable> punctuations = new ArrayList<>();
    private ProcessorContext<String, Aggregate> context;
    private DimensionStates holdings;
    private AppliedSums appliedSums;
    private DayStore days;
    private Calendars calendars;
    private StoreSection watermarkStore;
    private EmittedValues publication;
    private UnemittedDimensions unpublished;
    private WalkProgress progress;
    private EmitScheduler publisher;
    private CommitHook.Request write;
    private EmitThrottle pace;
    private long watermark;
    private long clock;
    private boolean hasForwarded;
    private boolean hasRecords;
    private Sensor watermarkLag;
    private Sensor unpublishedDimensions;

    /**
     * How to roll.
     *
     * @param windows the windows to keep
     * @param calendar what a day is
     * @param years full calendar years told of before the current one
     * @param eventClock whether 'now' is the furthest event time seen rather than the time of day
     * @param interval how often changes are published (wall clock)
     * @param calendarInterval the same for calendar periods
     */
    public record Plan(
            List<Window> windows,
            CorridorCalendar calendar,
            int years,
            boolean eventClock,
            Duration interval,
            Duration calendarInterval) {}

    private RollingProcessor(
            Plan plan, WorkLimits limits, LongSupplier nanoTime, CommitHook beforeCommit, EarlyCommitScheduler earlyCommits) {
        this.plan = plan;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.beforeCommit = beforeCommit;
        this.earlyCommits = earlyCommits;
    }

    /** The step and its stores. */
    public static ProcessorSupplier<String, AggregateUpdate, String, Aggregate> of(Plan plan, EarlyCommitScheduler earlyCommits) {
        return of(plan, earlyCommits, WorkLimits.USUAL, System::nanoTime);
    }

    /**
     * The same with other limits.
     *
     * @param nanoTime measures how long a punctuation takes
     */
    static ProcessorSupplier<String, AggregateUpdate, String, Aggregate> of(
            Plan plan, EarlyCommitScheduler earlyCommits, WorkLimits limits, LongSupplier nanoTime) {
        CommitHook beforeCommit = new CommitHook(BEFORE_COMMIT_STORE);
        return beforeCommit.supplier(
                () -> new RollingProcessor(plan, limits, nanoTime, beforeCommit, earlyCommits), StagedStore.builder(STORE));
    }

    @Override
    public void init(ProcessorContext<String, Aggregate> context) {
        this.context = context;
        this.write = beforeCommit.connect(context, this::write);
        StagedStore store = new StagedStore(context.getStateStore(STORE), write);
        this.holdings = new DimensionStates(store, plan, write);
        this.appliedSums = new AppliedSums(store.section(SUMS), context);
        this.days = new DayStore(store.section(DAYS), limits.dayKilobytes(), write);
        this.watermarkStore = store.section(WATERMARK);
        this.publication = new EmittedValues(store.section(TOLD), write);
        this.unpublished = new UnemittedDimensions(store.section(UNPUBLISHED), write);
        this.progress = new WalkProgress(store.section(PROGRESS), write, plan);
        AggregateEmitter telling = new AggregateEmitter(plan, publication, this::forward);
        long completeFrom = RememberedResults.completeFrom(watermarkStore);
        this.calendars = new Calendars(plan, days, unpublished, telling, holdings::standingAt, limits, completeFrom);
        if (progress.isDayKnown()) {
            calendars.reach(progress.day());
        }
        this.publisher = new EmitScheduler(
                plan,
                holdings,
                calendars,
                publication,
                progress,
                telling,
                days,
                unpublished,
                new EmptyDimensions(store.section(EMPTY), plan));
        publisher.restore();
        this.pace = new EmitThrottle();
        this.clock = Long.MIN_VALUE;
        byte[] known = watermarkStore.get(WATERMARK_KEY);
        this.watermark = known == null ? Long.MIN_VALUE : ByteBuffer.wrap(known).getLong();
        // A task that is revived is initialised again.
        punctuations.forEach(Cancellable::cancel);
        punctuations.clear();
        punctuations.add(
                context.schedule(plan.interval(), PunctuationType.WALL_CLOCK_TIME, this::publishUnlessResting));
        punctuations.add(context.schedule(CLOCK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::tellTime));
        watermarkLag = sensor(
                "watermark-lag", "watermark-lag-ms", "How far the furthest event time seen is behind the time of day");
        unpublishedDimensions = sensor(
                "unpublished-dimensions",
                "unpublished-dimensions",
                "Dimensions with changes that are not yet published; stays high while a backlog of them is worked off");
    }

    @Override
    public void close() {
        write.withdraw();
        context.metrics().removeSensor(watermarkLag);
        appliedSums.close();
        context.metrics().removeSensor(unpublishedDimensions);
    }

    @Override
    public void process(Record<String, AggregateUpdate> record) {
        pace.took(record.timestamp());
        hasRecords = true;
        if (record.value() instanceof AggregateUpdate.Sum sum) {
            if (appliedSums.isNew(record.headers())) {
                holdings.add(record.key(), sum, calendars);
                publisher.windowsChanged(record.key());
            }
        } else if (record.value() instanceof AggregateUpdate.Watermark mark) {
            watermark = Math.max(watermark, mark.millis());
            write.make();
        } else {
            throw new IllegalArgumentException("does not travel between tasks: " + record.value());
        }
    }

    private void write() {
        earlyCommits.committing();
        holdings.write();
        days.write();
        publication.write();
        appliedSums.write();
        unpublished.write(publisher::unpublished);
        progress.write();
        if (watermark > Long.MIN_VALUE) {
            watermarkStore.put(
                    WATERMARK_KEY,
                    ByteBuffer.allocate(Long.BYTES).putLong(watermark).array());
        }
    }

    private void publishUnlessResting(long wallClock) {
        if (!pace.rests(wallClock)) {
            publish(wallClock);
        }
        if (!pace.isBehind(wallClock)) {
            earlyCommits.ask(context);
        }
    }

    private void publish(long wallClock) {
        long before = clock;
        clock = Math.max(clock, now(wallClock));
        if (clock == Long.MIN_VALUE) {
            return;
        }
        // Where nothing comes in, nothing has to be left time for.
        boolean isIdle = !hasRecords;
        hasRecords = false;
        WorkBudget budget = new WorkBudget(isIdle ? limits.whileIdle() : limits, publication, nanoTime);
        publisher.publish(clock, wallClock, budget, isIdle);
        if (hasForwarded) {
            hasForwarded = false;
            earlyCommits.told();
        }
        int asked = publication.takeAsked();
        long rest = Math.max(asked / MOST_A_MILLISECOND, budget.spent().toMillis());
        if (!isIdle && (asked > 0 || rest > 0)) {
            pace.told(Math.min(LONGEST_REST, rest), wallClock);
        }
        unpublishedDimensions.record(publisher.unpublished(), wallClock);
        if (before == Long.MIN_VALUE || minute(clock) > minute(before)) {
            warnOfWhatIsBeyondReach();
        }
    }

    private void warnOfWhatIsBeyondReach() {
        long beyondReach = holdings.takeBeyondReach();
        if (beyondReach > 0) {
            LOG.warn(
                    "Partition {}: {} changes are before the years that are kept at {}; they are in no count",
                    context.taskId().partition(),
                    beyondReach,
                    Instant.ofEpochMilli(clock));
        }
    }

    private void forward(String key, Aggregate aggregate) {
        context.forward(new Record<>(key, aggregate, context.currentSystemTimeMs()));
        hasForwarded = true;
    }

    private Sensor sensor(String name, String metric, String description) {
        String task = context.taskId().toString();
        Sensor sensor = context.metrics().addSensor(name + "-" + task, Sensor.RecordingLevel.INFO);
        sensor.add(new MetricName(metric, "stream-rolling-metrics", description, Map.of("task-id", task)), new Value());
        return sensor;
    }

    private void tellTime(long wallClock) {
        appliedSums.logRepeated();
        if (watermark != Long.MIN_VALUE) {
            watermarkLag.record((double) (wallClock - watermark), wallClock);
        }
        if (context.taskId().partition() == 0) {
            tellClock(wallClock);
        }
    }

    private void tellClock(long wallClock) {
        long now = Math.max(clock, now(wallClock));
        if (now == Long.MIN_VALUE) {
            return;
        }
        CorridorClock told = CorridorClock.newBuilder()
                .setAsOf(Instant.ofEpochMilli(now))
                .setMode(plan.eventClock() ? "event" : "wall")
                .setWatermark(watermark == Long.MIN_VALUE ? null : Instant.ofEpochMilli(watermark))
                .build();
        context.forward(new Record<>(CLOCK_KEY, new Aggregate(AggregateRoute.CLOCK, told), wallClock));
    }

    private long now(long wallClock) {
        return plan.eventClock() ? watermark : wallClock;
    }

    private static long minute(long millis) {
        return Math.floorDiv(millis, MINUTE);
    }
}
