package dev.goldencorridor.alertbridge;

import static dev.goldencorridor.alertbridge.Alerts.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.tracing.Tracing;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.AggregateJson;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookLaneTest {
    private static final Uuid TOPIC_ID = new Uuid(1, 2);

    private final List<String> received = new CopyOnWriteArrayList<>();
    /** The next responses; 204 after them. */
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    private HttpServer server;
    private WebhookLane lane;
    private long nextOffset;

    @BeforeEach
    void start() throws IOException {
        start(Map.of(), List.of());
    }

    /**
     * @param saved the alerts that the webhook has as open
     * @param over those of them without a record
     */
    private void start(Map<String, String> saved, List<String> over) throws IOException {
        stop();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(statuses.isEmpty() ? 204 : statuses.remove(), -1);
            exchange.close();
        });
        server.start();
        Target target = Target.parseAll(
                        "webhook=http://127.0.0.1:" + server.getAddress().getPort() + "/hook")
                .get(0);
        Duration timeout = Duration.ofSeconds(10);
        OpenAlerts alerts = new OpenAlerts(new TopicPartition("corridor.webhook-alerts", 0), "prefix|", saved);
        lane = new WebhookLane(
                target,
                new LaneStart(new TopicPartition("delays.khorgos", 0), TOPIC_ID, 0, alerts, over),
                new AlertReader(new Registry(new MockSchemaRegistryClient(), Duration.ZERO)),
                new HttpEndpoint(
                        target,
                        CloudEvent.CONTENT_TYPE,
                        timeout,
                        timeout,
                        Clock.systemUTC(),
                        new TargetMonitor(Monitoring.unserved(), Tracing.off(), "target", Duration.ofMinutes(5))),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
                Clock.fixed(Alerts.RAISED_AT, ZoneOffset.UTC),
                () -> {});
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void theTombstoneOfAClearedAlertIsNotSent() {
        send(Alerts.raised("MAJOR", 1), Alerts.cleared("MAJOR", 2), null);
        assertThat(received)
                .satisfiesExactly(
                        raised -> assertThat(raised).contains("\"state\":\"RAISED\""),
                        cleared -> assertThat(cleared).contains("\"state\":\"CLEARED\""));
    }

    /** The sink deletes keys whose clearing it has missed; compaction removes clearings that a bridge has missed. */
    @Test
    void aTombstoneWithoutAClearingIsSent() {
        send(Alerts.raised("MAJOR", 1), null);
        assertThat(received).hasSize(2);
        assertThat(received.get(1))
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"" + TOPIC_ID + "/0/1\",\"source\":\"/delays.khorgos\","
                        + "\"type\":\"dev.goldencorridor.schemas.DelayAlert.deleted\",\"subject\":\"" + KEY + "\","
                        + "\"time\":\"1969-12-31T23:59:59.999Z\"}");
    }

    @Test
    void aTombstoneAfterAnotherRaisingIsSent() {
        send(Alerts.raised("MAJOR", 1), Alerts.cleared("MAJOR", 2), Alerts.raised("MINOR", 3), null);
        assertThat(received).hasSize(4);
        assertThat(received.get(3)).contains("DelayAlert.deleted");
    }

    @Test
    void theTombstoneOfAnAlertThatTheWebhookNeverHadIsNotSent() {
        send((DelayAlert) null);
        assertThat(received).isEmpty();
    }

    @Test
    void anAlertWithoutARecordIsDeletedBeforeNewerChanges() throws IOException {
        start(Map.of(KEY, "id/0/7", "other", "id/0/8"), List.of(KEY));
        statuses.addAll(List.of(503, 500));
        send(Alerts.raised("MAJOR", 1));
        assertThat(received).hasSize(4);
        assertThat(received.subList(0, 3))
                .containsOnly("{\"specversion\":\"1.0\",\"id\":\"id/0/7/deleted\",\"source\":\"/delays.khorgos\","
                        + "\"type\":\"dev.goldencorridor.schemas.DelayAlert.deleted\",\"subject\":\"" + KEY + "\","
                        + "\"time\":\"2025-06-04T14:10:00Z\"}");
        assertThat(received.get(3)).contains("\"state\":\"RAISED\"");
        assertThat(unsaved()).containsExactly(KEY + "=" + TOPIC_ID + "/0/0");
    }

    @Test
    void aRefusedDeletionIsNotRepeated() throws IOException {
        start(Map.of(KEY, "id/0/7"), List.of(KEY));
        statuses.add(422);
        send();
        assertThat(received).hasSize(1);
        assertThat(unsaved()).containsExactly(KEY + "=null");
    }

    @Test
    void onlyAcceptedChangesAreSaved() {
        statuses.addAll(List.of(422, 204, 204, 422));
        send(
                Alerts.raised("MINOR", 1),
                Alerts.raised("MAJOR", 2),
                Alerts.raised("CRITICAL", 3),
                Alerts.cleared("CRITICAL", 4));
        assertThat(unsaved()).containsExactly(KEY + "=" + TOPIC_ID + "/0/1");
        lane.alerts().saved();
        assertThat(unsaved()).isEmpty();
        send((DelayAlert) null);
        assertThat(received.get(4)).contains("DelayAlert.deleted");
        assertThat(unsaved()).containsExactly(KEY + "=null");
    }

    private List<String> unsaved() {
        return lane.alerts().unsaved().stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8).replace("prefix|", "") + "="
                        + (record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8)))
                .toList();
    }

    @Test
    void aRecordWhoseOffsetGoesBackIsLeftToAnotherLane() {
        send(Alerts.raised("MAJOR", 1), Alerts.raised("MAJOR", 2));
        nextOffset = 1;
        assertThat(lane.add(List.of(record(null)))).hasValue(1);
        assertThat(lane.isIdle()).isTrue();
    }

    private void send(DelayAlert... alerts) {
        for (DelayAlert alert : alerts) {
            assertThat(lane.add(List.of(record(alert)))).isEmpty();
        }
        while (!lane.isIdle()) {
            lane.send();
            lane.inFlight().join();
            lane.takeResult();
        }
        assertThat(lane.completedOffset()).isEqualTo(nextOffset);
    }

    private ConsumerRecord<byte[], byte[]> record(DelayAlert alert) {
        return new ConsumerRecord<>(
                "delays.khorgos",
                0,
                nextOffset++,
                KEY.getBytes(StandardCharsets.UTF_8),
                alert == null ? null : AggregateJson.of(alert));
    }
}
