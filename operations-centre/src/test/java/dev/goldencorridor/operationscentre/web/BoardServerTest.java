package dev.goldencorridor.operationscentre.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BoardServerTest {
    private static final String ALERT = "CNHRS|CR|X8003|2026-11-28|ARRIVAL_LATE";
    private static final String ALERT_PATH = "/api/v1/alerts/CNHRS%7CCR%7CX8003%7C2026-11-28%7CARRIVAL_LATE";
    private static final String BODY = "{\"by\":\"desk 1\",\"reason\":\"called the driver\",\"until\":null}";

    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.start("e", 0);
        server.write("delays.khorgos", ALERT, Samples.alert("RAISED", "2026-11-28T19:00:00Z", 1));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "127.0.0.1, 200", "[::1], 200", "board.example.org, 200", "evil.example, 421"})
    void onlyOwnNamesAreServed(String host, int status) throws Exception {
        // Java's client sets the host itself.
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            String request = "GET /api/v1/aggregates HTTP/1.1\r\nHost: " + host + ":" + server.server.port()
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/view/overview", "/view/run/CR%7CX8003%7C2026-11-28", "/view/help?lang=zh&wall=1"})
    void everyViewIsThePage(String path) throws Exception {
        HttpResponse<String> page = server.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).doesNotContain("@build@");
    }

    @Test
    void anAssetOfThisBuildIsCachedForEverAndAnotherIsNotFound() throws Exception {
        String build = PageFiles.load().build();
        HttpResponse<String> asset = server.get("/assets/" + build + "/index.html");

        assertThat(asset.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(server.get("/assets/old/index.html").statusCode()).isEqualTo(404);
        assertThat(server.get("/assets/" + build + "/../../secret").statusCode())
                .isEqualTo(404);
    }

    @Test
    void anUnchangedAnswerIsNotSentAgain() throws Exception {
        String tag = server.get("/api/v1/alerts").headers().firstValue("ETag").orElseThrow();

        assertThat(server.get("/api/v1/alerts", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(server.get("/api/v1/alerts", "If-None-Match", "\"x\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aListIsCsvOnRequest() throws Exception {
        HttpResponse<String> csv = server.get("/api/v1/alerts", "Accept", "text/csv");

        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(csv.body()).startsWith("topic,key,facility").contains("\"delays.khorgos\",\"" + ALERT + "\"");
        assertThat(server.get("/api/v1/alerts?format=csv").body()).isEqualTo(csv.body());
    }

    @Test
    void acknowledgingNeedsTheTokenOrAKnownProxy() throws Exception {
        String path = ALERT_PATH + "/acknowledgement";
        String json = "application/json";
        String token = "Bearer " + ServerFixture.TOKEN;

        assertThat(post(path, BODY, "Content-Type", json).statusCode()).isEqualTo(401);
        assertThat(post(path, BODY, "Content-Type", json, "Authorization", "Bearer x")
                        .statusCode())
                .isEqualTo(401);
        // This address is no trusted proxy.
        assertThat(post(path, BODY, "Content-Type", json, "X-User", "me").statusCode())
                .isEqualTo(401);
        assertThat(post(path, BODY, "Content-Type", "text/plain", "Authorization", token)
                        .statusCode())
                .isEqualTo(415);
        assertThat(post(path, BODY, "Content-Type", json, "Authorization", token, "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);

        HttpResponse<String> saved = post(path, BODY, "Content-Type", json, "Authorization", token);
        assertThat(saved.statusCode()).isEqualTo(201);
        assertThat(saved.body())
                .contains("\"raisedAt\":\"2026-11-28T19:00:00Z\"")
                .contains("\"by\":\"desk 1\"");
        assertThat(server.get(ALERT_PATH).body()).contains("\"acknowledgement\":{\"alertKey\"");

        assertThat(server.send("DELETE", path, "", "Authorization", token).statusCode())
                .isEqualTo(204);
        assertThat(server.get(ALERT_PATH).body()).contains("\"acknowledgement\":null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"by\":\"\"}",
                "{\"by\":\"a\\u0000b\"}",
                "{\"by\":\"a\",\"until\":\"yesterday\"}",
                "{\"by\":\"a\",\"until\":\"2020-01-01T00:00:00Z\"}",
                "[]",
                "x"
            })
    void aFaultyAcknowledgementIsRefused(String body) throws Exception {
        HttpResponse<String> refused = post(
                ALERT_PATH + "/acknowledgement",
                body,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + ServerFixture.TOKEN);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"remedy\"");
    }

    @Test
    void withoutConfigurationTheBoardIsReadOnly() throws Exception {
        try (ServerFixture readOnly = ServerFixture.readOnly()) {
            HttpResponse<String> refused =
                    readOnly.send("POST", ALERT_PATH + "/acknowledgement", BODY, "Content-Type", "application/json");

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("board.acknowledge.token");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/nothing, 404",
        "/api/v1/alerts/none, 404",
        "/api/v1/runs/none, 404",
        "/api/v1/alerts?stat=RAISED, 400",
        "/api/v1/aggregates?topic=ops.trip, 400",
        "/api/v1/aggregates?limit=0, 400",
        "/api/v1/series?topic=ops.trips, 400",
        "/api/v1/series?topic=ops.trips&dimension=PORT&id=CNHRS&field=trips&period=WEEK, 400",
        "/api/v1/alarm-management?from=x, 400",
        "/nothing, 404"
    })
    void aFaultyRequestIsAnsweredWithFaultAndRemedy(String path, int status) throws Exception {
        HttpResponse<String> refused = server.get(path);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body()).contains("\"detail\":\"").contains("\"remedy\":\"");
    }

    private static HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return server.send("POST", path, body, headers);
    }
}
