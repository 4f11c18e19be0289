package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SinkLoopTest {
    private static final TopicPartition TRIPS = new TopicPartition("corridor.trips", 0);
    private static final TopicPartition OPS_TRIPS = new TopicPartition("ops.trips", 0);
    private static final TopicPartition DELAYS = new TopicPartition("corridor.delays", 0);
    private static final String KEY = "PORT/CNHRS/PT24H";

    private final Samples samples = new Samples();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Deque<Producer<byte[], byte[]>> producers = new ArrayDeque<>();
    private final LogReader.Log log = new LogReader.Log();
    private final List<Long> positions = new ArrayList<>();
    private final Map<String, Integer> topics = new HashMap<>(Map.of("delays.khorgos", 1));

    @Test
    void aValueIsDeliveredTogetherWithItsOffset() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
        });
        consumer.schedulePollTask(closing::countDown);
        run();
        assertThat(producer.history()).hasSize(1);
        assertThat(committed(producer)).isEqualTo(1);
        assertThat(producer.closed()).isTrue();
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void whatIsHeldIsDeliveredAtTheEnd() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
        });
        consumer.schedulePollTask(() -> {
            arrives(1, 2);
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(2);
        assertThat(committed(producer)).isEqualTo(2);
    }

    @Test
    void aFencedProducerIsReplacedAndTheWorkDoneAgainFromTheCommittedOffset() {
        MockProducer<byte[], byte[]> fenced = producer();
        MockProducer<byte[], byte[]> successor = producer();
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
            fenced.fenceProducer();
        });
        againThenClose();
        run();
        assertThat(positions).containsExactly(0L);
        assertThat(fenced.closed()).isTrue();
        assertThat(fenced.history()).isEmpty();
        assertThat(successor.history()).hasSize(1);
        assertThat(committed(successor)).isEqualTo(1);
    }

    @Test
    void afterAFailedCommitTheTransactionIsAbortedAndTheWorkDoneAgain() {
        MockProducer<byte[], byte[]> producer = producer();
        producer.commitTransactionException = new TimeoutException("the coordinator does not answer");
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
        });
        consumer.schedulePollTask(() -> producer.commitTransactionException = null);
        againThenClose();
        run();
        assertThat(positions).containsExactly(0L);
        assertThat(producer.history()).hasSize(1);
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(committed(producer)).isEqualTo(1);
    }

    @Test
    void workIsDoneAgainFromTheLastCommittedOffsetNotFromTheBeginning() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            consumer.commitSync(Map.of(TRIPS, new OffsetAndMetadata(7)));
            consumer.seek(TRIPS, 7);
            producer.sendOffsetsToTransactionException = new TimeoutException("the coordinator does not answer");
            arrives(7, 1);
        });
        consumer.schedulePollTask(() -> {
            positions.add(consumer.position(TRIPS));
            closing.countDown();
        });
        run();
        assertThat(positions).containsExactly(7L);
    }

    @Test
    void whatIsDownstreamAlreadyIsNotDeliveredAgainButItsOffsetIsCommitted() {
        MockProducer<byte[], byte[]> producer = producer();
        log.add(OPS_TRIPS, KEY, samples.bytes(Samples.trips(1, Samples.NOON, 1)));
        log.add(TRIPS, KEY, samples.bytes(Samples.trips(1, Samples.NOON, 1)));
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
        });
        consumer.schedulePollTask(closing::countDown);
        run();
        assertThat(producer.history()).isEmpty();
        assertThat(committed(producer)).isEqualTo(1);
    }

    @Test
    void whatAPartitionHeldIsLeftToItsNextOwner() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
        });
        consumer.schedulePollTask(() -> arrives(1, 2));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(1);
        assertThat(committed(producer)).isEqualTo(1);
    }

    @Test
    void aRefusalOfTheBrokersEndsTheSink() {
        producer().sendOffsetsToTransactionException = new TopicAuthorizationException("not allowed");
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
        });
        assertThatThrownBy(this::run).isInstanceOf(TopicAuthorizationException.class);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void tripCountsAreInEveryTransactionOfAStormOfAlerts() {
        MockProducer<byte[], byte[]> producer = producer();
        List<Integer> ends = new ArrayList<>();
        consumer.schedulePollTask(() -> {
            assign();
            alerts(0, 1_200);
            arrives(0, 1);
        });
        consumer.schedulePollTask(() -> {
            ends.add(producer.history().size());
            assertThat(consumer.paused()).containsExactly(DELAYS);
            assertThat(committed(producer, DELAYS)).isEqualTo(500);
            arrives("HUB/CNXAG/PT1H", 1, 1);
        });
        consumer.schedulePollTask(() -> {
            ends.add(producer.history().size());
            arrives("HUB/CNCDU/PT1H", 2, 1);
        });
        consumer.schedulePollTask(() -> {
            ends.add(producer.history().size());
            assertThat(consumer.paused()).isEmpty();
            closing.countDown();
        });
        run();
        assertThat(transactions(producer, ends)).hasSize(3).allSatisfy(transaction -> assertThat(transaction)
                .contains("ops.trips")
                .hasSizeLessThanOrEqualTo(501));
        assertThat(producer.history()).hasSize(1_203);
        assertThat(committed(producer, DELAYS)).isEqualTo(1_200);
    }

    @Test
    void whileOnePartitionOfAlertsHasAQueueNoOtherBringsMore() {
        MockProducer<byte[], byte[]> producer = producer();
        TopicPartition other = new TopicPartition(DELAYS.topic(), 1);
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(TRIPS, DELAYS, other));
            consumer.updateBeginningOffsets(Map.of(TRIPS, 0L, DELAYS, 0L, other, 0L));
            alerts(0, 600);
        });
        consumer.schedulePollTask(() -> assertThat(consumer.paused()).containsExactlyInAnyOrder(DELAYS, other));
        consumer.schedulePollTask(() -> {
            assertThat(consumer.paused()).isEmpty();
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(600);
    }

    @Test
    void alertsThatWaitAreLeftToTheNextOwnerOfTheirPartition() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            alerts(0, 1_200);
        });
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(TRIPS));
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(500);
        assertThat(committed(producer, DELAYS)).isEqualTo(500);
    }

    @Test
    void alertsThatWaitAreDeliveredAtTheEnd() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            alerts(0, 1_200);
        });
        consumer.schedulePollTask(closing::countDown);
        run();
        assertThat(producer.history()).hasSize(1_200);
        assertThat(committed(producer, DELAYS)).isEqualTo(1_200);
    }

    @Test
    void afterAFailureAlertsAreDeliveredAgainFromTheCommittedOffset() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            consumer.commitSync(Map.of(DELAYS, new OffsetAndMetadata(0)));
            producer.commitTransactionException = new TimeoutException("the coordinator does not answer");
            alerts(0, 700);
        });
        consumer.schedulePollTask(() -> {
            producer.commitTransactionException = null;
            positions.add(consumer.position(DELAYS));
            assertThat(consumer.paused()).isEmpty();
            alerts(0, 700);
        });
        consumer.schedulePollTask(closing::countDown);
        run();
        assertThat(positions).containsExactly(0L);
        assertThat(producer.history()).hasSize(700);
        assertThat(committed(producer, DELAYS)).isEqualTo(700);
    }

    @Test
    void anInstanceThatLostItsPartitionsIsFencedEvenWhereNoOffsetMoves() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
        });
        consumer.schedulePollTask(() -> {
            // Held for the interval: so the offset to commit stays 1, which is committed already.
            arrives(1, 2);
            arrives("HUB/CNXAG/PT1H", 2, 5);
            // The group has another owner for the partition now, so its coordinator refuses offsets from here.
            producer.sendOffsetsToTransactionException = new CommitFailedException("unknown member");
        });
        consumer.schedulePollTask(() -> {
            positions.add(consumer.position(TRIPS));
            closing.countDown();
        });
        run();
        assertThat(positions).containsExactly(0L);
        assertThat(producer.history()).hasSize(1);
        assertThat(producer.commitCount()).isEqualTo(1);
    }

    @Test
    void everyTransactionWithRecordsBearsTheOffsetsOfAllPartitions() {
        MockProducer<byte[], byte[]> producer = producer();
        consumer.schedulePollTask(() -> {
            assign();
            arrives(0, 1);
        });
        consumer.schedulePollTask(() -> {
            arrives(1, 2);
            arrives("HUB/CNXAG/PT1H", 2, 5);
        });
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of());
            closing.countDown();
        });
        run();
        assertThat(producer.history()).hasSize(2);
        assertThat(producer.consumerGroupOffsetsHistory()).hasSize(2).allSatisfy(groups -> assertThat(
                        groups.values().iterator().next())
                .containsEntry(TRIPS, new OffsetAndMetadata(1))
                .containsEntry(DELAYS, new OffsetAndMetadata(0)));
    }

    /** Outside of a consumer a constructor alone makes what such an instance has. */
    @SuppressWarnings("removal")
    @Test
    void withoutAMembershipOfTheGroupNothingIsWritten() {
        MockProducer<byte[], byte[]> producer = producer();
        Delivery delivery = new Delivery(producers::remove);
        List<ProducerRecord<byte[], byte[]>> records = List.of(new ProducerRecord<>("ops.trips", new byte[1]));
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(TRIPS, new OffsetAndMetadata(1));
        assertThatThrownBy(() -> delivery.deliver(records, offsets, new ConsumerGroupMetadata("corridor-sink")))
                .isInstanceOf(CommitFailedException.class);
        assertThatThrownBy(() -> delivery.deliver(records, Map.of(), consumer.groupMetadata()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(producer.history()).isEmpty();
    }

    private void againThenClose() {
        consumer.schedulePollTask(() -> {
            positions.add(consumer.position(TRIPS));
            arrives(0, 1);
        });
        consumer.schedulePollTask(closing::countDown);
    }

    private MockProducer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    private void assign() {
        consumer.rebalance(List.of(TRIPS, DELAYS));
        consumer.updateBeginningOffsets(Map.of(TRIPS, 0L, DELAYS, 0L));
    }

    private void alerts(int from, int to) {
        for (int offset = from; offset < to; offset++) {
            consumer.addRecord(Samples.received(
                    DELAYS.topic(),
                    offset,
                    Samples.alertKey("CNHRS"),
                    samples.bytes(Samples.alert("CNHRS", "MINOR", "RAISED", offset + 1))));
        }
    }

    /** Where each record went, a list for each transaction. */
    private static List<List<String>> transactions(MockProducer<byte[], byte[]> producer, List<Integer> ends) {
        List<List<String>> transactions = new ArrayList<>();
        int begin = 0;
        for (int end : ends) {
            transactions.add(producer.history().subList(begin, end).stream()
                    .map(ProducerRecord::topic)
                    .toList());
            begin = end;
        }
        return transactions;
    }

    private void arrives(long offset, long trips) {
        arrives(KEY, offset, trips);
    }

    private void arrives(String key, long offset, long trips) {
        consumer.addRecord(Samples.received(
                TRIPS.topic(), offset, key, samples.bytes(Samples.trips(trips, Samples.NOON, offset + 1))));
    }

    private static long committed(MockProducer<byte[], byte[]> producer) {
        return committed(producer, TRIPS);
    }

    private static long committed(MockProducer<byte[], byte[]> producer, TopicPartition partition) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
        producer.consumerGroupOffsetsHistory().forEach(groups -> groups.values().forEach(last::putAll));
        return last.get(partition).offset();
    }

    private void run() {
        Map<String, DeliveryRoute> outlets = Map.of(
                TRIPS.topic(),
                samples.avro(AggregateRoute.TRIPS, Duration.ofHours(1)),
                DELAYS.topic(),
                samples.alerts(false, topics));
        new SinkLoop(
                        outlets.keySet(),
                        consumer,
                        new Delivery(producers::remove),
                        new Lanes(outlets, new DeliveredContent(() -> new LogReader(log), log::ends, () -> false)),
                        new StaleKeys(outlets, () -> new LogReader(log)),
                        Clock.systemUTC(),
                        closing)
                .run();
    }
}
