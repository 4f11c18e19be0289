package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Input topics that are not as declared, at start-up and at run time, are not read. All other topics are read. */
class UnfitInputIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> FIT =
            Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "8388608");

    @TempDir
    private Path directory;

    private KillableCorridor corridor;
    private Admin admin;
    private int trips;

    @BeforeEach
    void start() throws Exception {
        Path publishers = directory.resolve("publishers.csv");
        Files.writeString(publishers, "publisher,facilities\nforged,forged:1\nwide,wide:1\nsparse,sparse:1\n");
        corridor = new KillableCorridor(
                STACK.registryUrl(), Map.of(CommonSettings.PUBLISHERS_FILE_CONFIG, publishers.toString()));
        admin = corridor.admin();
    }

    @AfterEach
    void stop() {
        admin.close();
        corridor.close();
    }

    @Test
    void unfitTopicsOfRunTimeAreReportedAndReadOnceTheyAreMended() throws Exception {
        InProcessApplication processor = corridor.runProcessor();
        corridor.runSink();
        publish("khorgos", "CNHRS");
        awaitTrips("PORT/CNHRS", 1);

        create("forged", 4, Map.of("message.timestamp.type", "CreateTime"));
        create("wide", 9, Map.of());
        create("sparse", 4, Map.of("cleanup.policy", "compact"));
        publish("forged", "forged:1");
        // Another producer sends to the new topic later, because this one would keep its nine partitions.
        corridor.publishRaw("wide", 8, "run", new byte[1]);
        publish("sparse", "sparse:1");
        awaitReport("movements.forged is not read: message.timestamp.type is CreateTime, declared LogAppendTime");
        awaitReport("movements.wide is not read: has 9 partitions, declared 4");
        awaitReport("movements.sparse is not read: cleanup.policy is compact, declared delete");
        publish("khorgos", "CNHRS");
        awaitTrips("PORT/CNHRS", 2);
        assertThat(trips("HUB/forged:1")).isEqualTo(-1);
        assertThat(trips("HUB/wide:1")).isEqualTo(-1);
        assertThat(trips("HUB/sparse:1")).isEqualTo(-1);

        // Its records still have the timestamp of the publisher, which the processor accepts up to its own clock.
        alter("forged", "message.timestamp.type", "LogAppendTime");
        alter("sparse", "cleanup.policy", "delete");
        admin.deleteTopics(List.of("movements.wide")).all().get();
        await().atMost(LIMIT).until(() -> !admin.listTopics().names().get().contains("movements.wide"));
        create("wide", 4, Map.of());
        publish("wide", "wide:1");
        awaitTrips("HUB/forged:1", 1);
        awaitTrips("HUB/sparse:1", 1);
        awaitTrips("HUB/wide:1", 1);

        assertThat(processor.isAlive()).isTrue();
        assertThat(corridor.processorLog()).doesNotContain("stream thread died", "gives up");
    }

    @Test
    void aTopicThatIsAlteredWhileItIsReadIsLeftAloneUntilItIsMended() throws Exception {
        InProcessApplication processor = corridor.runProcessor();
        corridor.runSink();
        publish("khorgos", "CNHRS");
        publish("alashankou", "CNAKL");
        awaitTrips("PORT/CNHRS", 1);
        awaitTrips("PORT/CNAKL", 1);

        alter("khorgos", "message.timestamp.type", "CreateTime");
        awaitReport("movements.khorgos is not read");
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
        publish("khorgos", "CNHRS");
        publish("alashankou", "CNAKL");
        awaitTrips("PORT/CNAKL", 2);
        assertThat(trips("PORT/CNHRS")).isEqualTo(1);

        alter("khorgos", "message.timestamp.type", "LogAppendTime");
        awaitTrips("PORT/CNHRS", 2);
        assertThat(corridor.processorLog()).doesNotContain("stream thread died", "gives up");

        // Streams threads end when a source topic leaves the subscription. New threads replace them.
        admin.createPartitions(Map.of("movements.khorgos", NewPartitions.increaseTo(6)))
                .all()
                .get();
        awaitReport("movements.khorgos is not read: has 6 partitions, declared 4");
        publish("alashankou", "CNAKL");
        awaitTrips("PORT/CNAKL", 3);
        assertThat(processor.isAlive()).isTrue();
    }

    @Test
    void aTopicThatIsUnfitAtTheStartDoesNotKeepTheProcessorFromRunning() throws Exception {
        create("wide", 9, Map.of());
        alter("khorgos", "message.timestamp.type", "CreateTime");
        publish("khorgos", "CNHRS");
        publish("alashankou", "CNAKL");
        InProcessApplication processor = corridor.runProcessor("clock=wall");
        corridor.runSink("clock=wall");
        awaitTrips("PORT/CNAKL", 1);
        awaitReport("movements.khorgos is not read");
        assertThat(trips("PORT/CNHRS")).isLessThanOrEqualTo(0);
        alter("khorgos", "message.timestamp.type", "LogAppendTime");
        awaitTrips("PORT/CNHRS", 1);
        assertThat(processor.isAlive()).isTrue();
    }

    private void publish(String publisher, String facility) throws Exception {
        trips++;
        Instant now = Instant.now();
        corridor.publish(new TrainMovement(
                UUID.randomUUID(),
                null,
                "CR|X" + trips + "|2026-10-30",
                "X" + trips,
                facility,
                Direction.DOMESTIC,
                now,
                null,
                now,
                publisher,
                new Departure(null, null, null, null, null, null)));
        corridor.flush();
    }

    private long trips(String dimension) {
        SpecificRecord value = corridor.downstream(AggregateRoute.TRIPS).get(dimension + "/PT24H");
        return value == null ? -1 : ((TripCounts) value).getTrips();
    }

    private void awaitTrips(String dimension, long expected) {
        await(dimension).atMost(LIMIT).until(() -> trips(dimension) == expected);
    }

    private void awaitReport(String text) {
        await(text).atMost(LIMIT).until(() -> corridor.processorLog().contains(text));
    }

    private void create(String publisher, int partitions, Map<String, String> configuration) throws Exception {
        Map<String, String> all = new HashMap<>(FIT);
        all.put("max.decompressed.message.bytes", "1572864");
        all.putAll(configuration);
        String name = TopicCatalogue.movementsOf(publisher);
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(all)))
                .all()
                .get();
        await().atMost(LIMIT).until(() -> admin.listTopics().names().get().contains(name));
    }

    private void alter(String publisher, String entry, String value) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> change = Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, TopicCatalogue.movementsOf(publisher)),
                List.of(new AlterConfigOp(new ConfigEntry(entry, value), AlterConfigOp.OpType.SET)));
        admin.incrementalAlterConfigs(change).all().get();
    }
}
