package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.Corridor;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code corridor reset} on a real broker restores published values, and reports and deletes lost ones. */
class ResetIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final String KHORGOS = "movements.khorgos";
    private static final String ALERT = "CNHRS|CR|X8101|2026-11-18|CLEARANCE_OVERDUE";
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final StringWriter out = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 8, unit = TimeUnit.MINUTES)
    void aResetRemembersWhatWasPublishedAndDeletesWhatItCannotCountAgain() throws Exception {
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
                Admin admin = corridor.admin()) {
            assertThat(reset(corridor)).isEqualTo(2);
            assertThat(out.toString()).contains("there is no application corridor-processor.");
            InProcessApplication processor = corridor.runProcessor();
            departures(corridor, "2025-11-02", 5, Instant.parse("2025-11-03T08:00:00Z"));
            Map<TopicPartition, Long> afterFormer = ends(admin);
            TrainMovement last = movement("CR|X8201|2026-11-19", NOW, new Departure());
            publishThisYear(corridor, last);
            awaitTrips(corridor, "PORT/CNHRS/YEAR:2025", 5);
            awaitTrips(corridor, "PORT/CNHRS/YEAR:2026", 8);
            await().atMost(LIMIT).until(() -> alerts(corridor).size() == 1);
            assertThat(reset(corridor)).isNotZero();
            processor.stop();

            resetWhileNoMovementIsGone(corridor);
            delete(admin, afterFormer);
            resetAfterMovementsAreGone(corridor, last);
        }
    }

    private static void publishThisYear(KillableCorridor corridor, TrainMovement last) {
        departures(corridor, "2026-11-17", 7, NOW.minus(Duration.ofDays(2)));
        corridor.publish(movement("CR|X8101|2026-11-18", NOW.minus(Duration.ofHours(30)), new Arrival()));
        corridor.publish(last);
        corridor.flush();
    }

    private void resetWhileNoMovementIsGone(KillableCorridor corridor) throws Exception {
        final Map<String, TripCounts> before = trips(corridor);
        assertThat(reset(corridor)).isZero();
        assertThat(out.toString())
                .contains(
                        "14 movements of",
                        "no movement is gone",
                        "1 alerts are open; 0 of them",
                        "1 trains are at ports");
        InProcessApplication processor = corridor.runProcessor();
        for (String year : List.of("PORT/CNHRS/YEAR:2025", "PORT/CNHRS/YEAR:2026")) {
            awaitTrips(corridor, year, before.get(year).getTrips());
            await().atMost(LIMIT)
                    .until(() -> trips(corridor).get(year).getRevision()
                            > before.get(year).getRevision());
        }
        awaitEvaluated(corridor, "CR|X8301|2026-11-16");
        assertThat(alerts(corridor)).extracting(DelayAlert::getState).containsExactly("RAISED");
        processor.stop();
    }

    private void resetAfterMovementsAreGone(KillableCorridor corridor, TrainMovement last) throws Exception {
        final Map<String, TripCounts> published = trips(corridor);
        long periods =
                published.keySet().stream().filter(key -> key.contains(":")).count();
        assertThat(reset(corridor)).isZero();
        assertThat(out.toString())
                .contains(
                        "; earlier ones are gone",
                        "corridor.trips: " + periods + " periods",
                        "1 alerts are open; 1 of");
        // The brokers end a committed transaction in each partition shortly after they confirm it.
        await().atMost(LIMIT).until(() -> trips(corridor).keySet().stream().noneMatch(key -> key.contains(":")));
        InProcessApplication processor = corridor.runProcessor();
        long revision = published.get("PORT/CNHRS/P7D").getRevision();
        await().atMost(LIMIT).untilAsserted(() -> {
            TripCounts window = trips(corridor).get("PORT/CNHRS/P7D");
            assertThat(window.getTrips()).isEqualTo(9);
            assertThat(window.getRevision()).isGreaterThan(revision);
        });
        corridor.publish(movement("CR|X8101|2026-11-18", NOW, new Departure()));
        corridor.publish(last);
        corridor.flush();
        awaitTrips(corridor, "PORT/CNHRS/P7D", 10);
        await().atMost(LIMIT).until(() -> alerts(corridor).size() == 2);
        assertThat(alerts(corridor)).extracting(DelayAlert::getRevision).containsExactly(1L, 2L);
        assertThat(alerts(corridor).get(1).getClearedCause()).isEqualTo("DEPARTED");
        assertThat(trips(corridor).keySet()).noneMatch(key -> key.contains(":"));
        processor.stop();
    }

    private static void departures(KillableCorridor corridor, String day, int trains, Instant from) {
        for (int i = 0; i < trains; i++) {
            corridor.publish(movement("CR|X800" + i + "|" + day, from.plusSeconds(60L * i), new Departure()));
        }
        corridor.flush();
    }

    private static TrainMovement movement(String run, Instant at, Object detail) {
        return TrainMovement.newBuilder()
                .setEventId(UUID.randomUUID())
                .setTrainRunId(run)
                .setTrainNumber(run.substring(3, run.lastIndexOf('|')))
                .setFacility("CNHRS")
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(at)
                .setCreatedAt(at)
                .setPublisher("khorgos")
                .setDetail(detail)
                .build();
    }

    /**
     * Alerts are evaluated again after the re-reading. An alert that fell due since then shows that it is over.
     */
    private static void awaitEvaluated(KillableCorridor corridor, String run) {
        corridor.publish(movement(run, NOW.minus(Duration.ofDays(3)), new Arrival()));
        corridor.flush();
        await().atMost(LIMIT)
                .until(() -> read(corridor, TopicCatalogue.DELAYS, "CNHRS|" + run + "|CLEARANCE_OVERDUE")
                                .size()
                        == 1);
        corridor.publish(movement(run, NOW.minus(Duration.ofDays(2)), new Departure()));
        corridor.flush();
        awaitTrips(corridor, "PORT/CNHRS/YEAR:2026", 9);
    }

    private static void awaitTrips(KillableCorridor corridor, String key, long count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(trips(corridor).get(key))
                .isNotNull()
                .extracting(TripCounts::getTrips)
                .isEqualTo(count));
    }

    private static Map<String, TripCounts> trips(KillableCorridor corridor) {
        Map<String, TripCounts> trips = new HashMap<>();
        corridor.latest(AggregateRoute.TRIPS, "corridor.trips")
                .forEach((key, value) -> trips.put(key, (TripCounts) value));
        return trips;
    }

    private static List<DelayAlert> alerts(KillableCorridor corridor) {
        return read(corridor, TopicCatalogue.DELAYS, ALERT);
    }

    private static List<DelayAlert> read(KillableCorridor corridor, String topic, String key) {
        WireDeserializer<DelayAlert> decoder = new WireDeserializer<>(corridor.registry(), DelayAlert.getClassSchema());
        List<DelayAlert> alerts = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : corridor.read(topic)) {
            if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                alerts.add(decoder.deserialize(topic, record.value()));
            }
        }
        return alerts;
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        admin.describeTopics(List.of(KHORGOS))
                .allTopicNames()
                .get()
                .get(KHORGOS)
                .partitions()
                .forEach(partition ->
                        asked.put(new TopicPartition(KHORGOS, partition.partition()), OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked).all().get().forEach((partition, found) -> ends.put(partition, found.offset()));
        return ends;
    }

    private static void delete(Admin admin, Map<TopicPartition, Long> before) throws Exception {
        Map<TopicPartition, RecordsToDelete> records = new HashMap<>();
        before.forEach((partition, offset) -> records.put(partition, RecordsToDelete.beforeOffset(offset)));
        admin.deleteRecords(records).all().get();
    }

    private int reset(KillableCorridor corridor) {
        out.getBuffer().setLength(0);
        return Corridor.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(Stream.concat(
                                Stream.of(
                                        "reset",
                                        "--yes",
                                        "--dir",
                                        directory.toString(),
                                        "--set",
                                        "processor.state.dir=" + directory.resolve("state")),
                                corridor.connection().options().stream())
                        .toArray(String[]::new));
    }
}
