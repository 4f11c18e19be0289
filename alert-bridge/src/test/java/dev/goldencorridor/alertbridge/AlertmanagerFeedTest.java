package dev.goldencorridor.alertbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.wire.AggregateJson;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AlertmanagerFeedTest {
    private static final Duration RESEND = Duration.ofMinutes(1);
    private static final Duration HOLD = Duration.ofMinutes(4);
    private static final Duration UNTIL_NEXT_DISCOVERY = Duration.ofSeconds(6);
    private static final Pattern POSTED = Pattern.compile("\"key\":\"([^\"]*)\"}.*?\"endsAt\":\"([^\"]*)\"");
    private static final TopicPartition FIRST = new TopicPartition("delays.khorgos", 0);
    private static final TopicPartition SECOND = new TopicPartition("delays.khorgos", 1);

    /** Nanoseconds; advances only when a test advances it. */
    private final AtomicLong passed = new AtomicLong();

    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Brokers consumer = new Brokers();
    /** The alerts that Alertmanager has received, each as key and state. */
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** What happens when Alertmanager has received this number of alerts. */
    private final Map<Integer, Runnable> onReceived = new ConcurrentHashMap<>();

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                for (Matcher one = POSTED.matcher(body); one.find(); ) {
                    received.add(one.group(1) + (Instant.parse(one.group(2)).isAfter(now()) ? " fires" : " is over"));
                }
                Runnable next = onReceived.remove(received.size());
                if (next != null) {
                    next.run();
                }
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whileBrokersAreAwayAllFiringAlertsAreSentAgainBetweenTwoDiscoveries() {
        int alerts = 1_000;
        AtomicInteger receivedAtSecondFailure = new AtomicInteger();
        consumer.create(FIRST);
        consumer.schedulePollTask(() -> {
            for (int train = 0; train < alerts; train++) {
                consumer.write(FIRST, "train " + train, Alerts.raised("MINOR", 1));
            }
        });
        consumer.onDiscoveries(List.of(
                consumer::listing,
                () -> {
                    pass(RESEND);
                    throw new TimeoutException("the brokers are away");
                },
                () -> {
                    receivedAtSecondFailure.set(received.size());
                    closing.complete(null);
                    throw new TimeoutException("the brokers are still away");
                }));
        onReceived.put(alerts, () -> pass(UNTIL_NEXT_DISCOVERY));
        onReceived.put(2 * alerts, () -> pass(UNTIL_NEXT_DISCOVERY));
        run();
        assertThat(receivedAtSecondFailure).hasValue(2 * alerts);
    }

    @Test
    void aPartitionThatCannotBeReadHoldsUpNoOther() {
        consumer.create(FIRST, SECOND);
        consumer.hidden.add(SECOND);
        consumer.schedulePollTask(() -> {
            consumer.write(FIRST, "readable", Alerts.raised("MINOR", 1));
            consumer.write(SECOND, "half read", Alerts.raised("MINOR", 1));
        });
        onReceived.put(1, () -> consumer.hidden.clear());
        onReceived.put(2, () -> closing.complete(null));
        run();
        assertThat(received).containsExactly("readable fires", "half read fires");
    }

    @Test
    void alertsOfADeletedTopicAreResolved() {
        consumer.create(FIRST);
        consumer.schedulePollTask(() -> consumer.write(FIRST, "once", Alerts.raised("MINOR", 1)));
        onReceived.put(1, () -> {
            consumer.existing.clear();
            pass(UNTIL_NEXT_DISCOVERY);
        });
        consumer.onDiscoveries(List.of(consumer::listing, () -> {
            consumer.schedulePollTask(() -> pass(UNTIL_NEXT_DISCOVERY));
            return consumer.listing();
        }));
        onReceived.put(2, () -> closing.complete(null));
        run();
        assertThat(received).containsExactly("once fires", "once is over");
        assertThat(consumer.lastAssigned).isEmpty();
    }

    private void run() {
        Target target = Target.parseAll(
                        "alertmanager=http://127.0.0.1:" + server.getAddress().getPort())
                .get(0);
        TargetMonitor monitor =
                new TargetMonitor(Monitoring.unserved(), Tracing.off(), "target", Duration.ofMinutes(5));
        AlertStates states = new AlertStates(RESEND, HOLD, clock());
        AlertmanagerSender sender = new AlertmanagerSender(
                target,
                states,
                new AlertmanagerRequest(new AlertText(PortCatalogue.builtIn()), HOLD),
                new HttpEndpoint(target, "application/json", Duration.ofSeconds(10), RESEND, clock(), monitor),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(10)),
                RESEND,
                clock(),
                passed::get,
                closing);
        new AlertmanagerFeed(
                        target,
                        consumer,
                        new AlertReader(new Registry(new MockSchemaRegistryClient(), Duration.ZERO)),
                        states,
                        new AlertPartitions(
                                target, new ChosenTopics("delays.*"), consumer, states, RESEND, passed::get),
                        sender,
                        passed::get,
                        monitor,
                        closing)
                .run();
    }

    private Instant now() {
        return Instant.parse("2026-01-05T08:00:00Z").plusNanos(passed.get());
    }

    private void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now();
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    /** Brokers whose partitions and whose responses to a topic discovery are set by the test. */
    private static final class Brokers extends MockConsumer<byte[], byte[]> {
        private final Set<TopicPartition> existing = ConcurrentHashMap.newKeySet();
        private final Set<TopicPartition> hidden = ConcurrentHashMap.newKeySet();
        private final Deque<Supplier<Map<String, List<PartitionInfo>>>> discoveries = new ArrayDeque<>();
        private final Map<TopicPartition, Long> ends = new HashMap<>();
        private Collection<TopicPartition> lastAssigned;

        private Brokers() {
            super("earliest");
        }

        private void create(TopicPartition... partitions) {
            for (TopicPartition partition : partitions) {
                existing.add(partition);
                updateBeginningOffsets(Map.of(partition, 0L));
            }
        }

        private void write(TopicPartition partition, String key, DelayAlert alert) {
            long offset = ends.merge(partition, 1L, Long::sum) - 1;
            addRecord(new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    offset,
                    key.getBytes(StandardCharsets.UTF_8),
                    AggregateJson.of(alert)));
        }

        /** Sets the responses to the next discoveries; later ones list the existing partitions. */
        private void onDiscoveries(List<Supplier<Map<String, List<PartitionInfo>>>> next) {
            discoveries.addAll(next);
        }

        private Map<String, List<PartitionInfo>> listing() {
            return existing.stream()
                    .map(one -> new PartitionInfo(one.topic(), one.partition(), null, null, null))
                    .collect(Collectors.groupingBy(PartitionInfo::topic));
        }

        @Override
        public Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
            return discoveries.isEmpty() ? listing() : discoveries.remove().get();
        }

        @Override
        public OptionalLong currentLag(TopicPartition partition) {
            return hidden.contains(partition) ? OptionalLong.empty() : super.currentLag(partition);
        }

        @Override
        public synchronized void assign(Collection<TopicPartition> partitions) {
            lastAssigned = List.copyOf(partitions);
            super.assign(partitions);
        }
    }
}
