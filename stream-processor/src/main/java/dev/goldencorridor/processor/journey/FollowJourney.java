package dev.goldencorridor.processor.journey;

import dev.goldencorridor.processor.admission.RejectReason;
import dev.goldencorridor.processor.combining.Contribution;
import dev.goldencorridor.processor.rolling.Dimension;
import dev.goldencorridor.processor.rolling.Pane;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the journey of each run at each facility, and the run's itinerary over all of them, and passes on how each report changes its measurements. A journey is
 * forgotten when the clock has passed its last event by the retention; its expiry is kept in order of due hours, so that
 * a look costs what is due.
 */
public final class FollowJourney implements Processor<String, TrainMovement, String, Contribution> {
    public static final String JOURNEYS_STORE = "journeys";
    public static final String ITINERARIES_STORE = "itineraries";
    public static final String EXPIRIES_STORE = "journey-expiries";
    private static final Logger LOG = LoggerFactory.getLogger(FollowJourney.class);
    private static final char SEPARATOR = '\0';
    private static final byte[] PRESENT = {};
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Duration LOOK_FOR_EXPIRED = Duration.ofSeconds(10);

    private final PortCatalogue ports;
    private final Retention retention;
    private final boolean eventClock;
    private final Serializer<TrainMovement> encoder;
    private ProcessorContext<String, Contribution> context;
    private KeyValueStore<String, byte[]> journeys;
    private KeyValueStore<String, byte[]> itineraries;
    private KeyValueStore<byte[], byte[]> expiries;
    private long watermark;
    private long expiredUpToHour;
    private Cancellable punctuation;

    private FollowJourney(
            PortCatalogue ports, Retention retention, boolean eventClock, Serializer<TrainMovement> encoder) {
        this.ports = ports;
        this.retention = retention;
        this.eventClock = eventClock;
        this.encoder = encoder;
    }

    /**
     * How long journeys are kept after their last event, on the pipeline's clock.
     *
     * @param finished of a run that has left and, at a border port, was released
     * @param unfinished of any other
     * @param mostReports of one run at one facility
     */
    public record Retention(Duration finished, Duration unfinished, int mostReports) {}

    /**
     * The step and its stores.
     *
     * @param eventClock whether journeys expire by the event clock rather than the time of day
     * @param encoder for what goes to the rejects
     */
    public static ProcessorSupplier<String, TrainMovement, String, Contribution> of(
            PortCatalogue ports, Retention retention, boolean eventClock, Serializer<TrainMovement> encoder) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, TrainMovement, String, Contribution> get() {
                return new FollowJourney(ports, retention, eventClock, encoder);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(JOURNEYS_STORE),
                                        Serdes.String(),
                                        Serdes.ByteArray())
                                .withCachingEnabled(),
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(ITINERARIES_STORE),
                                        Serdes.String(),
                                        Serdes.ByteArray())
                                .withCachingEnabled(),
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(EXPIRIES_STORE),
                                        Serdes.ByteArray(),
                                        Serdes.ByteArray())
                                .withCachingEnabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, Contribution> context) {
        this.context = context;
        this.journeys = context.getStateStore(JOURNEYS_STORE);
        this.itineraries = context.getStateStore(ITINERARIES_STORE);
        this.expiries = context.getStateStore(EXPIRIES_STORE);
        this.watermark = Long.MIN_VALUE;
        this.expiredUpToHour = 0;
        if (punctuation != null) {
            // A task that is revived is initialised again.
            punctuation.cancel();
        }
        punctuation = context.schedule(LOOK_FOR_EXPIRED, PunctuationType.WALL_CLOCK_TIME, this::expire);
    }

    @Override
    public void process(Record<String, TrainMovement> record) {
        TrainMovement movement = record.value();
        Report report = Report.of(movement);
        if (report.occurredAt() > watermark) {
            watermark = report.occurredAt();
            context.forward(new Record<>("", new Contribution.Watermark(watermark), record.timestamp()));
        }
        String facility = movement.getFacility();
        String key = movement.getTrainRunId() + SEPARATOR + facility;
        byte[] stored = journeys.get(key);
        Journey before = stored == null ? Journey.EMPTY : Journey.fromBytes(stored);
        Journey after = before.with(report);
        if (after == before) {
            return;
        }
        if (after.size() > retention.mostReports()) {
            reject(record);
            return;
        }
        Measurements was = Measurements.of(before, facility, ports);
        Measurements is = Measurements.of(after, facility, ports);
        journeys.put(key, after.toBytes());
        keepExpiry(key, before.size() == 0 ? -1 : dueHour(was), dueHour(is));
        tell(movement.getTrainRunId(), facility, was, is, record.timestamp());
        if (!Objects.equals(was.stop(), is.stop())) {
            followItinerary(movement.getTrainRunId(), facility, is.stop(), record.timestamp());
        }
    }

    /** Places that are not in the catalogue, and neither an end of the run nor named as one, bear on no transit. */
    private void followItinerary(String run, String facility, Stop stop, long timestamp) {
        byte[] stored = itineraries.get(run);
        Itinerary before = stored == null ? Itinerary.EMPTY : Itinerary.fromBytes(stored);
        Itinerary after = withNamedEnds(run, before.with(facility, stop)).bearing(ports);
        if (before.isEmpty() && after.isEmpty()) {
            return;
        }
        itineraries.put(run, after.isEmpty() ? null : after.toBytes());
        keepExpiry(run + SEPARATOR, before.isEmpty() ? -1 : dueHour(before), after.isEmpty() ? -1 : dueHour(after));
        tell(Measurements.difference(before.transits(ports), after.transits(ports)), timestamp);
    }

    /** Before it was named as an end of the run, a place outside the catalogue had no stop in the itinerary. */
    private Itinerary withNamedEnds(String run, Itinerary itinerary) {
        Itinerary complete = itinerary;
        for (String end : itinerary.namedEnds()) {
            if (!complete.stopsAt(end) && ports.find(end).isEmpty()) {
                byte[] stored = journeys.get(run + SEPARATOR + end);
                if (stored != null) {
                    complete = complete.with(
                            end,
                            Measurements.of(Journey.fromBytes(stored), end, ports)
                                    .stop());
                }
            }
        }
        return complete;
    }

    private void tell(String run, String facility, Measurements was, Measurements is, long timestamp) {
        tell(is.panesSince(was), timestamp);
        if (!is.standing().equals(was.standing())) {
            context.forward(new Record<>(
                    Dimension.port(facility).key(),
                    new Contribution.StandingChange(run, is.standing().orElse(null)),
                    timestamp));
        }
    }

    private void tell(Map<Measurements.Place, Pane> changes, long timestamp) {
        changes.forEach((place, change) -> context.forward(
                new Record<>(place.dimension().key(), new Contribution.PaneChange(place.minute(), change), timestamp)));
    }

    private void reject(Record<String, TrainMovement> record) {
        if (record.headers().lastHeader(RejectHeaders.TOPIC) == null) {
            RecordMetadata origin = context.recordMetadata().orElseThrow();
            RejectHeaders.putOrigin(record.headers(), origin.topic(), origin.partition(), origin.offset());
        }
        RejectHeaders.putReason(
                record.headers(),
                RejectReason.TOO_MANY_REPORTS.name(),
                "run " + record.key() + " has " + retention.mostReports() + " reports at "
                        + record.value().getFacility() + "; this would be one more",
                null);
        context.forward(record.withValue(new Contribution.Overflow(encoder.serialize("", record.value()))));
    }

    private long dueHour(Measurements measurements) {
        Duration kept = measurements.isFinished() ? retention.finished() : retention.unfinished();
        return Math.floorDiv(measurements.lastOccurredAt() + kept.toMillis(), HOUR) + 1;
    }

    private long dueHour(Itinerary itinerary) {
        return Math.floorDiv(itinerary.lastAt() + retention.finished().toMillis(), HOUR) + 1;
    }

    private void keepExpiry(String key, long wasDue, long isDue) {
        if (wasDue == isDue) {
            return;
        }
        if (wasDue >= 0) {
            expiries.delete(expiryKey(wasDue, key));
        }
        if (isDue >= 0) {
            expiries.put(expiryKey(isDue, key), PRESENT);
            expiredUpToHour = Math.min(expiredUpToHour, isDue);
        }
    }

    private void expire(long wallClock) {
        long clock = eventClock ? watermark : wallClock;
        if (clock < 0 || Math.floorDiv(clock, HOUR) < expiredUpToHour) {
            return;
        }
        long hour = Math.floorDiv(clock, HOUR);
        int expired = 0;
        try (KeyValueIterator<byte[], byte[]> due =
                expiries.range(expiryKey(expiredUpToHour, ""), expiryKey(hour + 1, ""))) {
            while (due.hasNext()) {
                KeyValue<byte[], byte[]> entry = due.next();
                expiries.delete(entry.key);
                forget(new String(entry.key, Long.BYTES, entry.key.length - Long.BYTES, StandardCharsets.UTF_8), hour);
                expired++;
            }
        }
        expiredUpToHour = hour + 1;
        if (expired > 0) {
            LOG.info("Task {} forgot {} journeys past their retention", context.taskId(), expired);
        }
    }

    private void forget(String key, long hour) {
        if (key.indexOf(SEPARATOR) == key.length() - 1) {
            forgetItinerary(key.substring(0, key.length() - 1), hour);
            return;
        }
        byte[] stored = journeys.get(key);
        if (stored == null) {
            return;
        }
        int separator = key.lastIndexOf(SEPARATOR);
        String run = key.substring(0, separator);
        String facility = key.substring(separator + 1);
        Measurements measurements = Measurements.of(Journey.fromBytes(stored), facility, ports);
        if (dueHour(measurements) > hour) {
            // The retention, or the port catalogue, was changed since the expiry was noted.
            expiries.put(expiryKey(dueHour(measurements), key), PRESENT);
            return;
        }
        journeys.delete(key);
        if (measurements.standing().isPresent()) {
            LOG.warn(
                    "Run {} was never reported as finished at {}; it no longer counts as standing there",
                    run,
                    facility);
            context.forward(new Record<>(
                    Dimension.port(facility).key(),
                    new Contribution.StandingChange(run, null),
                    context.currentSystemTimeMs()));
        }
    }

    private void forgetItinerary(String run, long hour) {
        byte[] stored = itineraries.get(run);
        if (stored == null) {
            return;
        }
        long due = dueHour(Itinerary.fromBytes(stored));
        if (due > hour) {
            expiries.put(expiryKey(due, run + SEPARATOR), PRESENT);
        } else {
            itineraries.delete(run);
        }
    }

    private static byte[] expiryKey(long hour, String key) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(hour)
                .put(text)
                .array();
    }
}
