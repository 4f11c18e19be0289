package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.RejectHeaders;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The sink on a real broker delivers delay alerts that the tests write themselves. */
class AlertDeliveryIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final Duration LIMIT = AlertDriver.LIMIT;
    private static final String KHORGOS = "delays.khorgos";
    private static final String CRITICAL = TopicCatalogue.CRITICAL_DELAYS;
    private static final String RUN = AlertDriver.RUN;
    private static final String KEY = AlertDriver.key("CNHRS", RUN);

    @TempDir
    private Path directory;

    private KillableCorridor corridor;
    private AlertDriver alerts;

    @BeforeEach
    void open() throws IOException {
        corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
        alerts = new AlertDriver(corridor);
    }

    @AfterEach
    void close() {
        alerts.close();
        corridor.close();
    }

    @Test
    void everyRevisionArrivesOnceInOrderAndTheCriticalOnesAtBothTopics() throws Exception {
        corridor.runSink();
        alerts.publish("CNHRS", "MINOR", "RAISED", 1);
        alerts.publish("CNHRS", "MAJOR", "RAISED", 2);
        alerts.publish("CNHRS", "CRITICAL", "RAISED", 3);
        alerts.publish("CNHRS", "CRITICAL", "CLEARED", 4);
        alerts.publish("CNAKL", "MINOR", "RAISED", 1);
        alerts.awaitRevisions(KHORGOS, KEY, 1, 2, 3, 4);
        alerts.awaitRevisions(CRITICAL, KEY, 3, 4);
        alerts.awaitRevisions("delays.alashankou", AlertDriver.key("CNAKL", RUN), 1);
        assertThat(corridor.read(KHORGOS)).hasSize(4).allSatisfy(record -> assertThat(record.partition())
                .isEqualTo(alerts.partitionOf(KEY)));
        assertThat(corridor.read(CRITICAL)).hasSize(2).allSatisfy(record -> assertThat(record.partition())
                .isEqualTo(alerts.partitionOf(KEY)));
        assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
    }

    @Test
    void aTombstoneArrivesAtBothTopicsAndSoDoesTheAlertRaisedAgain() throws Exception {
        corridor.runSink();
        alerts.publish("CNHRS", "CRITICAL", "CLEARED", 2);
        alerts.send(KEY, null);
        alerts.publish("CNHRS", "CRITICAL", "RAISED", 3);
        for (String topic : List.of(KHORGOS, CRITICAL)) {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(corridor.read(topic))
                    .extracting(record -> record.value() == null ? "gone" : "revision " + alerts.revision(record))
                    .containsExactly("revision 2", "gone", "revision 3"));
        }
    }

    @Test
    void jsonArrivesAsTheSameCloudEventOnBothTopics() throws Exception {
        corridor.runSink("sink.format=json");
        alerts.publish("CNHRS", "CRITICAL", "RAISED", 1);
        for (String topic : List.of(KHORGOS, CRITICAL)) {
            await().atMost(LIMIT).until(() -> !corridor.read(topic).isEmpty());
            ConsumerRecord<byte[], byte[]> delivered = corridor.read(topic).get(0);
            JsonNode alert = new ObjectMapper().readTree(delivered.value());
            assertThat(alert.get("raisedAt").textValue()).isEqualTo("2026-10-01T11:00:00Z");
            assertThat(alert.get("severity").textValue()).isEqualTo("CRITICAL");
            assertThat(alert.get("clearedAt").isNull()).isTrue();
            assertThat(AlertDriver.header(delivered, "ce_type")).isEqualTo("dev.goldencorridor.schemas.DelayAlert");
            assertThat(AlertDriver.header(delivered, "ce_id"))
                    .isEqualTo(corridor.idOf(TopicCatalogue.DELAYS) + "/" + alerts.partitionOf(KEY) + "/0");
            assertThat(AlertDriver.header(delivered, "ce_subject")).isEqualTo(KEY);
            assertThat(AlertDriver.header(delivered, "ce_time")).isEqualTo("2026-10-01T12:00:00Z");
            assertThat(AlertDriver.header(delivered, "content-type")).isEqualTo("application/json");
        }
    }

    @Test
    void aTopicThatIsCreatedAgainWithTheSameContentHasOtherEventIds() throws Exception {
        InProcessApplication sink = corridor.runSink("sink.format=json");
        alerts.publish("CNHRS", "CRITICAL", "RAISED", 1);
        await().atMost(LIMIT).until(() -> corridor.read(KHORGOS).size() == 1);
        sink.stop();
        Uuid former = corridor.idOf(TopicCatalogue.DELAYS);
        corridor.recreate(TopicCatalogue.DELAYS);
        alerts.publish("CNHRS", "CRITICAL", "RAISED", 1);
        corridor.runSink("sink.format=json");
        for (String topic : List.of(KHORGOS, CRITICAL)) {
            await().atMost(LIMIT).until(() -> corridor.read(topic).size() == 2);
            String position = "/" + alerts.partitionOf(KEY) + "/0";
            assertThat(corridor.read(topic))
                    .extracting(record -> AlertDriver.header(record, "ce_id"))
                    .containsExactly(former + position, corridor.idOf(TopicCatalogue.DELAYS) + position);
        }
    }

    @Test
    void aKilledSinkAndAStoppedSinkLoseNothingAndRepeatNothing() throws Exception {
        String[] settings = {"sink.instance=one", "kafka.group.instance.id=one"};
        Process killed = corridor.startSink(settings);
        long revisions = 3_000;
        for (long revision = 1; revision <= revisions; revision++) {
            alerts.publishAsync("CNHRS", RUN, "CRITICAL", revision);
            if (revision == revisions / 3) {
                await().atMost(LIMIT).until(() -> !corridor.read(CRITICAL).isEmpty());
            }
        }
        ApplicationProcess.kill(killed);
        Process stopped = corridor.startSink(settings);
        alerts.awaitRevisions(KHORGOS, KEY, LongStream.rangeClosed(1, revisions).toArray());
        stopped.destroy();
        assertThat(stopped.waitFor(15, TimeUnit.SECONDS)).isTrue();
        alerts.publish("CNHRS", "CRITICAL", "CLEARED", revisions + 1);
        corridor.runSink(settings);
        long[] all = LongStream.rangeClosed(1, revisions + 1).toArray();
        alerts.awaitRevisions(KHORGOS, KEY, all);
        alerts.awaitRevisions(CRITICAL, KEY, all);
    }

    @Test
    void anAlertWithoutADestinationIsRejectedAndTheOthersAreDelivered() throws Exception {
        corridor.runSink();
        alerts.publish("uic:7010014", "MINOR", "RAISED", 1);
        alerts.send("CNHRS", alerts.alertOfKhorgos());
        alerts.publish("CNHRS", "MINOR", "RAISED", 1);
        alerts.awaitRevisions(KHORGOS, KEY, 1);
        await().atMost(LIMIT).until(() -> corridor.read(TopicCatalogue.REJECTED).size() == 2);
        assertThat(corridor.read(TopicCatalogue.REJECTED)).anySatisfy(record -> {
            assertThat(AlertDriver.header(record, RejectHeaders.REASON)).isEqualTo("NO_PUBLISHER");
            assertThat(AlertDriver.header(record, RejectHeaders.MESSAGE)).contains("uic:7010014", "publishers.file");
            assertThat(alerts.revision(record)).isOne();
        });
        assertThat(corridor.read(TopicCatalogue.REJECTED))
                .anySatisfy(record -> assertThat(AlertDriver.header(record, RejectHeaders.REASON))
                        .isEqualTo("KEY_NOT_ALERT"));
    }

    @Test
    void aPublisherWithoutATopicStopsNothingAndGetsItsAlertsOnceTheTopicExists() throws Exception {
        Path publishers = Files.writeString(directory.resolve("publishers.csv"), "publisher,facilities\nbaku,AZBAK\n");
        corridor.connection().grant("publishers.file=" + publishers.toAbsolutePath());
        corridor.runSink("publishers.file=" + publishers.toAbsolutePath());
        alerts.publish("AZBAK", "MINOR", "RAISED", 1);
        alerts.publish("CNHRS", "MINOR", "RAISED", 1);
        alerts.awaitRevisions(KHORGOS, KEY, 1);
        await().atMost(LIMIT)
                .until(() -> !corridor.read(TopicCatalogue.REJECTED).isEmpty());
        ConsumerRecord<byte[], byte[]> rejected =
                corridor.read(TopicCatalogue.REJECTED).get(0);
        assertThat(AlertDriver.header(rejected, RejectHeaders.REASON)).isEqualTo("NO_DELAY_TOPIC");
        assertThat(AlertDriver.header(rejected, RejectHeaders.MESSAGE))
                .contains("delays.baku", "corridor topics --apply");

        create("delays.baku");
        long[] revision = {1};
        await().atMost(LIMIT).until(() -> {
            alerts.publish("AZBAK", "MINOR", "RAISED", ++revision[0]);
            return !corridor.read("delays.baku").isEmpty();
        });
    }

    @Test
    void aTopicThatIsDeletedWhileTheSinkRunsDelaysTheOthersOnlyForAWhile() throws Exception {
        corridor.runSink();
        alerts.publish("CNAKL", "MINOR", "RAISED", 1);
        alerts.awaitRevisions("delays.alashankou", AlertDriver.key("CNAKL", RUN), 1);
        try (Admin admin = corridor.admin()) {
            admin.deleteTopics(List.of("delays.alashankou")).all().get();
        }
        alerts.publish("CNAKL", "MINOR", "RAISED", 2);
        alerts.publish("CNHRS", "MINOR", "RAISED", 1);
        alerts.awaitRevisions(KHORGOS, KEY, 1);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(corridor.read(TopicCatalogue.REJECTED))
                .extracting(record -> AlertDriver.header(record, RejectHeaders.REASON))
                .containsExactly("NO_DELAY_TOPIC"));
    }

    @Test
    void tripCountsFlowWhileAStormOfTenThousandAlertsIsDelivered() throws Exception {
        int storm = 10_000;
        for (int train = 0; train < storm; train++) {
            alerts.publishAsync("CNHRS", "CN|X" + train + "|2026-09-30", "CRITICAL", 1);
        }
        alerts.flush();
        int counts = 8;
        for (int hub = 0; hub < counts; hub++) {
            alerts.publishTripCounts(hub);
        }
        corridor.runSink();
        await().atMost(LIMIT).until(() -> corridor.read(CRITICAL).size() == storm);
        await().atMost(LIMIT)
                .until(() -> corridor.downstream(AggregateRoute.TRIPS).size() == counts);

        // The timestamp of a delivered record is that of its transaction.
        List<Long> deliveredAt =
                corridor.read(KHORGOS).stream().map(ConsumerRecord::timestamp).toList();
        assertThat(deliveredAt).hasSize(storm);
        assertThat(corridor.read(AggregateRoute.TRIPS.downstream()))
                .extracting(count -> deliveredAt.stream()
                        .filter(time -> time < count.timestamp())
                        .count())
                .as("alerts delivered before each of the counts, which were written after all of them")
                .hasSize(counts)
                .allSatisfy(before -> assertThat(before).isLessThan(storm / 2));
        assertThat(corridor.read(KHORGOS).stream()
                        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                        .distinct())
                .hasSize(storm);
        assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
    }

    private void create(String topic) throws Exception {
        try (Admin admin = corridor.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 4, (short) 1))).all().get();
            await().atMost(LIMIT).until(() -> admin.listTopics().names().get().contains(topic));
        }
    }
}
