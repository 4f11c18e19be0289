package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

/** Each test saves the state of a webhook, and opens the lane again with that state. */
class WebhookLaneOpenerTest {
    private static final TopicPartition KHORGOS = new TopicPartition("delays.khorgos", 1);
    private static final Uuid TOPIC_ID = new Uuid(1, 2);
    private static final int STATE_PARTITIONS = 4;

    /** The records of each partition; a record keeps its offset when another one is removed. */
    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();

    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final AtomicBoolean closing = new AtomicBoolean();

    @Test
    void aNewGroupBeginsWithoutOpenAlerts() {
        write(KHORGOS, "A", "1");
        LaneStart start = open("group", 0);
        assertThat(start.alerts().keys()).isEmpty();
        assertThat(start.over()).isEmpty();
        assertThat(start.topicId()).isEqualTo(TOPIC_ID);
    }

    @Test
    void anOpenAlertWithoutAnyRecordIsOver() {
        LaneStart before = open("group", 0);
        before.alerts().opened("gone", "id/1/5");
        before.alerts().opened("open", "id/1/6");
        before.alerts().opened("next", "id/1/7");
        before.alerts().opened("cleared", "id/1/8");
        before.alerts().closed("cleared");
        save(before);
        write(KHORGOS, "open", "1");
        write(KHORGOS, null, "1");
        write(KHORGOS, "next", "2");
        LaneStart start = open("group", 1);
        assertThat(start.over()).containsExactly("gone");
        assertThat(start.alerts().keys()).containsExactlyInAnyOrder("gone", "open", "next");
        assertThat(start.alerts().eventId("gone")).isEqualTo("id/1/5");
    }

    @Test
    void theDeliveryOfADeletionEndsTheEntry() {
        LaneStart before = open("group", 0);
        before.alerts().opened("gone", "id/1/5");
        save(before);
        LaneStart informed = open("group", 0);
        informed.alerts().closed("gone");
        save(informed);
        assertThat(open("group", 0).over()).isEmpty();
        assertThat(open("group", 0).alerts().keys()).isEmpty();
    }

    @Test
    void aTombstoneThatIsNotDeliveredYetKeepsTheAlertOpen() {
        LaneStart before = open("group", 0);
        before.alerts().opened("A", "id/1/5");
        save(before);
        write(KHORGOS, "A", null);
        LaneStart start = open("group", 0);
        assertThat(start.over()).isEmpty();
        assertThat(start.alerts().contains("A")).isTrue();
    }

    @Test
    void otherGroupsTopicsAndPartitionsHaveTheirOwnEntries() {
        LaneStart before = open("group", 0);
        before.alerts().opened("A", "id/1/5");
        save(before);
        assertThat(open("group2", 0).alerts().keys()).isEmpty();
        assertThat(open("grou", 0).alerts().keys()).isEmpty();
        assertThat(open("group", new TopicPartition("delays.khorgos", 11), 0)
                        .alerts()
                        .keys())
                .isEmpty();
        assertThat(open("group", new TopicPartition("delays.khorgo", 1), 0)
                        .alerts()
                        .keys())
                .isEmpty();
    }

    /** A former release saved nothing, but its group has committed offsets. */
    @Test
    void afterAnUpgradeTheAlertsBeforeThePositionAreOpen() {
        write(KHORGOS, "A", "1");
        write(KHORGOS, "B", "1");
        write(KHORGOS, "B", null);
        write(KHORGOS, "A", null);
        write(KHORGOS, "C", "1");
        LaneStart upgraded = open("group", 3);
        assertThat(upgraded.alerts().keys()).containsExactly("A");
        assertThat(upgraded.alerts().eventId("A")).isEqualTo(TOPIC_ID + "/1/0");
        assertThat(upgraded.over()).isEmpty();
        save(upgraded);
        log.get(KHORGOS).clear();
        write(KHORGOS, "D", "1");
        LaneStart later = open("group", 6);
        assertThat(later.alerts().keys()).containsExactly("A");
        assertThat(later.over()).containsExactly("A");
    }

    @Test
    void aFeedThatClosesReadsNoFurther() {
        write(KHORGOS, "A", "1");
        closing.set(true);
        assertThatThrownBy(() -> open("group", 0)).isInstanceOf(WakeupException.class);
    }

    private LaneStart open(String group, long position) {
        return open(group, KHORGOS, position);
    }

    private LaneStart open(String group, TopicPartition partition, long position) {
        CommittedReader reader = new CommittedReader(this::consumer, this::logEnds, closing::get);
        List<LaneStart> opened = new ArrayList<>();
        WebhookLane none = new WebhookLaneOpener(
                        Target.parseAll("webhook=http://127.0.0.1/hook").get(0),
                        topics -> Map.of(partition.topic(), TOPIC_ID),
                        new WebhookState(group, () -> STATE_PARTITIONS, reader),
                        reader,
                        start -> {
                            opened.add(start);
                            return null;
                        })
                .open(partition, position);
        assertThat(none).isNull();
        return opened.get(0);
    }

    private void save(LaneStart start) {
        for (ProducerRecord<byte[], byte[]> saved : start.alerts().unsaved()) {
            assertThat(saved.topic()).isEqualTo(TopicCatalogue.WEBHOOK_ALERTS);
            write(new TopicPartition(saved.topic(), saved.partition()), saved.key(), saved.value());
        }
        start.alerts().saved();
        assertThat(start.alerts().unsaved()).isEmpty();
    }

    private void write(TopicPartition partition, String key, String value) {
        write(partition, bytes(key), bytes(value));
    }

    private void write(TopicPartition partition, byte[] key, byte[] value) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        log.computeIfAbsent(partition, any -> new ArrayList<>())
                .add(new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key, value));
    }

    private Map<TopicPartition, Long> logEnds(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> found = new HashMap<>();
        partitions.forEach(partition -> found.put(partition, ends.getOrDefault(partition, 0L)));
        return found;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new MockConsumer<>("earliest") {
            @Override
            public synchronized void assign(Collection<TopicPartition> partitions) {
                super.assign(partitions);
                for (TopicPartition partition : partitions) {
                    updateBeginningOffsets(Map.of(partition, 0L));
                    log.getOrDefault(partition, List.of()).forEach(this::addRecord);
                }
            }
        };
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
