package dev.goldencorridor.processor.runs;

import dev.goldencorridor.processor.messages.ReportOverflow;
import dev.goldencorridor.processor.messages.StepMessage;
import dev.goldencorridor.processor.model.WaitingTrain;
import dev.goldencorridor.processor.rejects.RejectReason;
import dev.goldencorridor.processor.rejects.RejectedRecord;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StagedStore;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Keeps the journey of each run at each facility, in the run's itinerary over all of them, and passes on how each report
 * changes what they measure and what is known of the call. A run is forgotten when the clock has passed its last event by
 * the retention.
 */
public final class RunProcessor implements Processor<String, TrainMovement, String, StepMessage> {
    public static final String STORE = "journeys";
    public static final String BEFORE_COMMIT_STORE = "journeys-before-commit";
    /** The step that what was measured goes to. */
    public static final String MEASURED = "combine";
    /** The step that what is known of calls goes to. */
    public static final String CALLS = CallEmitter.CALLS;
    /** The step that the event clock goes to, for all tasks. */
    public static final String CLOCK = CallEmitter.CLOCK;
    /** The step that reports without room go to. */
    public static final String OVERFLOW = "overflow";

    /** The sections of the store. */
    private static final char EXPIRIES = 'x';

    private static final char FURTHEST = 'w';
    private static final char COUNTINGS = 'p';
    private static final char DIMENSIONS = 'd';
    private static final Duration LOOK_FOR_EXPIRED = Duration.ofSeconds(1);

    private final PortCatalogue ports;
    private final Retention retention;
    private final DimensionLimits dimensions;
    private final RunLimits limits;
    private final boolean eventClock;
    private final Set<String> alertTypes;
    private final Serializer<TrainMovement> encoder;
    private final CommitHook beforeCommit;
    private ProcessorContext<String, StepMessage> context;
    private TrainRunStore itineraries;
    private CallEmitter calls;
    private DimensionRegister register;
    private MeasurementForwarder forwarder;
    private Countings countings;
    private Recounting recounting;
    private RunExpiry expiration;
    private CommitHook.Request write;
    private long watermark;
    private Cancellable punctuation;

    private RunProcessor(
            PortCatalogue ports,
            Retention retention,
            DimensionLimits dimensions,
            boolean eventClock,
            Set<String> alertTypes,
            Serializer<TrainMovement> encoder,
            CommitHook beforeCommit) {
        this.alertTypes = alertTypes;
        this.ports = ports;
        this.retention = retention;
        this.dimensions = dimensions;
        this.limits = new RunLimits(retention.mostReports());
        this.eventClock = eventClock;
        this.encoder = encoder;
        this.beforeCommit = beforeCommit;
    }

    /**
     * How long runs are kept after their last event, on the pipeline's clock.
     *
     * @param kept of a run: as long as the calendar can change by it
     * @param waiting of a visit: as long as its train counts as waiting or late
     * @param mostReports of one run at one facility
     * @param mostReady of runs that a task has ready on the heap
     */
    public record Retention(Duration kept, Duration waiting, int mostReports, int mostReady) {}

    /**
     * How many dimensions outside the port catalogue a task counts by their own names.
     *
     * @param perPublisher of those that one publisher was the first to report
     * @param inTotal of all publishers together
     */
    public record DimensionLimits(int perPublisher, int inTotal) {}

    /**
     * The step and its stores.
     *
     * @param eventClock whether journeys expire by the event clock rather than the time of day
     * @param alertTypes the alerts of which causes are passed on
     * @param encoder for what goes to the rejects
     * @param store of {@link #storeBuilder}
     */
    public static ProcessorSupplier<String, TrainMovement, String, StepMessage> of(
            PortCatalogue ports,
            Retention retention,
            DimensionLimits dimensions,
            boolean eventClock,
            Set<String> alertTypes,
            Serializer<TrainMovement> encoder,
            StoreBuilder<KeyValueStore<String, byte[]>> store) {
        CommitHook beforeCommit = new CommitHook(BEFORE_COMMIT_STORE);
        return beforeCommit.supplier(
                () -> new RunProcessor(ports, retention, dimensions, eventClock, alertTypes, encoder, beforeCommit),
                store);
    }

    /** The store, which the next step may share. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> storeBuilder() {
        return StagedStore.builder(STORE);
    }

    @Override
    public void init(ProcessorContext<String, StepMessage> context) {
        this.context = context;
        this.write = beforeCommit.connect(context, () -> {
            itineraries.write();
            calls.write();
        });
        StagedStore store = new StagedStore(context.getStateStore(STORE), write);
        this.itineraries = new TrainRunStore(store, retention.mostReady(), write);
        this.watermark = Long.MIN_VALUE;
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
            calls.stop();
        }
        this.calls = new CallEmitter(context, eventClock, alertTypes, store.section(FURTHEST), write);
        DimensionRegister.Limits most = new DimensionRegister.Limits(dimensions.perPublisher(), dimensions.inTotal());
        this.register = new DimensionRegister(context, ports, most, store.section(DIMENSIONS));
        // Only dimensions outside the catalogue are asked for, which no facility of the catalogue is part of.
        this.forwarder = new MeasurementForwarder(
                context, (dimension, publisher, at) -> register.admits(dimension, dimension, publisher, at));
        this.countings = new Countings(store.section(COUNTINGS), ports);
        this.recounting = new Recounting(context, itineraries, countings, forwarder);
        ExpiryIndex expiries = new ExpiryIndex(store.section(EXPIRIES));
        this.expiration = new RunExpiry(context, retention, itineraries, recounting, forwarder, calls, expiries);
        punctuation = context.schedule(LOOK_FOR_EXPIRED, PunctuationType.WALL_CLOCK_TIME, this::lookAround);
    }

    @Override
    public void close() {
        write.withdraw();
    }

    @Override
    public void process(Record<String, TrainMovement> record) {
        countings.begin();
        TrainMovement movement = record.value();
        Report report = Report.of(movement);
        if (report.occurredAt() > watermark) {
            watermark = report.occurredAt();
            calls.reached(watermark);
            forwarder.watermark(watermark, record.timestamp());
        }
        String run = movement.getTrainRunId();
        String facility = movement.getFacility();
        TrainRun itinerary = recounting.upToDate(run);
        VisitedPlace known = itinerary.place(facility);
        Visit before = itineraries.journey(run, known);
        Visit after = before.with(report);
        if (after == before) {
            return;
        }
        String publisher = movement.getPublisher() == null ? "" : movement.getPublisher();
        VisitedPlace place = known == null ? VisitedPlace.of(facility, publisher) : known;
        String exceeded = limits.exceeded(run, itinerary, place, after, countings.present());
        if (exceeded != null) {
            reject(record, exceeded);
            return;
        }
        boolean isExpired = isExpired(known, before, after);
        if (!isExpired) {
            // The step behind knows nothing more of a visit that was over.
            Visit followed = place.isExpired() ? Visit.EMPTY : before;
            calls.changed(run, facility, publisher, followed, after, record.timestamp());
        }
        follow(run, itinerary, place, new Change(before, after, isExpired, publisher, record.timestamp()));
    }

    /**
     * What a report changes at a place.
     *
     * @param isExpired whether the visit is over also with it
     */
    private record Change(Visit before, Visit after, boolean isExpired, String publisher, long timestamp) {}

    /** An old visit is over until something newer is reported of it; a late report of old events leaves it so. */
    private boolean isExpired(VisitedPlace known, Visit before, Visit after) {
        boolean mayBe = known == null || known.isExpired();
        return mayBe
                && ((known != null && after.lastOccurredAt() <= before.lastOccurredAt())
                        || expiration.isOver(after.lastOccurredAt(), clock(context.currentSystemTimeMs())));
    }

    @SuppressWarnings("ReferenceEquality") // An itinerary that nothing changed is the same one.
    private void follow(String run, TrainRun itinerary, VisitedPlace place, Change change) {
        Counting counting = countings.present();
        String facility = place.facility();
        VisitMeasurements was = change.before.measurements(facility, counting);
        VisitMeasurements is = change.after.measurements(facility, counting);
        Set<String> others =
                forwarder.change(place.others(), was.facts(), is.facts(), counting, change.publisher, change.timestamp);
        Optional<WaitingTrain> waited = place.isExpired() ? Optional.empty() : was.standing();
        Optional<WaitingTrain> waits = change.isExpired ? Optional.empty() : is.standing();
        if (!waits.equals(waited)) {
            forwarder.waiting(run, facility, waits.orElse(null), change.timestamp);
        }
        VisitedPlace reported = place.with(change.after, change.isExpired, others);
        TrainRun followed = itineraries.with(itinerary, run, reported);
        if (!Objects.equals(was.stop(), is.stop())) {
            StopSequence stops = withNamedEnds(run, followed, itinerary.stops().with(facility, is.stop()))
                    .bearing(counting);
            followed = followed.with(
                    stops,
                    forwarder.change(
                            itinerary.others(),
                            itinerary.stops().transits(counting),
                            stops.transits(counting),
                            counting,
                            change.publisher,
                            change.timestamp));
        }
        followed = expiration.lookAgain(run, followed, reported);
        if (followed != itinerary) {
            itineraries.set(run, followed);
        }
    }

    /** Before it was named as an end of the run, a place outside the catalogue had no stop in the itinerary. */
    private StopSequence withNamedEnds(String run, TrainRun itinerary, StopSequence stops) {
        Set<String> ends = stops.namedEnds();
        if (ends.isEmpty()) {
            return stops;
        }
        List<StopTimes> complete = new ArrayList<>(stops.all());
        for (VisitedPlace place : itinerary.places()) {
            String facility = place.facility();
            if (ends.contains(facility) && stops.find(facility) == null) {
                Visit journey = itineraries.journey(run, place);
                StopTimes stop = journey.measurements(facility, countings.present()).stop();
                if (stop != null) {
                    complete.add(stop);
                }
            }
        }
        return complete.size() == stops.all().size() ? stops : StopSequence.of(complete);
    }

    private void reject(Record<String, TrainMovement> record, String message) {
        Record<String, StepMessage> overflow =
                new Record<>(record.key(), new ReportOverflow(encoder.serialize("", record.value())), record.timestamp());
        RejectedRecord.putHeaders(
                overflow.headers(),
                record.headers(),
                context.recordMetadata().orElseThrow(),
                RejectReason.TOO_MANY_REPORTS,
                message,
                null);
        context.forward(overflow, OVERFLOW);
    }

    private long clock(long wallClock) {
        return eventClock ? calls.furthest() : wallClock;
    }

    private void lookAround(long wallClock) {
        countings.begin();
        long clock = clock(wallClock);
        recounting.review();
        expiration.expire(clock);
        register.expire(clock < 0 ? clock : clock - retention.kept().toMillis());
    }
}
