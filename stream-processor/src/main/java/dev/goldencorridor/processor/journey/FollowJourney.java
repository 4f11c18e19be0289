package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.admission.RejectReason;
import dev.goldencorridor.processor.combining.Contribution;
import dev.goldencorridor.processor.news.News;
import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.processor.rolling.Standing;
import dev.goldencorridor.processor.state.BeforeCommit;
import dev.goldencorridor.processor.state.SectionedStore;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the journey of each run at each facility, in the run's itinerary over all of them, and passes on how each report
 * changes what they measure and what is known of the call. A journey is forgotten when the clock has passed its last event
 * by the retention.
 */
public final class FollowJourney implements Processor<String, TrainMovement, String, News> {
    public static final String STORE = "journeys";
    public static final String BEFORE_COMMIT_STORE = "journeys-before-commit";
    /** The step that what was measured goes to. */
    public static final String MEASURED = "combine";
    /** The step that what is known of calls goes to. */
    public static final String CALLS = CallTelling.CALLS;
    /** The step that the event clock goes to, for all tasks. */
    public static final String CLOCK = CallTelling.CLOCK;
    /** The step that reports without room go to. */
    public static final String OVERFLOW = "overflow";

    private static final Logger LOG = LoggerFactory.getLogger(FollowJourney.class);
    /** The sections of the store. */
    private static final char EXPIRIES = 'x';

    private static final char FURTHEST = 'w';
    /** Of all reports of a run at one facility: with longer ones than that a journey would outgrow its changelog's records. */
    private static final int MOST_COMMODITIES = 2_000;
    /** Of one run: more than any train calls at, also of a feed that reports each signal box. */
    private static final int MOST_PLACES = 1_000;

    private static final Duration LOOK_FOR_EXPIRED = Duration.ofSeconds(10);

    private final PortCatalogue ports;
    private final Retention retention;
    private final boolean eventClock;
    private final Set<String> alertTypes;
    private final Serializer<TrainMovement> encoder;
    private final BeforeCommit beforeCommit;
    private ProcessorContext<String, News> context;
    private Itineraries itineraries;
    private Expiries expiries;
    private CallTelling calls;
    private BeforeCommit.Request write;
    private long watermark;
    private Cancellable punctuation;

    private FollowJourney(
            PortCatalogue ports,
            Retention retention,
            boolean eventClock,
            Set<String> alertTypes,
            Serializer<TrainMovement> encoder,
            BeforeCommit beforeCommit) {
        this.alertTypes = alertTypes;
        this.ports = ports;
        this.retention = retention;
        this.eventClock = eventClock;
        this.encoder = encoder;
        this.beforeCommit = beforeCommit;
    }

    /**
     * How long journeys are kept after their last event, on the pipeline's clock.
     *
     * @param finished of a run that has left and, at a border port, was released
     * @param unfinished of any other
     * @param mostReports of one run at one facility
     * @param mostReady of runs that a task has ready on the heap
     */
    public record Retention(Duration finished, Duration unfinished, int mostReports, int mostReady) {}

    /**
     * The step and its stores.
     *
     * @param eventClock whether journeys expire by the event clock rather than the time of day
     * @param alertTypes the alerts of which causes are passed on
     * @param encoder for what goes to the rejects
     * @param store of {@link #storeBuilder}
     */
    public static ProcessorSupplier<String, TrainMovement, String, News> of(
            PortCatalogue ports,
            Retention retention,
            boolean eventClock,
            Set<String> alertTypes,
            Serializer<TrainMovement> encoder,
            StoreBuilder<KeyValueStore<String, byte[]>> store) {
        BeforeCommit beforeCommit = new BeforeCommit(BEFORE_COMMIT_STORE);
        return beforeCommit.supplier(
                () -> new FollowJourney(ports, retention, eventClock, alertTypes, encoder, beforeCommit), store);
    }

    /** The store, which the next step may share. */
    public static StoreBuilder<KeyValueStore<String, byte[]>> storeBuilder() {
        return SectionedStore.builder(STORE);
    }

    @Override
    public void init(ProcessorContext<String, News> context) {
        this.context = context;
        this.write = beforeCommit.connect(context, () -> {
            itineraries.write();
            calls.write();
        });
        SectionedStore store = new SectionedStore(context.getStateStore(STORE), write);
        this.itineraries = new Itineraries(store, retention.mostReady(), write);
        this.expiries = new Expiries(store.section(EXPIRIES));
        this.watermark = Long.MIN_VALUE;
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
            calls.stop();
        }
        this.calls = new CallTelling(context, eventClock, alertTypes, store.section(FURTHEST), write);
        punctuation = context.schedule(LOOK_FOR_EXPIRED, PunctuationType.WALL_CLOCK_TIME, this::expire);
    }

    @Override
    public void close() {
        write.withdraw();
    }

    @Override
    public void process(Record<String, TrainMovement> record) {
        TrainMovement movement = record.value();
        Report report = Report.of(movement);
        if (report.occurredAt() > watermark) {
            watermark = report.occurredAt();
            calls.reached(watermark);
            context.forward(new Record<>("", new Contribution.Watermark(watermark), record.timestamp()), MEASURED);
        }
        String run = movement.getTrainRunId();
        String facility = movement.getFacility();
        Itinerary itinerary = itineraries.of(run);
        Journey before = itineraries.journey(run, itinerary.place(facility));
        Journey after = before.with(report);
        if (after == before) {
            return;
        }
        String tooMany = tooMany(run, facility, itinerary, after);
        if (tooMany != null) {
            reject(record, tooMany);
            return;
        }
        Measurements was = before.measurements(facility, ports);
        Measurements is = after.measurements(facility, ports);
        calls.changed(run, facility, movement.getPublisher(), before, after, record.timestamp());
        tell(was.facts(), is.facts(), record.timestamp());
        if (!is.standing().equals(was.standing())) {
            tellStanding(run, facility, is.standing().orElse(null), record.timestamp());
        }
        if (itinerary.isEmpty()) {
            expiries.lookAgain(run, Expiries.hourAfter(is.lastOccurredAt(), shorterRetention()));
        } else if (dueHour(is) < dueHour(was)) {
            expiries.lookAgain(run, dueHour(is));
        }
        Itinerary followed = itineraries.with(itinerary, run, facility, after, dueHour(is));
        if (!Objects.equals(was.stop(), is.stop())) {
            followed = withNamedEnds(run, followed.with(facility, is.stop())).bearing(ports);
            tell(itinerary.transits(ports), followed.transits(ports), record.timestamp());
        }
        if (followed != itinerary) {
            itineraries.set(run, followed);
        }
    }

    /** What there would be too many of; null if nothing. */
    private String tooMany(String run, String facility, Itinerary itinerary, Journey after) {
        if (after.size() > retention.mostReports() || after.commodities() > MOST_COMMODITIES) {
            return "run " + run + " may have " + retention.mostReports() + " reports, with " + MOST_COMMODITIES
                    + " commodities, at " + facility + "; with this one it would have more";
        }
        if (itinerary.place(facility) == null && itinerary.places().size() >= MOST_PLACES) {
            return "run " + run + " may have " + MOST_PLACES + " places; " + facility
                    + " would be one more. Does the publisher tell its runs apart?";
        }
        return null;
    }

    /** Before it was named as an end of the run, a place outside the catalogue had no stop in the itinerary. */
    private Itinerary withNamedEnds(String run, Itinerary itinerary) {
        Itinerary complete = itinerary;
        for (String end : itinerary.namedEnds()) {
            Itinerary.Place place = complete.place(end);
            if (place != null && !complete.stopsAt(end)) {
                Journey journey = itineraries.journey(run, place);
                complete = complete.with(end, journey.measurements(end, ports).stop());
            }
        }
        return complete;
    }

    private void tell(List<Measurements.Placed> before, List<Measurements.Placed> after, long timestamp) {
        for (Measurements.Placed taken : Measurements.less(before, after)) {
            tell(taken, -1, timestamp);
        }
        for (Measurements.Placed added : Measurements.less(after, before)) {
            tell(added, 1, timestamp);
        }
    }

    private void tell(Measurements.Placed placed, int sign, long timestamp) {
        context.forward(
                new Record<>(
                        placed.dimension(), new Contribution.Measured(placed.minute(), placed.fact(), sign), timestamp),
                MEASURED);
    }

    private void tellStanding(String run, String facility, Standing standing, long timestamp) {
        context.forward(
                new Record<>(Dimension.port(facility).key(), new Contribution.StandingChange(run, standing), timestamp),
                MEASURED);
    }

    private void reject(Record<String, TrainMovement> record, String message) {
        if (record.headers().lastHeader(RejectHeaders.TOPIC) == null) {
            RecordMetadata origin = context.recordMetadata().orElseThrow();
            RejectHeaders.putOrigin(record.headers(), origin.topic(), origin.partition(), origin.offset());
        }
        RejectHeaders.putReason(record.headers(), RejectReason.TOO_MANY_REPORTS.name(), message, null);
        context.forward(record.withValue(new Overflow(encoder.serialize("", record.value()))), OVERFLOW);
    }

    private long dueHour(Measurements measurements) {
        return Expiries.hourAfter(
                measurements.lastOccurredAt(),
                measurements.isFinished() ? retention.finished() : retention.unfinished());
    }

    private Duration shorterRetention() {
        return retention.finished().compareTo(retention.unfinished()) < 0
                ? retention.finished()
                : retention.unfinished();
    }

    private void expire(long wallClock) {
        long clock = eventClock ? watermark : wallClock;
        if (clock < 0) {
            return;
        }
        long hour = Expiries.hourOf(clock);
        int forgotten = 0;
        for (String run : expiries.takeDue(hour)) {
            forgotten += forget(run, hour);
        }
        if (forgotten > 0) {
            LOG.info("Task {} forgot {} journeys past their retention", context.taskId(), forgotten);
        }
    }

    /** Forgets what is due of a run, tells how many journeys, and sees to it that the rest is looked at when it is due. */
    private int forget(String run, long hour) {
        Itinerary itinerary = itineraries.of(run);
        long next = Long.MAX_VALUE;
        List<Itinerary.Place> kept = new ArrayList<>();
        for (Itinerary.Place place : itinerary.places()) {
            Itinerary.Place later = place.dueHour() > hour ? place : forget(run, place, hour);
            if (later != null) {
                kept.add(later);
                next = Math.min(next, later.dueHour());
            }
        }
        Itinerary rest = itinerary.withPlaces(kept);
        long stopsDue = Expiries.hourAfter(itinerary.lastAt(), retention.finished());
        if (stopsDue > hour) {
            next = Math.min(next, stopsDue);
        } else {
            rest = rest.withoutStops();
        }
        itineraries.set(run, rest);
        if (!rest.isEmpty()) {
            expiries.lookAgain(run, next);
        }
        return itinerary.places().size() - kept.size();
    }

    /** Forgets a journey if it is due by the retention as it is now; otherwise tells when it is. Null if it is forgotten. */
    private Itinerary.Place forget(String run, Itinerary.Place place, long hour) {
        Measurements measurements = itineraries.journey(run, place).measurements(place.facility(), ports);
        if (dueHour(measurements) > hour) {
            return new Itinerary.Place(place.facility(), dueHour(measurements), place.journey());
        }
        itineraries.forget(run, place);
        calls.forgotten(run, place.facility());
        withdrawStanding(run, place.facility(), measurements);
        return null;
    }

    private void withdrawStanding(String run, String facility, Measurements measurements) {
        if (measurements.standing().isPresent()) {
            LOG.warn(
                    "Run {} was never reported as finished at {}; it no longer counts as standing there",
                    run,
                    facility);
            tellStanding(run, facility, null, context.currentSystemTimeMs());
        }
    }
}
