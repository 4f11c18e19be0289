package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.PublisherUpdate;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.SharedRecords;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.processor.state.StepProcessor;
import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.wire.EventCause;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Step 2, {@code journey}. Stores the visits of each run, and forwards how each report changes the measurements and the
 * call of its visit. A duplicate is dropped here: it is a report that the visit already has, so the run does not
 * change. A run is forgotten when the clock has passed its last event by the retention.
 */
public final class RunProcessor extends StepProcessor<String, TrainMovement, String, StepMessage> {
    public static final String STORE = "journeys";
    public static final String BEFORE_COMMIT_STORE = "journeys-before-commit";
    /** The first character of the keys of runs' records. */
    public static final char RUNS = TrainRunStore.RUNS;
    /** The child node that receives measurements. */
    public static final String MEASURED = "combine";
    /** The child node that receives calls. */
    public static final String CALLS = CallEmitter.CALLS;
    /** The child node that receives the event clock, for all tasks. */
    public static final String CLOCK = CallEmitter.CLOCK;
    /** The child node that receives the outcome of each valid report, by publisher. */
    public static final String COUNTED = "counted-reports";
    /** The child node that receives reports beyond the limits of their run. */
    public static final String OVERFLOW = "overflow";

    /** Sections of the store. {@link TrainRunStore} has two more, and other steps have theirs. */
    private static final char EXPIRIES = 'x';

    private static final char WATERMARK = 'w';
    private static final char COUNTINGS = 'p';
    private static final char DIMENSIONS = 'd';
    private static final Duration CLOCK_INTERVAL = Duration.ofMillis(100);
    private static final Duration EXPIRY_INTERVAL = Duration.ofSeconds(1);

    private final PortCatalogue ports;
    private final Duration orderTolerance;
    private final Retention retention;
    private final DimensionLimits dimensions;
    private final RunCapacity capacity;
    private final ClockMode clockMode;
    private final Set<String> alertTypes;
    private final Serializer<TrainMovement> encoder;
    private final ProcessorMetrics metrics;
    private final SharedRecords runRecords;
    private TrainRunStore runs;
    private CallEmitter calls;
    /** Null if the clock is the time of day. */
    private EventClock eventClock;

    private DimensionRegister register;
    private MeasurementForwarder forwarder;
    private Countings countings;
    private Recounting recounting;
    private RunExpiry expiry;
    private RunUpdater updater;
    private OverflowForwarder overflow;
    private long watermark;

    private RunProcessor(
            PortCatalogue ports,
            Duration orderTolerance,
            Retention retention,
            DimensionLimits dimensions,
            ClockMode clockMode,
            Set<String> alertTypes,
            Serializer<TrainMovement> encoder,
            ProcessorMetrics metrics,
            SharedRecords runRecords,
            CommitHook commitHook) {
        super(STORE, commitHook);
        this.runRecords = runRecords;
        this.alertTypes = alertTypes;
        this.ports = ports;
        this.orderTolerance = orderTolerance;
        this.retention = retention;
        this.dimensions = dimensions;
        this.capacity = new RunCapacity(retention.maxReports());
        this.clockMode = clockMode;
        this.encoder = encoder;
        this.metrics = metrics;
    }

    /**
     * The retention of runs and visits after their last event, by the pipeline's clock, and limits of their number.
     *
     * @param run how long a run is stored: as long as any calendar period can change by it
     * @param openVisit how long a train counts as waiting or late; then its visit is over
     * @param maxReports the most reports of one visit
     * @param maxReady the most runs that a task has on the heap
     */
    public record Retention(Duration run, Duration openVisit, int maxReports, int maxReady) {}

    /**
     * The most dimensions outside the port catalogue that a task counts by their own names.
     *
     * @param perPublisher the most that one publisher was the first to report
     * @param inTotal the most for all publishers together
     */
    public record DimensionLimits(int perPublisher, int inTotal) {}

    /**
     * How the step reads the pipeline's clock.
     *
     * @param isEvent whether the clock is the event clock rather than the time of day
     * @param maxJump how far an event may be ahead of the event clock without a confirmation by other runs
     */
    public record ClockMode(boolean isEvent, Duration maxJump) {}

    /**
     * Returns the step with its stores.
     *
     * @param orderTolerance by how much a departure may precede the arrival of its own call
     * @param clockMode how the step reads the pipeline's clock
     * @param alertTypes the types of alerts whose causes are forwarded
     * @param encoder encodes the reports that go to the rejects
     * @param metrics counts duplicates and limits
     * @param runRecords the records of {@link #runRecords}
     */
    public static ProcessorSupplier<String, TrainMovement, String, StepMessage> of(
            PortCatalogue ports,
            Duration orderTolerance,
            Retention retention,
            DimensionLimits dimensions,
            ClockMode clockMode,
            Set<String> alertTypes,
            Serializer<TrainMovement> encoder,
            ProcessorMetrics metrics,
            SharedRecords runRecords) {
        CommitHook commitHook = new CommitHook(BEFORE_COMMIT_STORE);
        return commitHook.supplier(
                () -> new RunProcessor(
                        ports,
                        orderTolerance,
                        retention,
                        dimensions,
                        clockMode,
                        alertTypes,
                        encoder,
                        metrics,
                        runRecords,
                        commitHook),
                runRecords.store());
    }

    /** Returns the records of runs, whose first part is this step's. Other steps may have sections of their store. */
    public static SharedRecords runRecords() {
        return new SharedRecords(StagedStore.builder(STORE), RUNS);
    }

    @Override
    protected void restore(StagedStore store, CommitHook.Registration hook) {
        // This order is the order of flushing before a commit.
        this.runs = new TrainRunStore(store, runRecords, context(), retention.maxReady(), hook);
        this.watermark = Long.MIN_VALUE;
        this.calls = new CallEmitter(
                context(), clockMode.isEvent(), orderTolerance.toMillis(), alertTypes, store.section(WATERMARK), hook);
        this.register = new DimensionRegister(context(), dimensions, store.section(DIMENSIONS), metrics);
        this.forwarder = new MeasurementForwarder(context(), register::admits);
        this.countings = new Countings(store.section(COUNTINGS), ports, orderTolerance);
        this.recounting = new Recounting(context(), runs, countings, forwarder, calls);
        ExpiryIndex expiryIndex = new ExpiryIndex(store.section(EXPIRIES));
        this.expiry = new RunExpiry(context(), retention, runs, recounting, forwarder, calls, expiryIndex);
        this.updater = new RunUpdater(runs, countings, forwarder, expiry);
        this.overflow = new OverflowForwarder(context(), encoder);
        if (clockMode.isEvent()) {
            this.eventClock = new EventClock(context(), calls.watermark(), clockMode.maxJump(), metrics);
            schedule(CLOCK_INTERVAL, this::emitClock);
        }
        schedule(EXPIRY_INTERVAL, this::reviewAndExpire);
    }

    @Override
    public void process(Record<String, TrainMovement> record) {
        causedBy(new EventCause(record.timestamp(), TraceParent.of(record.headers())));
        count(record);
        causedBy(null);
    }

    private void causedBy(EventCause event) {
        calls.causedBy(event);
        forwarder.causedBy(event);
    }

    private void count(Record<String, TrainMovement> record) {
        countings.ensureStored();
        TrainMovement movement = record.value();
        Report report = ReportFactory.of(movement);
        advanceWatermark(clockMode.isEvent() ? eventClock.received(movement) : report.occurredAt(), record.timestamp());
        String runId = movement.getTrainRunId();
        String facility = movement.getFacility();
        TrainRun run = recounting.upToDate(runId);
        VisitedPlace formerPlace = run.place(facility);
        Visit before = runs.visit(runId, formerPlace);
        Visit after = before.with(report);
        String publisher = movement.getPublisher() == null ? "" : movement.getPublisher();
        if (isDuplicateOrOutdated(before, after)) {
            metrics.of(publisher).duplicate();
            countReport(publisher, PublisherUpdate.Received.duplicate(), record.timestamp());
            return;
        }
        VisitedPlace place = formerPlace == null ? VisitedPlace.of(facility, publisher) : formerPlace;
        String exceededLimit = capacity.exceeded(runId, run, place, after, countings.current());
        if (exceededLimit != null) {
            metrics.of(publisher).rejected(RejectReason.TOO_MANY_REPORTS);
            overflow.forward(record, exceededLimit);
            return;
        }
        countReport(
                publisher,
                PublisherUpdate.Received.accepted(report.occurredAt(), movement.getRetracts() != null),
                record.timestamp());
        boolean isOver = isOver(formerPlace, before, after);
        if (!isOver) {
            // The alerts have dropped the call of a visit that was over.
            Visit emitted = place.isOver() ? Visit.EMPTY : before;
            calls.emitIfChanged(runId, facility, publisher, emitted, after, record.timestamp());
        }
        updater.update(
                runId, run, place, new RunUpdater.VisitChange(before, after, isOver, publisher, record.timestamp()));
    }

    private void advanceWatermark(long eventTime, long timestamp) {
        if (eventTime > watermark) {
            watermark = eventTime;
            calls.advance(watermark);
            forwarder.forwardWatermark(watermark, timestamp);
        }
    }

    private void emitClock(long wallClock) {
        advanceWatermark(eventClock.review(wallClock), wallClock);
        calls.emitClock(wallClock);
    }

    private void countReport(String publisher, PublisherUpdate.Received received, long timestamp) {
        context().forward(new Record<>(publisher, received, timestamp), COUNTED);
    }

    /** A visit returns itself for a duplicate, and for a forecast that a later one has replaced. */
    private static boolean isDuplicateOrOutdated(Visit before, Visit after) {
        return after == before;
    }

    /**
     * Whether the visit is over even with the new report. A visit that is over stays so until a newer event is
     * reported. A first report can be too old to open a visit.
     *
     * @param formerPlace the place before the report; null if the report is the first one
     */
    private boolean isOver(VisitedPlace formerPlace, Visit before, Visit after) {
        if (formerPlace != null && !formerPlace.isOver()) {
            return false;
        }
        boolean isNothingNewer = formerPlace != null && after.lastOccurredAt() <= before.lastOccurredAt();
        return isNothingNewer
                || expiry.isOver(after.lastOccurredAt(), clock(context().currentSystemTimeMs()));
    }

    /** Returns the pipeline's clock; negative while the event clock has no time yet. */
    private long clock(long wallClock) {
        return clockMode.isEvent() ? calls.watermark() : wallClock;
    }

    private void reviewAndExpire(long wallClock) {
        countings.ensureStored();
        long clock = clock(wallClock);
        recounting.review();
        expiry.expire(clock);
        register.expire(clock < 0 ? clock : clock - retention.run().toMillis());
    }
}
