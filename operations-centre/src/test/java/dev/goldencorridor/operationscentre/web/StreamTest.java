package dev.goldencorridor.operationscentre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldencorridor.operationscentre.feed.MirroredState;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream over real HTTP. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StreamTest {
    @Test
    void cutsAndRestartsOfTheServerLeaveNoTrace() throws Exception {
        Random random = new Random(1);
        Map<String, String> written = new HashMap<>();
        MirroredState viewer = new MirroredState();
        String lastId = null;
        ServerFixture server = ServerFixture.start("epoch-0", 0);
        try {
            for (int connection = 1; connection <= 40; connection++) {
                write(server, random, written);
                if (connection % 10 == 0) {
                    int port = server.server.port();
                    server.close();
                    server = ServerFixture.start("epoch-" + connection, port);
                    restore(server, written);
                }
                lastId = receive(server, random, viewer, lastId);
            }
            lastId = receiveAll(server, viewer, lastId);
            assertThat(lastId)
                    .isEqualTo("epoch-40-" + server.board.feed().head().sequence());
        } finally {
            server.close();
        }
        MirroredState expected = new MirroredState();
        written.forEach((key, text) -> expected.set("ops.trips", key, text));
        assertThat(viewer).isEqualTo(expected);
    }

    private static void write(ServerFixture server, Random random, Map<String, String> written) {
        for (int i = random.nextInt(40); i >= 0; i--) {
            String key = "PORT/" + random.nextInt(60) + "/PT1H";
            String text = random.nextInt(5) == 0 ? null : "{\"x\":\"" + "y".repeat(random.nextInt(8_000)) + "\"}";
            server.write("ops.trips", key, text);
            if (text == null) {
                written.remove(key);
            } else {
                written.put(key, text);
            }
        }
    }

    private static void restore(ServerFixture server, Map<String, String> written) {
        written.forEach((key, text) -> server.write("ops.trips", key, text));
    }

    /** Receives some batches, then cuts the connection. */
    private static String receive(ServerFixture server, Random random, MirroredState viewer, String lastId)
            throws IOException, InterruptedException {
        String id = lastId;
        try (StreamReader stream = server.stream(lastId)) {
            for (int batches = random.nextInt(3); batches > 0; batches--) {
                StreamReader.Event event = stream.next();
                while (!event.name().equals("batch") && !event.name().equals("beat")) {
                    event = stream.next();
                }
                if (event.name().equals("batch")) {
                    event.applyTo(viewer);
                    id = event.id();
                }
            }
        }
        return id;
    }

    /** Receives until a beat confirms the state. */
    private static String receiveAll(ServerFixture server, MirroredState viewer, String lastId)
            throws IOException, InterruptedException {
        String id = lastId;
        try (StreamReader stream = server.stream(lastId)) {
            while (true) {
                StreamReader.Event event = stream.next();
                if (event.name().equals("batch")) {
                    event.applyTo(viewer);
                    id = event.id();
                    JsonNode digest = event.data().get("digest");
                    assertThat(digest == null || digest.textValue().equals(viewer.digest()))
                            .isTrue();
                } else if (event.name().equals("beat")
                        && id.endsWith("-" + event.data().get("seq").asText())) {
                    assertThat(event.data().get("digest").textValue()).isEqualTo(viewer.digest());
                    return id;
                }
            }
        }
    }

    @Test
    void aViewerSeesAChangeAtOnceAndABeatEachSecond() throws Exception {
        try (ServerFixture server = ServerFixture.start("e", 0);
                StreamReader stream = server.stream(null)) {
            StreamReader.Event hello = stream.next();
            assertThat(hello.name()).isEqualTo("hello");
            assertThat(hello.data().get("acknowledging").booleanValue()).isTrue();
            assertThat(hello.data().get("ports").findValuesAsText("code")).contains("CNHRS", "esr:707701");
            assertThat(stream.next("batch").data().get("full").booleanValue()).isTrue();

            server.write("ops.ports", "CNHRS", "{\"present\":1}");

            StreamReader.Event batch = stream.next("batch");
            assertThat(batch.id()).isEqualTo("e-1");
            assertThat(batch.data().get("set").toString())
                    .isEqualTo("[[\"ops.ports\",\"CNHRS\",\"{\\\"present\\\":1}\"]]");
            JsonNode beat = stream.next("beat").data();
            // The first beat may be as old as the viewer, and then it is of the state before the change.
            if (beat.get("seq").intValue() == 0) {
                beat = stream.next("beat").data();
            }
            assertThat(beat.get("seq").intValue()).isEqualTo(1);
            assertThat(beat.get("consumer").textValue()).isEqualTo("live");
            assertThat(beat.get("clockReceivedAt").isNull()).isTrue();
        }
    }

    @Test
    void aCompressedStreamHasTheSameEvents() throws Exception {
        try (ServerFixture server = ServerFixture.start("e", 0);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            server.write("ops.ports", "CNHRS", "{\"present\":1}");
            socket.getOutputStream()
                    .write("GET /api/v1/stream HTTP/1.0\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String headers = headers(in);
            assertThat(headers).contains("Content-Encoding: gzip");

            StreamReader stream = new StreamReader(new GZIPInputStream(in) {
                @Override
                public int available() {
                    // Otherwise a reader waits until its buffer is full.
                    return 0;
                }
            });
            assertThat(stream.next().name()).isEqualTo("hello");
            assertThat(stream.next().data().get("set")).hasSize(1);
            assertThat(stream.next("beat").data().has("digest")).isTrue();
        }
    }

    private static String headers(InputStream in) throws IOException {
        StringBuilder headers = new StringBuilder();
        while (headers.indexOf("\r\n\r\n") < 0) {
            headers.append((char) in.read());
        }
        return headers.toString();
    }

    @Test
    void aViewerThatReadsNothingDelaysNobodyAndHoldsOneBatch() throws Exception {
        try (ServerFixture server = ServerFixture.start("e", 0);
                Socket stuck = new Socket(InetAddress.getLoopbackAddress(), server.server.port());
                StreamReader stream = server.stream(null)) {
            stuck.getOutputStream()
                    .write("GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            MirroredState viewer = new MirroredState();
            stream.next("batch").applyTo(viewer);
            for (int i = 0; i < 300; i++) {
                server.write(
                        "ops.trips",
                        "PORT/" + i % 50 + "/PT1H",
                        "{\"i\":" + i + ",\"x\":\"" + "y".repeat(50_000) + "\"}");
                String head = "e-" + server.board.feed().head().sequence();
                StreamReader.Event event = stream.next("batch");
                event.applyTo(viewer);
                while (!event.id().equals(head)) {
                    event = stream.next("batch");
                    event.applyTo(viewer);
                }
            }
            assertThat(viewer.digest())
                    .isEqualTo(server.board.feed().head().digest().toString());
            assertThat(server.server.viewers()).isEqualTo(2);
        }
    }

    @Test
    void tooManyViewersAreRefusedWithAReason() throws Exception {
        List<StreamReader> open = new ArrayList<>();
        try (ServerFixture server = ServerFixture.start("e", 0)) {
            for (int i = 0; i < 20; i++) {
                open.add(server.stream(null));
            }
            HttpResponse<String> refused = server.get("/api/v1/stream");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("board.viewers");
        }
        for (StreamReader stream : open) {
            stream.close();
        }
    }
}
