package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.health.Health;
import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.metrics.Metrics;
import dev.goldencorridor.runtime.tracing.Tracing;
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
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A sink loop between a mock consumer and mock producers, with the polls that its tests have in common. */
abstract class SinkLoopFixture {
    static final TopicPartition TRIPS = new TopicPartition("corridor.trips", 0);
    static final TopicPartition OPS_TRIPS = new TopicPartition("ops.trips", 0);
    static final TopicPartition DELAYS = new TopicPartition("corridor.delays", 0);
    static final String KEY = "PORT/CNHRS/PT24H";

    static final Duration MAX_TURN = Duration.ofMinutes(5);

    final Health health = new Health(System::nanoTime);
    final Samples samples = new Samples();
    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    final CountDownLatch closing = new CountDownLatch(1);
    /** The producers that the loop uses, in this order. */
    final Deque<Producer<byte[], byte[]>> producers = new ArrayDeque<>();

    final LogReader.Log log = new LogReader.Log();
    /** Positions of the consumer that a test has recorded. */
    final List<Long> positions = new ArrayList<>();

    DeliverySpans spans = new DeliverySpans(Tracing.off());

    private final Map<String, Integer> topics = new HashMap<>(Map.of("delays.khorgos", 1));

    /** The first poll assigns both partitions, then runs this. */
    final void firstPoll(Runnable then) {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(TRIPS, DELAYS));
            consumer.updateBeginningOffsets(Map.of(TRIPS, 0L, DELAYS, 0L));
            then.run();
        });
    }

    /** The first poll assigns both partitions and brings one trip count, at offset 0. */
    final void firstPollBringsOneValue() {
        firstPoll(() -> arrives(0, 1));
    }

    final MockProducer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    final void alerts(int from, int to) {
        for (int offset = from; offset < to; offset++) {
            consumer.addRecord(Samples.received(
                    DELAYS.topic(),
                    offset,
                    Samples.alertKey("CNHRS"),
                    samples.bytes(Samples.alert("CNHRS", "MINOR", "RAISED", offset + 1))));
        }
    }

    final void arrives(long offset, long trips) {
        arrives(KEY, offset, trips);
    }

    final void arrives(String key, long offset, long trips) {
        consumer.addRecord(Samples.received(
                TRIPS.topic(), offset, key, samples.bytes(Samples.trips(trips, Samples.NOON, offset + 1))));
    }

    static long committed(MockProducer<byte[], byte[]> producer) {
        return committed(producer, TRIPS);
    }

    static long committed(MockProducer<byte[], byte[]> producer, TopicPartition partition) {
        Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
        producer.consumerGroupOffsetsHistory().forEach(groups -> groups.values().forEach(last::putAll));
        return last.get(partition).offset();
    }

    final void run() {
        Map<String, DeliveryRoute> routes = Map.of(
                TRIPS.topic(),
                samples.avro(AggregateRoute.TRIPS, Duration.ofHours(1)),
                DELAYS.topic(),
                samples.alerts(false, topics));
        new SinkLoop(
                        routes.keySet(),
                        consumer,
                        new Delivery(producers::remove),
                        new Lanes(
                                routes,
                                new DeliveredContent(
                                        new CommittedReader(() -> new LogReader(log), log::ends, () -> false)),
                                Samples::topicIds),
                        new StaleKeys(routes, () -> new LogReader(log)),
                        Clock.systemUTC(),
                        new SinkProgress(health, new SinkMetrics(new Metrics()), spans, MAX_TURN),
                        closing)
                .run();
    }
}
