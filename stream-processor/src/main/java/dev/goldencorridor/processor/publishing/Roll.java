package dev.goldencorridor.processor.publishing;

import dev.goldencorridor.processor.combining.AppliedSums;
import dev.goldencorridor.processor.combining.Contribution;
import dev.goldencorridor.processor.rolling.Calendar;
import dev.goldencorridor.processor.rolling.CalendarDimension;
import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.processor.rolling.StandingTrains;
import dev.goldencorridor.processor.rolling.Window;
import dev.goldencorridor.processor.state.BeforeCommit;
import dev.goldencorridor.processor.state.EarlyCommits;
import dev.goldencorridor.processor.state.Pace;
import dev.goldencorridor.processor.state.Section;
import dev.goldencorridor.processor.state.SectionedStore;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * changed, several times a second. The windows live on the heap; the stores hold what they are built from again after a
 * restart.
 */
public final class Roll implements Processor<String, Contribution, String, Aggregate> {
    private static final Logger LOG = LoggerFactory.getLogger(Roll.class);
    public static final String STORE = "rolling";
    public static final String BEFORE_COMMIT_STORE = "rolling-before-commit";
    private static final String CLOCK_KEY = "corridor";
    static final char TOLD = 't';
    static final char WATERMARK = 'w';
    private static final char SUMS = 'q';
    private static final String WATERMARK_KEY = "furthest";
    private static final long MINUTE = 60_000;
    private static final Duration CLOCK_INTERVAL = Duration.ofSeconds(1);

    /** Values that a task publishes per millisecond at most, on average, so that where all changes there is time for what comes in. */
    private static final int MOST_A_MILLISECOND = 20;

    private static final long LONGEST_REST = 1_000;

    private final Plan plan;
    private final BeforeCommit beforeCommit;
    private final EarlyCommits earlyCommits;
    private final List<Cancellable> punctuations = new ArrayList<>();
    private ProcessorContext<String, Aggregate> context;
    private Holdings holdings;
    private AppliedSums appliedSums;
    private Section watermarkStore;
    private Publication publication;
    private Telling telling;
    /** Dimensions whose windows have changed since they were last told. */
    private Set<String> changed;

    private BeforeCommit.Request write;
    private Pace pace;
    private long watermark;
    private long clock;
    private long withdrawnBefore;
    private long calendarsRestUntil;
    /** A period that begins earlier was deleted by a reset, since only a part of it can be counted again. */
    private long completeFrom;

    private Sensor watermarkLag;

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
            Calendar calendar,
            int years,
            boolean eventClock,
            Duration interval,
            Duration calendarInterval) {}

    private Roll(Plan plan, BeforeCommit beforeCommit, EarlyCommits earlyCommits) {
        this.plan = plan;
        this.beforeCommit = beforeCommit;
        this.earlyCommits = earlyCommits;
    }

    /** The step and its stores. */
    public static ProcessorSupplier<String, Contribution, String, Aggregate> of(Plan plan, EarlyCommits earlyCommits) {
        BeforeCommit beforeCommit = new BeforeCommit(BEFORE_COMMIT_STORE);
        return beforeCommit.supplier(() -> new Roll(plan, beforeCommit, earlyCommits), SectionedStore.builder(STORE));
    }

    @Override
    public void init(ProcessorContext<String, Aggregate> context) {
        this.context = context;
        this.write = beforeCommit.connect(context, this::write);
        SectionedStore store = new SectionedStore(context.getStateStore(STORE), write);
        this.holdings = new Holdings(store, plan, write);
        this.appliedSums = new AppliedSums(store.section(SUMS), context);
        this.watermarkStore = store.section(WATERMARK);
        this.publication = new Publication(store.section(TOLD), write);
        this.telling = new Telling(plan.calendar(), publication, this::forward);
        this.pace = new Pace();
        this.clock = Long.MIN_VALUE;
        this.calendarsRestUntil = Long.MIN_VALUE;
        byte[] known = watermarkStore.get(WATERMARK_KEY);
        this.watermark = known == null ? Long.MIN_VALUE : ByteBuffer.wrap(known).getLong();
        this.completeFrom = RememberedResults.completeFrom(watermarkStore);
        this.changed = new LinkedHashSet<>(holdings.keys());
        // What changed before the end of the last run may not have been told: a port that emptied, a pane withdrawn.
        changed.addAll(publication.dimensions());
        // A task that is revived is initialised again.
        punctuations.forEach(Cancellable::cancel);
        punctuations.clear();
        punctuations.add(
                context.schedule(plan.interval(), PunctuationType.WALL_CLOCK_TIME, this::publishUnlessResting));
        punctuations.add(context.schedule(CLOCK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::tellTime));
        watermarkLag = watermarkLag(context);
    }

    @Override
    public void close() {
        write.withdraw();
        context.metrics().removeSensor(watermarkLag);
        appliedSums.close();
    }

    @Override
    public void process(Record<String, Contribution> record) {
        pace.took(record.timestamp());
        if (record.value() instanceof Contribution.Sum sum) {
            if (appliedSums.isNew(record.headers())) {
                holdings.add(record.key(), sum);
                changed.add(record.key());
            }
        } else if (record.value() instanceof Contribution.Watermark mark) {
            watermark = Math.max(watermark, mark.millis());
            write.make();
        } else {
            throw new IllegalArgumentException("does not travel between tasks: " + record.value());
        }
    }

    private void write() {
        earlyCommits.committing();
        holdings.write();
        publication.write();
        appliedSums.write();
        if (watermark > Long.MIN_VALUE) {
            watermarkStore.put(
                    WATERMARK_KEY,
                    ByteBuffer.allocate(Long.BYTES).putLong(watermark).array());
        }
    }

    private void publishUnlessResting(long wallClock) {
        if (!pace.rests(wallClock)) {
            publish(wallClock);
            int asked = publication.takeAsked();
            if (asked > 0) {
                pace.told(Math.min(LONGEST_REST, asked / MOST_A_MILLISECOND), wallClock);
            }
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
        boolean isFirst = before == Long.MIN_VALUE;
        boolean minutePassed = isFirst || minute(clock) > minute(before);
        if (minutePassed) {
            holdings.advanceTo(minute(clock), changed);
            moveHistoryOn(isFirst);
        }
        if (minutePassed || (plan.eventClock() && clock > before)) {
            // The ages of trains that stand are told anew: each minute of the day, or whenever the event clock moves.
            holdings.addStanding(changed);
        }
        changed.forEach(this::publishWindows);
        changed.clear();
        if (wallClock >= calendarsRestUntil) {
            holdings.forEachChangedCalendar(this::publishPeriods);
            calendarsRestUntil = wallClock + plan.calendarInterval().toMillis();
        }
        if (minutePassed) {
            warnOfWhatIsBeyondReach();
            holdings.forgetEmpty();
        }
    }

    private void moveHistoryOn(boolean isFirst) {
        if (isFirst) {
            publication.periods().forEach(holdings::touch);
        }
        long history = CalendarDimension.history(holdings.today(), plan.years());
        if (isFirst || history > withdrawnBefore) {
            publication.withdrawBefore(history).forEach(old -> forward(old.key(), new Aggregate(old.route(), null)));
            withdrawnBefore = history;
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

    private void publishWindows(String key) {
        telling.windows(Dimension.ofKey(key), holdings.sums(key), holdings.standingAt(key), clock);
    }

    private void publishPeriods(String key, CalendarDimension calendar) {
        Dimension dimension = Dimension.ofKey(key);
        StandingTrains standing = holdings.standingAt(key);
        calendar.takeChanged().forEach(period -> {
            if (plan.calendar().firstMillis(period) >= completeFrom) {
                telling.period(dimension, calendar.sum(period), standing, clock);
            }
        });
    }

    private void forward(String key, Aggregate aggregate) {
        context.forward(new Record<>(key, aggregate, context.currentSystemTimeMs()));
        earlyCommits.told();
    }

    private static Sensor watermarkLag(ProcessorContext<?, ?> context) {
        String task = context.taskId().toString();
        Sensor sensor = context.metrics().addSensor("watermark-lag-" + task, Sensor.RecordingLevel.INFO);
        sensor.add(
                new MetricName(
                        "watermark-lag-ms",
                        "stream-rolling-metrics",
                        "How far the furthest event time seen is behind the time of day",
                        Map.of("task-id", task)),
                new Value());
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
