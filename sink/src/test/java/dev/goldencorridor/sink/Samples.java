package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.ClearanceLatency;
import dev.goldencorridor.schemas.ConsigneeTonnes;
import dev.goldencorridor.schemas.CorridorClock;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.DurationStatistics;
import dev.goldencorridor.schemas.PortStatus;
import dev.goldencorridor.schemas.RunCall;
import dev.goldencorridor.schemas.StepDuration;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;

/** Aggregates and alerts as the stream processor writes them, and a registry with their schemas. */
final class Samples {
    static final Instant NOON = Instant.parse("2025-10-01T12:00:00Z");
    static final Uuid TOPIC_ID = new Uuid(1, 2);

    private final Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));

    static TripCounts trips(long trips, Instant asOf, long revision) {
        return new TripCounts(
                "PORT",
                "CNHRS",
                null,
                null,
                "PT24H",
                asOf.minus(Duration.ofHours(24)),
                asOf.plusSeconds(60),
                trips,
                trips,
                0L,
                0L,
                50L,
                108L,
                107L,
                107.0 / 108,
                2_000.125,
                0L,
                null,
                null,
                null,
                null,
                null,
                null,
                2L,
                Map.of("87", 9.5, "10", 1.25),
                1L,
                List.of(new ConsigneeTonnes("Steppe Trading", "10", 1.25)),
                asOf,
                revision);
    }

    static ClearanceLatency clearance(Instant asOf) {
        StepDuration step = new StepDuration("ARRIVAL_TO_LODGED", 1L, 60.0, 60.0, 60.0, 60.0, 60.0, 60.0);
        return new ClearanceLatency(
                "PORT",
                "CNHRS",
                "PT1H",
                asOf.minus(Duration.ofHours(1)),
                asOf.plusSeconds(60),
                1L,
                3_600.5,
                3_600.0,
                3_600.0,
                3_600.0,
                3_600.0,
                3_600.5,
                1.0,
                0.0,
                2L,
                7_200.0,
                List.of(step),
                0L,
                List.of(),
                null,
                asOf,
                3L);
    }

    static DurationStatistics dwell(Instant asOf) {
        return new DurationStatistics(
                "HUB",
                "CNXAG",
                null,
                null,
                "PT1H",
                asOf.minus(Duration.ofHours(1)),
                asOf.plusSeconds(60),
                0L,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "PREVIOUS",
                60.0,
                null,
                asOf,
                1L);
    }

    static PortStatus port(Instant asOf) {
        return new PortStatus("CNHRS", 3L, 2L, 1L, 1.0E8, "CN|X8003|2025-09-30", asOf, 9L);
    }

    /** A run that waits at a port for its release, with one open alert. */
    static TrainRunStatus run(Instant asOf) {
        String run = "CN|X8003|2025-09-30";
        RunCall call = new RunCall(
                "CNHRS", asOf.minusSeconds(3_600), asOf.minusSeconds(60), null, null, null, null, asOf.plusSeconds(60));
        return TrainRunStatus.newBuilder()
                .setTrainRunId(run)
                .setTrainNumber("X8003")
                .setDirection("OUTBOUND")
                .setState("AT_PLACE")
                .setLastFacility("CNHRS")
                .setLastEvent("ARRIVAL")
                .setLastOccurredAt(asOf.minusSeconds(60))
                .setLatenessSeconds(3_540.0)
                .setAlerts(List.of(alertKey("CNHRS")))
                .setWorstSeverity("CRITICAL")
                .setGrossTonnes(2_000.125)
                .setCalls(List.of(call))
                .setAsOf(asOf)
                .setRevision(2)
                .build();
    }

    static CorridorClock clock(Instant asOf) {
        return new CorridorClock(asOf, "wall", null);
    }

    /** An alert for a train whose clearance at this facility is overdue. */
    static DelayAlert alert(String facility, String severity, String state, long revision) {
        boolean cleared = state.equals("CLEARED");
        return new DelayAlert(
                facility,
                "CN|X8003|2025-09-30",
                "X8003",
                "CLEARANCE_OVERDUE",
                state,
                severity,
                90_000.0,
                86_400.0,
                null,
                NOON.minus(Duration.ofHours(25)),
                NOON.minus(Duration.ofHours(1)),
                cleared ? NOON : null,
                cleared ? "RELEASED" : null,
                null,
                null,
                NOON,
                revision);
    }

    /** The key of {@link #alert}. */
    static String alertKey(String facility) {
        return facility + "|CN|X8003|2025-09-30|CLEARANCE_OVERDUE";
    }

    WireDeserializer<SpecificRecord> deserializer(AggregateRoute route) {
        return new WireDeserializer<>(registry, route.schema());
    }

    /** Decodes an alert in Avro. */
    DelayAlert alert(byte[] value) {
        return new WireDeserializer<DelayAlert>(registry, DelayAlert.getClassSchema()).deserialize("", value);
    }

    byte[] bytes(SpecificRecord aggregate) {
        return new WireSerializer<>(registry, aggregate.getSchema()).serialize("", aggregate);
    }

    AggregateDeliveryRoute avro(AggregateRoute route) {
        return avro(route, Duration.ofMillis(250));
    }

    AggregateDeliveryRoute avro(AggregateRoute route, Duration interval) {
        return new AggregateDeliveryRoute(
                route,
                deserializer(route),
                new AvroFormat(route.downstream(), deserializer(route)),
                interval,
                notDelivered(route));
    }

    AggregateDeliveryRoute json(AggregateRoute route) {
        return new AggregateDeliveryRoute(
                route, deserializer(route), new JsonFormat(), Duration.ofMillis(250), notDelivered(route));
    }

    private static SinkMetrics.NotDelivered notDelivered(AggregateRoute route) {
        return new SinkMetrics(new Metrics()).notDelivered(route.downstream());
    }

    /** @param topics the number of partitions of each existing topic of delays; queried every two seconds at most */
    AlertDeliveryRoute alerts(boolean json, Map<String, Integer> topics) {
        WireDeserializer<DelayAlert> deserializer = new WireDeserializer<>(registry, DelayAlert.getClassSchema());
        return new AlertDeliveryRoute(
                deserializer,
                json ? new JsonFormat() : new AvroFormat("corridor.delays", deserializer),
                new AlertRouting(
                        PublisherCatalogue.builtIn(), new DelayTopics(requested -> existing(requested, topics))));
    }

    private static Map<String, Integer> existing(Collection<String> requested, Map<String, Integer> topics) {
        Map<String, Integer> found = new HashMap<>(topics);
        found.keySet().retainAll(requested);
        return found;
    }

    /** All topics with the same id. */
    static Map<String, Uuid> topicIds(Collection<String> topics) {
        return topics.stream().collect(Collectors.toMap(topic -> topic, topic -> TOPIC_ID));
    }

    static ConsumerRecord<byte[], byte[]> received(String topic, long offset, String key, byte[] value) {
        return new ConsumerRecord<>(topic, 0, offset, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }
}
