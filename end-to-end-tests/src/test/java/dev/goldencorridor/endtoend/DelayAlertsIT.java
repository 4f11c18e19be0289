package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Trains without further reports, on the wall clock: from the publication of the arrival to the alert downstream. */
class DelayAlertsIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String KHORGOS = "delays.khorgos";
    private static final Duration OVERDUE = Duration.ofSeconds(30);

    private KillableCorridor corridor;
    private WireDeserializer<DelayAlert> decoder;

    @BeforeEach
    void open() throws IOException {
        corridor = new KillableCorridor(
                STACK.registryUrl(),
                Map.of("clock", "wall", "delays.clearance.overdue", OVERDUE.toSeconds() + "s,-,24h"));
        decoder = new WireDeserializer<>(corridor.registry(), DelayAlert.getClassSchema());
    }

    @AfterEach
    void close() {
        corridor.close();
    }

    @Test
    void trainsThatFallDueAroundAKillAreEachAlertedOnceAndClearedOnceTheyAreReleased() throws Exception {
        Process processor = corridor.startProcessor();
        corridor.runSink();
        int trains = 300;
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Map<String, Instant> dueByKey = new HashMap<>();
        for (int i = 0; i < trains; i++) {
            // Their alerts fall due one after the other: before the kill, while no process runs, and after the restart.
            Instant arrivedAt = start.minus(OVERDUE).plusMillis(100L * i);
            corridor.publish(movement(run(i), arrivedAt, new Arrival()));
            dueByKey.put(key(run(i)), arrivedAt.plus(OVERDUE));
        }
        corridor.flush();
        await().atMost(LIMIT).until(() -> corridor.read(KHORGOS).size() > 20);
        ApplicationProcess.kill(processor);
        corridor.runProcessor();

        await().atMost(LIMIT).until(() -> corridor.read(KHORGOS).size() >= trains);
        assertThat(alerts()).hasSize(trains).allSatisfy((key, revisions) -> {
            assertThat(revisions).hasSize(1);
            DelayAlert alert = revisions.get(0);
            assertThat(alert.getState()).isEqualTo("RAISED");
            assertThat(alert.getRevision()).isOne();
            assertThat(alert.getRaisedAt()).isAfterOrEqualTo(dueByKey.get(key));
        });

        for (int i = 0; i < trains; i++) {
            corridor.publish(
                    movement(run(i), Instant.now(), new Clearance(ClearanceStep.RELEASED, null, null, null, null)));
        }
        corridor.flush();
        await().atMost(LIMIT).until(() -> corridor.read(KHORGOS).size() >= 2 * trains);
        assertThat(alerts()).hasSize(trains).allSatisfy((key, revisions) -> {
            assertThat(revisions).hasSize(2);
            assertThat(revisions.get(1).getState()).isEqualTo("CLEARED");
            assertThat(revisions.get(1).getClearedCause()).isEqualTo("RELEASED");
            assertThat(revisions.get(1).getRaisedAt())
                    .isEqualTo(revisions.get(0).getRaisedAt());
        });
        assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
    }

    @Test
    void aStormOfAlertsIsDeliveredWholeWhileCountsGoOn() throws Exception {
        corridor.runProcessor();
        corridor.runSink();
        int trains = 10_000;
        Instant arrivedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (int i = 0; i < trains; i++) {
            corridor.publish(movement(run(i), arrivedAt, new Arrival()));
        }
        corridor.flush();
        await().atMost(LIMIT).until(() -> !corridor.read(KHORGOS).isEmpty());
        int departures = 100;
        for (int i = 0; i < departures; i++) {
            corridor.publish(departure("CR|X1" + i + "|2026-11-01", Instant.now()));
        }
        corridor.flush();
        await().atMost(LIMIT).until(() -> trips("HUB/CNXAG/PT1H") == departures);
        await().atMost(LIMIT).until(() -> corridor.read(KHORGOS).size() >= trains);

        Set<String> keys = new HashSet<>();
        alerts().forEach((key, revisions) -> {
            keys.add(key);
            assertThat(revisions).hasSize(1);
            // A slow machine may read an arrival after its alert is due.
            assertThat(revisions.get(0).getRaisedAt()).isAfterOrEqualTo(arrivedAt.plus(OVERDUE));
        });
        assertThat(keys).hasSize(trains);
        assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
    }

    private Map<String, List<DelayAlert>> alerts() {
        Map<String, List<DelayAlert>> byKey = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(KHORGOS)) {
            byKey.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
                    .add(decoder.deserialize(record.topic(), record.value()));
        }
        return byKey;
    }

    private long trips(String key) {
        SpecificRecord counts = corridor.downstream(AggregateRoute.TRIPS).get(key);
        return counts == null ? 0 : ((TripCounts) counts).getTrips();
    }

    private static String run(int number) {
        return "CR|X" + number + "|2026-10-31";
    }

    private static String key(String run) {
        return "CNHRS|" + run + "|CLEARANCE_OVERDUE";
    }

    private static TrainMovement movement(String run, Instant at, Object detail) {
        return movement("khorgos", "CNHRS", run, at, detail);
    }

    private static TrainMovement departure(String run, Instant at) {
        return movement(
                "xian",
                "CNXAG",
                run,
                at,
                Departure.newBuilder()
                        .setOrigin("CNXAG")
                        .setDestination("KZALA")
                        .build());
    }

    private static TrainMovement movement(String publisher, String facility, String run, Instant at, Object detail) {
        return TrainMovement.newBuilder()
                .setEventId(UUID.randomUUID())
                .setTrainRunId(run)
                .setTrainNumber(run.substring(3, run.lastIndexOf('|')))
                .setFacility(facility)
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(at)
                .setCreatedAt(at)
                .setPublisher(publisher)
                .setDetail(detail)
                .build();
    }
}
