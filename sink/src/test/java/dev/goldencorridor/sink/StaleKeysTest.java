package dev.goldencorridor.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.health.Health;
import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** After an assignment, the sink deletes downstream keys that upstream no longer has. */
@Timeout(30)
class StaleKeysTest {
    private static final TopicPartition TRIPS = new TopicPartition("corridor.trips", 0);
    private static final TopicPartition OPS_TRIPS = new TopicPartition("ops.trips", 0);
    private static final TopicPartition DELAYS = new TopicPartition("corridor.delays", 0);
    private static final TopicPartition KHORGOS = new TopicPartition("delays.khorgos", 0);
    private static final TopicPartition CRITICAL = new TopicPartition("delays.critical", 0);
    private static final String GONE = "PORT/GONE/PT24H";
    private static final String HERE = "PORT/CNHRS/PT24H";

    private final Samples samples = new Samples();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final LogReader.Log log = new LogReader.Log();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();

    @Test
    void aKeyThatUpstreamNoLongerHasIsDeletedThoughNoRecordComes() {
        log.add(OPS_TRIPS, GONE, trips(1));
        log.add(OPS_TRIPS, HERE, trips(1));
        log.add(TRIPS, HERE, trips(1));
        assign(Map.of(TRIPS, 1L, DELAYS, 0L));
        idle(5);
        run();
        assertThat(written()).containsExactly("ops.trips " + GONE + " deleted");
        assertThat(producer.consumerGroupOffsetsHistory()).isNotEmpty().allSatisfy(groups -> assertThat(
                        groups.values().iterator().next())
                .containsEntry(TRIPS, new OffsetAndMetadata(1)));
    }

    @Test
    void aKeyWhoseTombstoneWasMissedIsDeleted() {
        log.add(OPS_TRIPS, GONE, trips(1));
        log.add(TRIPS, GONE, trips(1));
        log.add(TRIPS, GONE, null);
        assign(Map.of(TRIPS, 2L));
        idle(5);
        run();
        assertThat(written()).containsExactly("ops.trips " + GONE + " deleted");
    }

    @Test
    void aKeyThatUpstreamHasIsKeptWhetherItIsDecodableOrNot() {
        log.add(OPS_TRIPS, GONE, trips(1));
        log.add(OPS_TRIPS, HERE, trips(1));
        log.add(OPS_TRIPS, null, trips(1));
        log.add(TRIPS, HERE, "cannot be read".getBytes(StandardCharsets.UTF_8));
        // The lane has not received these records when the comparison runs; it delivers them later.
        log.add(TRIPS, GONE, trips(2));
        log.add(TRIPS, GONE, null);
        assign(Map.of(TRIPS, 1L));
        idle(5);
        run();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void aKeyThatArrivesDuringTheComparisonIsLeftToTheDelivery() {
        log.add(OPS_TRIPS, GONE, trips(1));
        consumer.schedulePollTask(() -> {
            assignNow(Map.of(TRIPS, 0L));
            arrives(GONE, 0, 2);
        });
        idle(5);
        run();
        assertThat(written()).containsExactly("ops.trips " + GONE);
    }

    @Test
    void aDeletedKeyThatComesBackUnchangedIsDelivered() {
        log.add(OPS_TRIPS, GONE, trips(1));
        assign(Map.of(TRIPS, 0L));
        idle(5);
        consumer.schedulePollTask(() -> arrives(GONE, 0, 1));
        idle(1);
        run();
        assertThat(written()).containsExactly("ops.trips " + GONE + " deleted", "ops.trips " + GONE);
    }

    @Test
    void anAlertThatUpstreamNoLongerHasIsDeletedFromEveryTopicOfDelays() {
        String gone = "CNAKL|CN|X1|2025-09-30|CLEARANCE_OVERDUE";
        log.add(CRITICAL, gone, new byte[1]);
        log.add(KHORGOS, gone, new byte[1]);
        log.add(KHORGOS, Samples.alertKey("CNHRS"), new byte[1]);
        log.add(new TopicPartition("delays.acknowledged", 0), gone, new byte[1]);
        log.add(DELAYS, Samples.alertKey("CNHRS"), new byte[1]);
        log.add(OPS_TRIPS, HERE, trips(1));
        log.add(TRIPS, HERE, trips(1));
        assign(Map.of(TRIPS, 1L, DELAYS, 1L));
        idle(5);
        run();
        assertThat(written())
                .containsExactlyInAnyOrder(
                        "delays.critical " + gone + " deleted", "delays.khorgos " + gone + " deleted");
    }

    @Test
    void aPartitionIsComparedOnceForEachAssignment() {
        log.add(OPS_TRIPS, HERE, trips(1));
        log.add(TRIPS, HERE, trips(1));
        assign(Map.of(TRIPS, 1L));
        idle(5);
        List<Integer> reads = new ArrayList<>();
        consumer.schedulePollTask(() -> reads.add(log.reads()));
        // A failure opens a new lane, but starts no new comparison.
        consumer.schedulePollTask(() -> {
            producer.commitTransactionException = new TimeoutException("the coordinator does not answer");
            arrives(HERE, 1, 5);
        });
        consumer.schedulePollTask(() -> {
            producer.commitTransactionException = null;
            arrives(HERE, 1, 5);
        });
        idle(5);
        consumer.schedulePollTask(() -> reads.add(log.reads()));
        idle(1);
        run();
        assertThat(reads).containsExactly(3, 4);
        assertThat(written()).containsExactly("ops.trips " + HERE);
    }

    @Test
    void tombstonesOfAFailedTransactionAreWrittenByTheNext() {
        log.add(OPS_TRIPS, GONE, trips(1));
        assign(Map.of(TRIPS, 0L));
        producer.commitTransactionException = new TimeoutException("the coordinator does not answer");
        idle(4);
        consumer.schedulePollTask(() -> producer.commitTransactionException = null);
        idle(6);
        run();
        assertThat(written()).containsExactly("ops.trips " + GONE + " deleted");
    }

    @Test
    void aComparisonThatIsNotPermittedDoesNotStopTheDelivery() {
        log.add(OPS_TRIPS, GONE, trips(1));
        failures.add(new TopicAuthorizationException("delays.khorgos"));
        assign(Map.of(TRIPS, 0L));
        idle(2);
        consumer.schedulePollTask(() -> arrives(HERE, 0, 1));
        idle(2);
        run();
        assertThat(written()).containsExactly("ops.trips " + HERE);
    }

    @Test
    void aRecreatedInternalTopicDoesNotEmptyTheDownstreamTopic() {
        for (int i = 0; i < 100; i++) {
            log.add(OPS_TRIPS, "PORT/P" + i + "/PT24H", trips(1));
        }
        assign(Map.of(TRIPS, 0L));
        idle(10);
        run();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void manyStaleKeysAreDeletedInSeveralTransactions() {
        log.add(OPS_TRIPS, HERE, trips(1));
        log.add(TRIPS, HERE, trips(1));
        for (int i = 0; i < 1_100; i++) {
            log.add(OPS_TRIPS, "PORT/P" + i + "/PT24H", trips(1));
        }
        assign(Map.of(TRIPS, 1L));
        idle(10);
        run();
        assertThat(producer.history()).hasSize(1_100);
        assertThat(producer.commitCount()).isGreaterThanOrEqualTo(3);
    }

    private void assign(Map<TopicPartition, Long> positions) {
        consumer.schedulePollTask(() -> assignNow(positions));
    }

    /** Assigns these partitions, with their committed offsets. */
    private void assignNow(Map<TopicPartition, Long> positions) {
        consumer.rebalance(positions.keySet());
        consumer.updateBeginningOffsets(positions);
    }

    private void idle(int polls) {
        for (int i = 0; i < polls; i++) {
            consumer.schedulePollTask(() -> {});
        }
    }

    private void arrives(String key, long offset, long trips) {
        consumer.addRecord(Samples.received(TRIPS.topic(), offset, key, trips(trips)));
    }

    private byte[] trips(long trips) {
        return samples.bytes(Samples.trips(trips, Samples.NOON, 1));
    }

    private List<String> written() {
        return producer.history().stream().map(StaleKeysTest::text).toList();
    }

    private static String text(ProducerRecord<byte[], byte[]> record) {
        return record.topic() + " " + new String(record.key(), StandardCharsets.UTF_8)
                + (record.value() == null ? " deleted" : "");
    }

    private Consumer<byte[], byte[]> scanner() {
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return new LogReader(log);
    }

    private void run() {
        consumer.schedulePollTask(closing::countDown);
        Map<String, DeliveryRoute> routes = new HashMap<>();
        routes.put(TRIPS.topic(), samples.avro(AggregateRoute.TRIPS, Duration.ofHours(1)));
        routes.put(DELAYS.topic(), samples.alerts(false, Map.of("delays.khorgos", 1)));
        new SinkLoop(
                        routes.keySet(),
                        consumer,
                        new Delivery(() -> producer),
                        new Lanes(
                                routes,
                                new DeliveredContent(
                                        new CommittedReader(() -> new LogReader(log), log::ends, () -> false)),
                                Samples::topicIds),
                        new StaleKeys(routes, this::scanner),
                        Clock.systemUTC(),
                        new SinkProgress(
                                new Health(System::nanoTime),
                                new SinkMetrics(new Metrics()),
                                new DeliverySpans(Tracing.off()),
                                Duration.ofMinutes(5)),
                        closing)
                .run();
    }
}
