package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.Delivery;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.wire.AggregateJson;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WebhookFeedTest {
    private static final TopicPartition KHORGOS = new TopicPartition("delays.khorgos", 0);
    private static final Uuid FIRST = new Uuid(7, 1);
    private static final Uuid SECOND = new Uuid(7, 2);

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    /** The producers that the feed uses, in this order. */
    private final Deque<MockProducer<byte[], byte[]>> producers = new ArrayDeque<>();

    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    /** The topic's id at each opening of a lane; without an id the opening fails once. */
    private final Deque<List<Uuid>> openings = new ArrayDeque<>();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        consumer.schedulePollTask(() -> {
            consumer.rebalance(Set.of(KHORGOS));
            consumer.updateBeginningOffsets(Map.of(KHORGOS, 0L));
            consumer.addRecord(record(0));
            consumer.addRecord(record(1));
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFailedSaveIsRepeatedWithTheOffsets() {
        MockProducer<byte[], byte[]> fenced = producer();
        MockProducer<byte[], byte[]> successor = producer();
        openings.add(List.of(FIRST));
        fenced.initTransactions();
        fenced.fenceProducer();
        run(2);
        assertThat(fenced.history()).isEmpty();
        assertThat(successor.history()).hasSize(1);
        assertThat(committed(successor)).isEqualTo(2);
        assertThat(ids()).hasSize(2);
    }

    @Test
    void withoutTheTopicIdNothingIsSentUntilTheBrokersAnswer() {
        MockProducer<byte[], byte[]> producer = producer();
        openings.addAll(List.of(List.of(), List.of(), List.of(FIRST)));
        run(2);
        assertThat(openings).isEmpty();
        assertThat(ids()).containsExactly(FIRST + "/0/0", FIRST + "/0/1");
        assertThat(committed(producer)).isEqualTo(2);
        assertThat(producer.history())
                .extracting(saved -> text(saved.key()) + "=" + text(saved.value()))
                .containsExactly("prefix|" + Alerts.KEY + "=" + FIRST + "/0/0");
    }

    @Test
    void theEventsOfARecreatedTopicHaveOtherIds() {
        MockProducer<byte[], byte[]> producer = producer();
        openings.addAll(List.of(List.of(FIRST), List.of(SECOND)));
        when(() -> received.size() == 2, () -> {
            consumer.seek(KHORGOS, 0);
            consumer.addRecord(record(0));
        });
        when(openings::isEmpty, () -> consumer.addRecord(record(0)));
        run(3);
        assertThat(ids()).containsExactly(FIRST + "/0/0", FIRST + "/0/1", SECOND + "/0/0");
        assertThat(committed(producer)).isEqualTo(1);
    }

    /** Runs the feed until the webhook has received so many events and the last producer is in use. */
    private void run(int events) {
        when(() -> received.size() == events && producers.isEmpty(), () -> closing.complete(null));
        Target target = Target.parseAll(
                        "webhook=http://127.0.0.1:" + server.getAddress().getPort() + "/hook")
                .get(0);
        Semaphore results = new Semaphore(0);
        Duration timeout = Duration.ofSeconds(10);
        AlertReader reader = new AlertReader(new Registry(new MockSchemaRegistryClient(), Duration.ZERO));
        TargetMonitor monitor =
                new TargetMonitor(Monitoring.unserved(), Tracing.off(), "target", Duration.ofMinutes(5));
        HttpEndpoint endpoint =
                new HttpEndpoint(target, CloudEvent.CONTENT_TYPE, timeout, timeout, Clock.systemUTC(), monitor);
        WebhookLanes.Opener opener = (partition, position) -> new WebhookLane(
                target,
                new LaneStart(partition, topicId(), position, noAlerts(), List.of()),
                reader,
                endpoint,
                new Backoff(timeout, timeout),
                Clock.systemUTC(),
                results::release);
        new WebhookFeed(
                        target,
                        new ChosenTopics("delays.*"),
                        consumer,
                        new WebhookLanes(target, consumer, opener),
                        new Delivery(producers::remove),
                        results,
                        monitor,
                        closing)
                .run();
    }

    private MockProducer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }

    private static long committed(MockProducer<byte[], byte[]> producer) {
        long[] last = {-1};
        producer.consumerGroupOffsetsHistory().forEach(groups -> groups.values()
                .forEach(offsets -> last[0] = offsets.get(KHORGOS).offset()));
        return last[0];
    }

    private static OpenAlerts noAlerts() {
        return new OpenAlerts(new TopicPartition("corridor.webhook-alerts", 0), "prefix|", Map.of());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Uuid topicId() {
        return openings.remove().stream()
                .findFirst()
                .orElseThrow(() -> new BrokersUnavailableException("no broker answers", null));
    }

    /** Runs this during the first poll at which the condition holds. */
    private void when(BooleanSupplier condition, Runnable then) {
        consumer.schedulePollTask(() -> {
            if (condition.getAsBoolean()) {
                then.run();
            } else {
                when(condition, then);
            }
        });
    }

    private List<String> ids() {
        return received.stream()
                .map(event -> event.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(
                KHORGOS.topic(),
                0,
                offset,
                Alerts.KEY.getBytes(StandardCharsets.UTF_8),
                AggregateJson.of(Alerts.raised("MAJOR", offset + 1)));
    }
}
