package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.goldencorridor.runtime.kafka.TraceParent;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.EventCause;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class AlertLaneTest {
    private static final int PLENTY = 1_000;
    private static final String CRITICAL = TopicCatalogue.CRITICAL_DELAYS;

    private final Samples samples = new Samples();
    private final Map<String, Integer> topics = new HashMap<>(Map.of("delays.khorgos", 1, "delays.ktz", 1));
    private final Lane lane = samples.alerts(false, topics).open(Samples.TOPIC_ID, Map.of());

    @Test
    void anAlertGoesToThePublisherThatReportsItsFacilityWithItsBytesAndItsPartition() {
        ConsumerRecord<byte[], byte[]> received = received(0, "CNHRS", "MAJOR", "RAISED", 1);
        lane.take(received);
        lane.take(received(1, "esr:NUR SULTAN Ж", "MINOR", "RAISED", 1));
        List<ProducerRecord<byte[], byte[]>> outgoing = lane.due(1_000, PLENTY);
        assertThat(outgoing).extracting(ProducerRecord::topic).containsExactly("delays.khorgos", "delays.ktz");
        assertThat(outgoing.get(0).key()).isEqualTo(received.key());
        assertThat(outgoing.get(0).value()).isEqualTo(received.value());
        assertThat(outgoing.get(0).partition()).isZero();
        assertThat(outgoing.get(0).timestamp()).isEqualTo(1_000);
        assertThat(lane.offsetToCommit()).hasValue(2);
    }

    @Test
    void theCauseOfAnAlertIsDeliveredAndAHostileTraceIsNot() {
        byte[] trace = TraceParent.random();
        ConsumerRecord<byte[], byte[]> received = received(0, "CNHRS", "MAJOR", "RAISED", 1);
        new EventCause(77, trace).addTo(received.headers());
        lane.take(received);
        ConsumerRecord<byte[], byte[]> hostile = received(1, "CNHRS", "MAJOR", "RAISED", 2);
        new EventCause(78, new byte[1_000]).addTo(hostile.headers());
        lane.take(hostile);
        List<ProducerRecord<byte[], byte[]>> outgoing = lane.due(1_000, PLENTY);
        assertThat(TraceParent.of(outgoing.get(0).headers())).isEqualTo(trace);
        assertThat(EventCause.of(outgoing.get(0).headers()).publishedAt()).isEqualTo(77);
        assertThat(outgoing.get(1).headers()).hasSize(1);
    }

    @Test
    void aCriticalAlertGoesToBothTopics() {
        lane.take(received(0, "CNHRS", "CRITICAL", "RAISED", 1));
        lane.take(received(1, "CNHRS", "CRITICAL", "CLEARED", 2));
        assertThat(lane.due(1_000, PLENTY))
                .extracting(ProducerRecord::topic)
                .containsExactly("delays.khorgos", CRITICAL, "delays.khorgos", CRITICAL);
    }

    @Test
    void everyRevisionIsDeliveredInOrderEvenWithEqualContent() {
        lane.take(received(0, "CNHRS", "MINOR", "RAISED", 1));
        lane.take(received(1, "CNHRS", "MINOR", "RAISED", 2));
        lane.take(received(2, "CNHRS", "MINOR", "CLEARED", 3));
        lane.take(received(3, "CNHRS", "MINOR", "RAISED", 4));
        assertThat(lane.due(1_000, PLENTY))
                .extracting(record -> samples.alert(record.value()).getRevision())
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(lane.skippedUnchanged()).isZero();
    }

    @Test
    void aTombstoneGoesToBothTopicsBecauseItHasNoSeverity() {
        lane.take(Samples.received("corridor.delays", 0, Samples.alertKey("CNHRS"), null));
        assertThat(lane.due(1_000, PLENTY))
                .extracting(ProducerRecord::topic, ProducerRecord::value)
                .containsExactly(tuple("delays.khorgos", null), tuple(CRITICAL, null));
    }

    @Test
    void queuedAlertsKeepTheirOrderAndTheirOffsetsAreNotCommitted() {
        for (int offset = 0; offset < 5; offset++) {
            lane.take(received(offset, "CNHRS", "MINOR", "RAISED", offset + 1));
        }
        assertThat(lane.due(1_000, 2)).hasSize(2);
        assertThat(lane.isQueueing()).isTrue();
        assertThat(lane.nextDue()).hasValue(0);
        assertThat(lane.offsetToCommit()).hasValue(2);
        assertThat(lane.all(1_000))
                .extracting(record -> samples.alert(record.value()).getRevision())
                .containsExactly(3L, 4L, 5L);
        assertThat(lane.isQueueing()).isFalse();
        assertThat(lane.nextDue()).isEmpty();
        assertThat(lane.offsetToCommit()).hasValue(5);
    }

    @Test
    void jsonIsDeliveredAsTheSameCloudEventToBothTopics() {
        Lane json = samples.alerts(true, topics).open(Samples.TOPIC_ID, Map.of());
        json.take(received(42, "CNHRS", "CRITICAL", "RAISED", 1));
        List<ProducerRecord<byte[], byte[]>> outgoing = json.due(1_000, PLENTY);
        assertThat(outgoing).hasSize(2).allSatisfy(record -> {
            assertThat(new String(record.value(), StandardCharsets.UTF_8))
                    .startsWith("{\"facility\":\"CNHRS\"")
                    .contains("\"raisedAt\":\"2025-10-01T11:00:00Z\"");
            assertThat(headers(record))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", Samples.TOPIC_ID + "/0/42",
                            "ce_source", "/corridor.delays",
                            "ce_type", "dev.goldencorridor.schemas.DelayAlert",
                            "ce_subject", Samples.alertKey("CNHRS"),
                            "ce_time", "2025-10-01T12:00:00Z",
                            "content-type", "application/json"));
        });
    }

    @Test
    void anAlertOfAFacilityWithoutPublisherIsRejectedAndTheDeliveryContinues() {
        lane.take(received(0, "uic:7010014", "MINOR", "RAISED", 1));
        lane.take(received(1, "CNHRS", "MINOR", "RAISED", 1));
        List<ProducerRecord<byte[], byte[]>> outgoing = lane.due(1_000, PLENTY);
        assertThat(outgoing)
                .extracting(ProducerRecord::topic)
                .containsExactly("delays.khorgos", TopicCatalogue.REJECTED);
        assertThat(headers(outgoing.get(1)))
                .containsEntry("corridor.reject.reason", "NO_PUBLISHER")
                .containsEntry("corridor.reject.topic", "corridor.delays")
                .containsEntry("corridor.reject.offset", "0")
                .hasEntrySatisfying("corridor.reject.message", message -> assertThat(message)
                        .contains("uic:7010014", "publishers.file"));
        assertThat(outgoing.get(1).value()).isNotEmpty();
        assertThat(lane.rejections()).isOne();
        assertThat(lane.offsetToCommit()).hasValue(2);
    }

    @Test
    void aCriticalAlertGoesToTheCriticalTopicEvenIfItsPublisherHasNoTopic() {
        lane.take(received(0, "CNAKL", "CRITICAL", "RAISED", 1));
        List<ProducerRecord<byte[], byte[]>> outgoing = lane.due(1_000, PLENTY);
        assertThat(outgoing).extracting(ProducerRecord::topic).containsExactly(CRITICAL, TopicCatalogue.REJECTED);
        assertThat(headers(outgoing.get(1)))
                .containsEntry("corridor.reject.reason", "NO_DELAY_TOPIC")
                .hasEntrySatisfying("corridor.reject.message", message -> assertThat(message)
                        .contains("delays.alashankou", "corridor topics --apply"));
    }

    @Test
    void whenTheTopicAppearsTheNextAlertsGoThere() {
        lane.take(received(0, "CNAKL", "MINOR", "RAISED", 1));
        assertThat(lane.due(1_000, PLENTY)).extracting(ProducerRecord::topic).containsExactly(TopicCatalogue.REJECTED);
        topics.put("delays.alashankou", 1);
        lane.take(received(1, "CNAKL", "MINOR", "CLEARED", 2));
        assertThat(lane.due(3_000, PLENTY)).extracting(ProducerRecord::topic).containsExactly("delays.alashankou");
    }

    @Test
    void aTopicWithoutThePartitionCountsAsMissing() {
        topics.put("delays.khorgos", 0);
        lane.take(received(0, "CNHRS", "MINOR", "RAISED", 1));
        List<ProducerRecord<byte[], byte[]>> outgoing = lane.due(1_000, PLENTY);
        assertThat(outgoing).extracting(ProducerRecord::topic).containsExactly(TopicCatalogue.REJECTED);
        assertThat(headers(outgoing.get(0)).get("corridor.reject.message")).contains("delays.khorgos has 0 partitions");
    }

    @Test
    void aKeyThatNamesNoFacilityRunAndTypeIsRejected() {
        byte[] value = samples.bytes(Samples.alert("CNHRS", "MINOR", "RAISED", 1));
        List<String> keys =
                List.of("CNHRS", "CNHRS|", "CNHRS|ARRIVAL_LATE", "|CN|X1|1|ARRIVAL_LATE", "CNHRS||X", "A|B|");
        keys.forEach(key -> lane.take(Samples.received("corridor.delays", keys.indexOf(key), key, value)));
        lane.take(Samples.received("corridor.delays", 6, null, value));
        List<ProducerRecord<byte[], byte[]>> outgoing = lane.due(1_000, PLENTY);
        assertThat(outgoing).hasSize(7).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(TopicCatalogue.REJECTED);
            assertThat(headers(record)).containsEntry("corridor.reject.reason", "KEY_NOT_ALERT");
        });
    }

    @Test
    void theAlertOfAClosedPortHasAValidKey() {
        lane.take(Samples.received("corridor.delays", 0, "CNHRS|ALL|PORT_CLOSED", null));
        assertThat(lane.due(1_000, PLENTY))
                .extracting(ProducerRecord::topic)
                .containsExactly("delays.khorgos", CRITICAL);
    }

    @Test
    void undecodableAlertsAreRejected() {
        lane.take(Samples.received("corridor.delays", 0, Samples.alertKey("CNHRS"), new byte[] {9, 9}));
        lane.take(received(1, "CNHRS", "MINOR", "RAISED", 1));
        List<ProducerRecord<byte[], byte[]>> outgoing = lane.due(1_000, PLENTY);
        assertThat(outgoing)
                .extracting(ProducerRecord::topic)
                .containsExactly("delays.khorgos", TopicCatalogue.REJECTED);
        assertThat(headers(outgoing.get(1))).containsEntry("corridor.reject.reason", "NOT_WIRE_FORMAT");
    }

    private ConsumerRecord<byte[], byte[]> received(
            long offset, String facility, String severity, String state, long revision) {
        DelayAlert alert = Samples.alert(facility, severity, state, revision);
        return Samples.received("corridor.delays", offset, Samples.alertKey(facility), samples.bytes(alert));
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}
