package dev.goldencorridor.alertbridge;

import static dev.goldencorridor.alertbridge.Alerts.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.AggregateJson;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookLaneTest {
    private static final Uuid TOPIC_ID = new Uuid(1, 2);

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private WebhookLane lane;
    private long nextOffset;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        Target target = Target.parseAll(
                        "webhook=http://127.0.0.1:" + server.getAddress().getPort() + "/hook")
                .get(0);
        Duration timeout = Duration.ofSeconds(10);
        lane = new WebhookLane(
                target,
                TOPIC_ID,
                0,
                new AlertReader(new Registry(new MockSchemaRegistryClient(), Duration.ZERO)),
                new HttpEndpoint(target, CloudEvent.CONTENT_TYPE, timeout, timeout, Clock.systemUTC()),
                new Backoff(timeout, timeout),
                () -> {});
    }

    @AfterEach
    void stop() {
        server.stop(0);
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
        assertThat(lane.completedOffset()).isEqualTo(alerts.length);
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
