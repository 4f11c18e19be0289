package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.runtime.kafka.CommittedReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final TopicPartition DELAYS = new TopicPartition("corridor.delays", 0);
    private static final Uuid FIRST = new Uuid(7, 1);
    private static final Uuid SECOND = new Uuid(7, 2);

    private final Samples samples = new Samples();
    /** The id at each query; a query without an id fails. */
    private final Deque<Uuid> queriedIds = new ArrayDeque<>();

    private final Lanes lanes = new Lanes(
            Map.of(DELAYS.topic(), samples.alerts(true, Map.of("delays.khorgos", 1))),
            new DeliveredContent(
                    new CommittedReader(() -> new LogReader(new LogReader.Log()), ends -> Map.of(), () -> false)),
            this::topicIds);

    @Test
    void theSameRecordHasTheSameIdInEachLaneOfTheTopic() {
        queriedIds.addAll(List.of(FIRST, FIRST));
        for (int opening = 0; opening < 2; opening++) {
            open(5);
            lanes.take(DELAYS, List.of(record(5), record(6)));
            assertThat(eventIds()).containsExactly(FIRST + "/0/5", FIRST + "/0/6");
            lanes.close(Set.of(DELAYS));
        }
    }

    @Test
    void offsetsThatBeginAgainHaveTheIdOfTheNewTopic() {
        queriedIds.addAll(List.of(FIRST, SECOND));
        open(0);
        lanes.take(DELAYS, List.of(record(0), record(1)));
        lanes.take(DELAYS, List.of(record(0), record(1)));
        assertThat(lanes.of(DELAYS).completedOffset()).hasValue(0);
        assertThat(eventIds()).containsExactly(FIRST + "/0/0", FIRST + "/0/1", SECOND + "/0/0", SECOND + "/0/1");
        assertThat(lanes.of(DELAYS).completedOffset()).hasValue(2);
    }

    @Test
    void aRecordOfATopicWithoutAnIdIsNotTaken() {
        assertThatThrownBy(() -> open(0)).isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(lanes.has(DELAYS)).isFalse();
        queriedIds.add(FIRST);
        open(0);
        lanes.take(DELAYS, List.of(record(0)));
        assertThatThrownBy(() -> lanes.take(DELAYS, List.of(record(0))))
                .isInstanceOf(UnknownTopicOrPartitionException.class);
        assertThat(eventIds()).containsExactly(FIRST + "/0/0");
    }

    private void open(long position) {
        lanes.open(Set.of(DELAYS));
        lanes.of(DELAYS).beginAt(position);
    }

    private ConsumerRecord<byte[], byte[]> record(long offset) {
        return Samples.received(
                DELAYS.topic(),
                offset,
                Samples.alertKey("CNHRS"),
                samples.bytes(Samples.alert("CNHRS", "MINOR", "RAISED", offset + 1)));
    }

    private List<String> eventIds() {
        return lanes.due(1_000).stream()
                .map(record -> new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                .toList();
    }

    private Map<String, Uuid> topicIds(Collection<String> topics) {
        assertThat(topics).containsExactly(DELAYS.topic());
        if (queriedIds.isEmpty()) {
            throw new UnknownTopicOrPartitionException("no topic");
        }
        return Map.of(DELAYS.topic(), queriedIds.remove());
    }
}
