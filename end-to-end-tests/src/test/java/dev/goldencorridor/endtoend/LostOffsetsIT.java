package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Committed offsets expire after a week without members, and operators delete them; the internal topics remain. */
class LostOffsetsIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String GROUP = ProcessorSettings.definition()
            .defaultValues()
            .get(ProcessorSettings.APPLICATION_ID_CONFIG)
            .toString();
    private static final String PANES = GROUP + "-panes-repartition";

    private final Instant now = Instant.now();

    private interface Loss {
        void inflict(Admin admin) throws Exception;
    }

    @Test
    void whatIsReadAgainAfterTheGroupsOffsetsWereLostIsNotCountedAgain() throws Exception {
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of())) {
            InProcessApplication processor = corridor.runProcessor();
            corridor.runSink();
            keepWhatIsRead(corridor);
            corridor.publish(waiting());
            for (int number = 0; number < 50; number++) {
                corridor.publish(trip(number));
            }
            corridor.flush();
            await().atMost(LIMIT).until(() -> trips(corridor) == 50);
            await().atMost(LIMIT).until(() -> !alerts(corridor).isEmpty());
            List<ByteBuffer> alerts = alerts(corridor);

            processor = restart(corridor, processor, admin -> admin.deleteConsumerGroups(List.of(GROUP))
                    .all()
                    .get());
            countsOneMore(corridor, 51);

            processor = restart(corridor, processor, admin -> admin.deleteConsumerGroupOffsets(
                            GROUP, ofPanes(admin).keySet())
                    .all()
                    .get());
            countsOneMore(corridor, 52);

            restart(corridor, processor, admin -> admin.alterConsumerGroupOffsets(GROUP, ofPanes(admin))
                    .all()
                    .get());
            countsOneMore(corridor, 53);

            assertThat(alerts(corridor)).isEqualTo(alerts);
            assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
            assertThat(corridor.processorLog().lines().filter(line -> line.contains("were counted before")))
                    .hasSizeGreaterThanOrEqualTo(3);
        }
    }

    /**
     * Streams deletes consumed records of a repartition topic every half minute. It cannot do so in a compacted topic,
     * so the test always has records to read again.
     */
    private static void keepWhatIsRead(KillableCorridor corridor) {
        AlterConfigOp compacted = new AlterConfigOp(
                new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
                AlterConfigOp.OpType.SET);
        try (Admin admin = corridor.admin()) {
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                ConfigResource panes = new ConfigResource(ConfigResource.Type.TOPIC, PANES);
                admin.incrementalAlterConfigs(Map.of(panes, List.of(compacted)))
                        .all()
                        .get();
                return true;
            });
        }
    }

    private static InProcessApplication restart(KillableCorridor corridor, InProcessApplication processor, Loss loss)
            throws Exception {
        processor.stop();
        try (Admin admin = corridor.admin()) {
            // The group refuses until it notices that its members have left.
            await().atMost(LIMIT).ignoreExceptions().until(() -> {
                loss.inflict(admin);
                return true;
            });
        }
        return corridor.runProcessor();
    }

    private void countsOneMore(KillableCorridor corridor, int expected) {
        corridor.publish(trip(expected));
        corridor.flush();
        await().atMost(LIMIT).until(() -> trips(corridor) >= expected);
        await().during(Duration.ofSeconds(3)).atMost(LIMIT).untilAsserted(() -> assertThat(trips(corridor))
                .isEqualTo(expected));
    }

    /** Commits offsets far beyond the end of each partition. */
    private static Map<TopicPartition, OffsetAndMetadata> ofPanes(Admin admin) throws Exception {
        int partitions = admin.describeTopics(List.of(PANES))
                .allTopicNames()
                .get()
                .get(PANES)
                .partitions()
                .size();
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            offsets.put(new TopicPartition(PANES, partition), new OffsetAndMetadata(1_000_000_000));
        }
        return offsets;
    }

    private static List<ByteBuffer> alerts(KillableCorridor corridor) {
        return corridor.read("delays.khorgos").stream()
                .map(record -> ByteBuffer.wrap(record.value()))
                .toList();
    }

    private static long trips(KillableCorridor corridor) {
        SpecificRecord value = corridor.downstream(AggregateRoute.TRIPS).get("NETWORK/ALL/PT24H");
        return value == null ? -1 : ((TripCounts) value).getTrips();
    }

    /** All reports have the same time, so that the event clock does not advance and no alert changes. */
    private TrainMovement trip(int number) {
        return movement("X" + number, now, new Departure("CNXAG", "KZALA", null, null, null, null));
    }

    private TrainMovement waiting() {
        return movement("W1", now.minus(Duration.ofHours(30)), new Arrival("CNXAG", "KZALA", null, null, null, null));
    }

    private TrainMovement movement(String train, Instant at, SpecificRecord detail) {
        return new TrainMovement(
                UUID.randomUUID(),
                null,
                "CR|" + train + "|2026-10-30",
                train,
                "CNHRS",
                Direction.OUTBOUND,
                at,
                null,
                now,
                "khorgos",
                detail);
    }
}
