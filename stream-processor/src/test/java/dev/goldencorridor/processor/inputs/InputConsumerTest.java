package dev.goldencorridor.processor.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.processor.limits.TurnLimits;
import dev.goldencorridor.runtime.health.Health;
import dev.goldencorridor.runtime.health.Heartbeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InputConsumerTest {
    private static final Pattern ALL = Pattern.compile("app-panes|corridor\\.control|movements\\..+");
    private static final TopicPartition A = new TopicPartition("movements.a", 0);
    private static final TopicPartition B = new TopicPartition("movements.b", 0);
    private static final Duration MAX_SILENCE = Duration.ofMinutes(5);
    private static final ReadableInputs BOTH = new ReadableInputs(Set.of("movements.a", "movements.b"), Set.of());
    private static final ReadableInputs WITHOUT_B =
            new ReadableInputs(Set.of("movements.a", "movements.b"), Set.of("movements.b"));

    private ConsumerRebalanceListener subscribed;
    private long published;
    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest") {
        @Override
        public synchronized void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
            super.subscribe(pattern, new NoListener());
            subscribed = listener;
        }
    };
    private final AtomicReference<ReadableInputs> inputs = new AtomicReference<>(WITHOUT_B);
    private final AtomicLong nanoTime = new AtomicLong();
    private final Health health = new Health(nanoTime::get);
    private final Heartbeat heartbeat = health.heartbeat("process/StreamThread-1", MAX_SILENCE);
    private final UnreadablePartitions unreadable = new UnreadablePartitions();
    private final Consumer<byte[], byte[]> consumer = InputConsumer.of(kafka, inputs::get, unreadable, heartbeat);

    @BeforeEach
    void subscribe() {
        for (TopicPartition partition : List.of(A, B)) {
            kafka.updatePartitions(
                    partition.topic(),
                    List.of(new PartitionInfo(partition.topic(), 0, Node.noNode(), new Node[0], new Node[0])));
        }
        kafka.updateBeginningOffsets(Map.of(A, 0L, B, 0L));
        kafka.updateEndOffsets(Map.of(A, 5L, B, 5L));
        consumer.subscribe(ALL, new NoListener());
        kafka.rebalance(List.of(A, B));
        // A consumer calls the listener after it has changed the assignment, the mock before.
        subscribed.onPartitionsAssigned(List.of(A, B));
    }

    @Test
    void thePatternMatchesFitInputsAndAllTopicsThatAreNoInputs() {
        assertThat(List.of("app-panes", "corridor.control", "movements.a", "movements.ab", "movements.", "x"))
                .filteredOn(BOTH.restrict(ALL, "movements.").asMatchPredicate())
                .containsExactly("app-panes", "corridor.control", "movements.a");
        assertThat(List.of("app-panes", "movements.a"))
                .filteredOn(ReadableInputs.NONE.restrict(ALL, "movements.").asMatchPredicate())
                .containsExactly("app-panes");
    }

    @Test
    void aPartitionWithAnUnreadableBatchIsPausedAndTheOthersGoOn() {
        inputs.set(BOTH);
        consumer.poll(Duration.ZERO);
        kafka.setPollException(unreadable("movements.b-0"));
        assertThat(consumer.poll(Duration.ZERO).isEmpty()).isTrue();
        assertThat(kafka.paused()).containsExactly(B);
        consumer.pause(List.of(A, B));
        consumer.resume(List.of(A, B));
        assertThat(kafka.paused()).containsExactly(B);
        assertThat(consumer.currentLag(B)).hasValue(0);
        assertThat(unreadable.topics()).containsExactly("movements.b");

        subscribed.onPartitionsRevoked(List.of(A, B));
        assertThat(unreadable.topics()).isEmpty();
    }

    @Test
    void anotherFailureOfAPollIsAFailure() {
        for (KafkaException failure :
                List.of(unreadable("app-panes-0"), new KafkaException("out of memory"), new KafkaException())) {
            kafka.setPollException(failure);
            assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isSameAs(failure);
        }
    }

    @Test
    void oneTurnTakesTheRecordsOfSeveralPollsInTheirOrder() {
        kafka.setMaxPollRecords(4);
        publish(10);
        ConsumerRecords<byte[], byte[]> turn = consumer.poll(Duration.ZERO);
        assertThat(offsets(turn)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(turn.nextOffsets().get(A).offset()).isEqualTo(10);
        assertThat(consumer.poll(Duration.ZERO).isEmpty()).isTrue();
    }

    @Test
    void aTurnEndsWhenItHasManyRecords() {
        kafka.setMaxPollRecords(4);
        publish(1_000);
        assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(TurnLimits.MAX_TURN_RECORDS);
    }

    @Test
    void recordsThatWerePolledBeforeAFailureComeWithTheNextTurn() {
        failInTheSecondPoll();
        assertThat(offsets(consumer.poll(Duration.ZERO))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void recordsBeforeAFailureAreDroppedIfTheirPartitionIsRevokedOrItsPositionChanges() {
        failInTheSecondPoll();
        subscribed.onPartitionsRevoked(List.of(A));
        assertThat(offsets(consumer.poll(Duration.ZERO))).containsExactly(4L, 5L);

        failInTheSecondPoll();
        consumer.seek(A, 6);
        // The mock keeps no record that it has returned.
        assertThat(offsets(consumer.poll(Duration.ZERO))).containsExactly(10L, 11L);
    }

    /** Six more records; the first poll returns four, the second fails. */
    private void failInTheSecondPoll() {
        kafka.setMaxPollRecords(4);
        publish(6);
        KafkaException failure = new KafkaException("once");
        kafka.schedulePollTask(() -> {});
        kafka.schedulePollTask(() -> kafka.setPollException(failure));
        assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isSameAs(failure);
    }

    private void publish(int records) {
        for (int i = 0; i < records; i++) {
            kafka.addRecord(new ConsumerRecord<>(A.topic(), 0, published++, new byte[1], new byte[1]));
        }
    }

    private static List<Long> offsets(ConsumerRecords<byte[], byte[]> records) {
        List<Long> offsets = new ArrayList<>();
        records.forEach(record -> offsets.add(record.offset()));
        return offsets;
    }

    /** As Kafka's consumer words it. */
    private static KafkaException unreadable(String partition) {
        return new KafkaException(
                "Received exception when fetching the next record from " + partition
                        + ". If needed, please seek past the record to continue consumption.",
                new InvalidRecordException("Found invalid record structure"));
    }

    @Test
    void withheldPartitionsArePausedOnAssignmentAndStayPausedWhenStreamsResumesThem() {
        assertThat(kafka.paused()).containsExactly(B);
        consumer.pause(List.of(A, B));
        consumer.resume(List.of(A, B));
        assertThat(kafka.paused()).containsExactly(B);
        assertThat(consumer.currentLag(B)).hasValue(0);
    }

    @Test
    void aMendedPartitionIsResumedUnlessStreamsHasPausedIt() {
        inputs.set(BOTH);
        consumer.poll(Duration.ZERO);
        assertThat(kafka.paused()).isEmpty();

        inputs.set(WITHOUT_B);
        consumer.poll(Duration.ZERO);
        assertThat(kafka.paused()).containsExactly(B);

        consumer.pause(List.of(B));
        inputs.set(BOTH);
        consumer.poll(Duration.ZERO);
        assertThat(kafka.paused()).containsExactly(B);
        consumer.resume(List.of(B));
        assertThat(kafka.paused()).isEmpty();
    }

    private static final class NoListener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // Nothing to do.
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // Nothing to do.
        }
    }

    @Test
    void aThreadThatPollsIsLiveAndAHangingOneIsNot() {
        consumer.poll(Duration.ZERO);
        nanoTime.addAndGet(MAX_SILENCE.toNanos());
        assertThat(health.live().isUp()).isTrue();
        nanoTime.incrementAndGet();
        assertThat(health.live().isUp()).isFalse();
        consumer.poll(Duration.ZERO);
        assertThat(health.live().isUp()).isTrue();
    }
}
