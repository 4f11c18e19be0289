package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.processor.alerts.AlertLifecycle.Occasion;
import dev.goldencorridor.processor.alerts.rules.RunCalls;
import dev.goldencorridor.processor.messages.PortStatusUpdate;
import dev.goldencorridor.processor.messages.RunUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.model.Call;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.Recount;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.state.WriteBehindCache;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
 * Watches every run for delays, above all for what does not come, and tells what becomes of their alerts. Before it learns
 * something of a run, it does what was due of that run: what it tells does not depend on when it looks.
 */
public final class AlertProcessor implements Processor<String, StepMessage, String, DelayAlert> {
    public static final String STORE = "delays";
    public static final String BEFORE_COMMIT_STORE = "delays-before-commit";

    private static final Logger LOG = LoggerFactory.getLogger(AlertProcessor.class);
    /** The sections of the store. */
    static final char RUNS = 'r';

    static final char RAISED = 'a';
    static final char CLOSURES = 'c';
    static final char MARKS = 'm';
    /** The fingerprint of no thresholds. */
    static final long NOT_JUDGED = 0;

    private static final String JUDGED_BY = "judged-by";

    /** Of runs that one look takes, so that the thread's other tasks are not held up; the next look goes on. */
    private static final int MOST_A_LOOK = 4_000;
    /** The most calls of one run outside the port catalogue, for each publisher: more than any train makes. */
    static final int MAX_CALLS_PER_PUBLISHER = 60;
    /** The same for all publishers together: with more, a record of the changelog could exceed 9 MiB. */
    static final int MAX_CALLS = 300;

    private final DelayPlan plan;
    private final PortCatalogue ports;
    private final CommitHook beforeCommit;
    private final long fingerprint;
    private ProcessorContext<String, DelayAlert> context;
    private CommitHook.Request write;
    private StoreSection runStore;
    private WriteBehindCache<RunAlerts> runs;
    private StoreSection marks;
    private PipelineClock clock;
    private Recount recount;
    private DueRuns timers;
    private PortClosures closures;
    private AlertEvaluator judgement;
    private Sensor unwatched;
    /** Up to where runs have been judged by thresholds that have changed; null where all have. */
    private String reviewedUpTo;

    /** The mark still names thresholds by which some runs will soon not be judged any more. */
    private boolean isMarkToBeTakenBack;

    private Cancellable punctuation;

    private AlertProcessor(DelayPlan plan, PortCatalogue ports, CommitHook beforeCommit) {
        this.plan = plan;
        this.ports = ports;
        this.beforeCommit = beforeCommit;
        this.fingerprint = plan.fingerprint(ports);
    }

    /** The step and its stores. */
    public static ProcessorSupplier<String, StepMessage, String, DelayAlert> of(DelayPlan plan, PortCatalogue ports) {
        CommitHook beforeCommit = new CommitHook(BEFORE_COMMIT_STORE);
        return beforeCommit.supplier(() -> new AlertProcessor(plan, ports, beforeCommit), StagedStore.builder(STORE));
    }

    @Override
    public void init(ProcessorContext<String, DelayAlert> context) {
        this.context = context;
        this.write = beforeCommit.connect(context, this::write);
        StagedStore store = new StagedStore(context.getStateStore(STORE), write);
        this.runStore = store.section(RUNS);
        this.runs = new WriteBehindCache<>(runStore, RunAlerts::toBytes, RunAlerts::fromBytes, plan.mostReady(), write);
        this.marks = store.section(MARKS);
        this.clock = new PipelineClock(plan.eventClock(), marks, write);
        this.recount = new Recount(marks);
        this.timers = new DueRuns();
        runStore.forEach((run, stored) -> timers.set(run, AlertLifecycle.NEVER, RunAlerts.timerOf(stored)));
        AlertEmitter telling = new AlertEmitter(context);
        this.closures = new PortClosures(
                store.section(CLOSURES), telling, context.taskId().partition(), plan.partitions(), plan.clearedKept());
        this.judgement = new AlertEvaluator(ports, plan.thresholds(), plan.life(), closures, telling, store.section(RAISED));
        this.unwatched = context.metrics()
                .addRateTotalSensor(
                        "delays", context.taskId().toString(), "call-unwatched", Sensor.RecordingLevel.INFO);
        byte[] judgedBy = marks.get(JUDGED_BY);
        this.reviewedUpTo = judgedBy != null && ByteBuffer.wrap(judgedBy).getLong() == fingerprint ? null : "";
        this.isMarkToBeTakenBack = reviewedUpTo != null && judgedBy != null;
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
        }
        punctuation = context.schedule(plan.tick(), PunctuationType.WALL_CLOCK_TIME, this::look);
    }

    @Override
    public void close() {
        write.withdraw();
    }

    private void write() {
        runs.write();
        clock.write();
    }

    @Override
    public void process(Record<String, StepMessage> record) {
        takeMarkBack();
        StepMessage news = record.value();
        long wallClock = context.currentSystemTimeMs();
        if (news instanceof RunUpdate.Known || news instanceof RunUpdate.Forgotten) {
            recount.took(record.timestamp(), wallClock);
        }
        if (news instanceof RunUpdate.Known known) {
            long now = clock.moveTo(wallClock, known.watermark());
            learn(record.key(), known.facility(), known.publisher(), known.call(), now);
        } else if (news instanceof RunUpdate.Forgotten forgotten) {
            long now = clock.moveTo(wallClock, forgotten.watermark());
            learn(record.key(), forgotten.facility(), null, null, now);
        } else if (news instanceof RunUpdate.Clock mark) {
            clock.moveTo(wallClock, mark.watermark());
        } else if (news instanceof PortStatusUpdate port) {
            long now = clock.moveTo(wallClock, Long.MIN_VALUE);
            learn(record.key(), port, clock.hasBegun() ? now : port.decidedAt());
        } else {
            throw new IllegalArgumentException("not for watching delays: " + news);
        }
    }

    private void learn(String run, String facility, String publisher, Call call, long now) {
        WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
        RunAlerts before = entry.value();
        if (before == null && call == null) {
            return;
        }
        if (recount.isUnderWay(context.currentSystemTimeMs())) {
            gather(entry, before, facility, publisher, call);
            return;
        }
        RunAlerts state = before == null ? RunAlerts.fresh(fingerprint) : upTo(run, before, now);
        RunCalls calls = state.calls();
        if (call == null || hasCapacity(state, facility, publisher)) {
            calls = calls.with(facility, publisher, call);
        } else {
            unwatched.record(1, context.currentSystemTimeMs());
            LOG.debug(
                    "Run {} is not watched at {}: outside the port catalogue it has {} places of publisher {}, or {} in"
                            + " all. If the place is real, add it to the catalogue",
                    run,
                    facility,
                    MAX_CALLS_PER_PUBLISHER,
                    publisher,
                    MAX_CALLS);
            if (state.equals(before)) {
                // Nothing is due either, so that a report beyond the limit costs little.
                return;
            }
        }
        keep(entry, run, judgement.judge(run, state.with(calls), Occasion.NEWS, now), now);
    }

    private boolean hasCapacity(RunAlerts state, String facility, String publisher) {
        if (state.calls().at(facility) != null || ports.find(facility).isPresent()) {
            return true;
        }
        Map<String, String> uncatalogued = state.uncatalogued(ports);
        String owner = publisher == null ? "" : publisher;
        return uncatalogued.containsKey(facility)
                || (uncatalogued.size() < MAX_CALLS
                        && Collections.frequency(uncatalogued.values(), owner) < MAX_CALLS_PER_PUBLISHER);
    }

    /** While movements are read again a run is not judged: the review that follows judges it by all that is known then. */
    private void gather(
            WriteBehindCache<RunAlerts>.Entry entry, RunAlerts before, String facility, String publisher, Call call) {
        RunAlerts state = before == null ? RunAlerts.fresh(NOT_JUDGED) : before;
        RunAlerts gathered = call == null || hasCapacity(state, facility, publisher)
                ? state.with(state.calls().with(facility, publisher, call))
                : state;
        entry.set(gathered.calls().isEmpty() && gathered.alerts().isEmpty() ? null : gathered);
    }

    private void learn(String facility, PortStatusUpdate port, long now) {
        if (closures.learn(facility, port, now) && !recount.isUnderWay(context.currentSystemTimeMs())) {
            judgement.forEachRaised(facility, run -> {
                WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
                if (entry.value() != null) {
                    keep(entry, run, judgement.judge(run, upTo(run, entry.value(), now), Occasion.NEWS, now), now);
                }
            });
        }
    }

    /** What has become of the run by now, before anything new is learnt. */
    private RunAlerts upTo(String run, RunAlerts state, long now) {
        boolean isSettled = state.judgedBy() == fingerprint && state.timer() > now;
        return isSettled ? state : judged(run, state, now).state();
    }

    /** By thresholds that are others now, or by the time that has passed. */
    private AlertEvaluator.Judged judged(String run, RunAlerts state, long now) {
        return state.judgedBy() == fingerprint
                ? judgement.judge(run, state, Occasion.TIME, now)
                : judgement.judge(
                        run,
                        new RunAlerts(state.calls(), state.alerts(), state.timer(), fingerprint),
                        Occasion.THRESHOLDS,
                        now);
    }

    private void keep(WriteBehindCache<RunAlerts>.Entry entry, String run, AlertEvaluator.Judged judged, long now) {
        RunAlerts state = judged.state();
        long stands = state.timer();
        if (stands <= now) {
            // What was due then has just been done.
            timers.remove(run, stands);
            stands = AlertLifecycle.NEVER;
        }
        if (state.isEmpty()) {
            timers.remove(run, stands);
            entry.set(null);
            return;
        }
        entry.set(state.withTimer(timers.set(run, stands, judged.due())));
    }

    /** Should the old thresholds come back before all runs are reviewed, those that were must be reviewed again. */
    private void takeMarkBack() {
        if (isMarkToBeTakenBack) {
            isMarkToBeTakenBack = false;
            marks.put(JUDGED_BY, null);
        }
    }

    private void look(long wallClock) {
        takeMarkBack();
        long now = clock.moveTo(wallClock, Long.MIN_VALUE);
        if (!clock.hasBegun()) {
            return;
        }
        closures.pass(now);
        if (recount.isUnderWay(wallClock)) {
            return;
        }
        if (reviewedUpTo != null) {
            review(now);
        }
        List<String> due = timers.takeDue(now, MOST_A_LOOK);
        for (String run : due) {
            WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
            if (entry.value() != null) {
                keep(entry, run, judged(run, entry.value(), now), now);
            }
        }
        if (!due.isEmpty()) {
            // So that without transactions a kill is unlikely to leave much that is told and not kept as told.
            write.writeNow();
        }
    }

    /** Judges some more of the runs by thresholds that have changed, so that a start is not held up. */
    private void review(long now) {
        List<String> some = new ArrayList<>();
        runStore.forEachFrom(reviewedUpTo, (run, stored) -> {
            some.add(run);
            return some.size() < MOST_A_LOOK;
        });
        for (String run : some) {
            WriteBehindCache<RunAlerts>.Entry entry = runs.entry(run);
            if (entry.value() != null && entry.value().judgedBy() != fingerprint) {
                keep(entry, run, judged(run, entry.value(), now), now);
            }
        }
        if (some.size() < MOST_A_LOOK) {
            reviewedUpTo = null;
            marks.put(
                    JUDGED_BY,
                    ByteBuffer.allocate(Long.BYTES).putLong(fingerprint).array());
        } else {
            reviewedUpTo = some.get(some.size() - 1) + '\0';
        }
    }
}
