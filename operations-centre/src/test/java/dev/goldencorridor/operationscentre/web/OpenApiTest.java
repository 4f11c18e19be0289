package dev.goldencorridor.operationscentre.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real answers are as the description of the API says. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALERT = "CNHRS|CR|X8003|2026-11-28|ARRIVAL_LATE";

    private static ServerFixture server;
    private static JsonNode description;

    @BeforeAll
    static void start() throws Exception {
        server = ServerFixture.start("e", 0);
        server.write("ops.clock", "corridor", Samples.clock("2026-11-28T19:30:00Z", "wall"));
        server.write("delays.khorgos", ALERT, Samples.alert("RAISED", "2026-11-27T10:00:00Z", 1));
        server.write("delays.khorgos", ALERT, Samples.alert("CLEARED", "2026-11-27T10:00:00Z", 2));
        server.write("delays.khorgos", ALERT, Samples.alert("RAISED", "2026-11-28T10:00:00Z", 3));
        server.write(
                "ops.trips",
                "PORT/CNHRS/DAY:2026-11-29",
                "{\"dimension\":\"PORT\",\"windowStart\":\"2026-11-28T10:01:00Z\",\"trips\":12}");
        server.write(
                "ops.publishers",
                "khorgos",
                "{\"publisher\":\"khorgos\",\"lastReceivedAt\":\"2026-11-28T19:00:00Z\",\"usualGapSeconds\":700.0}");
        server.write(
                "ops.runs",
                "CR|X8003|2026-11-28",
                "{\"trainRunId\":\"CR|X8003|2026-11-28\",\"trainNumber\":\"X8003\",\"direction\":\"OUTBOUND\","
                        + "\"state\":\"UNDER_WAY\",\"lastOccurredAt\":null,\"alerts\":[\"" + ALERT
                        + "\"],\"calls\":[{\"facility\":\"CNHRS\"}],\"asOf\":\"2026-11-28T19:00:00Z\",\"revision\":4}");
        description = JSON.readTree(server.get("/api/v1/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/aggregates, /aggregates",
        "/aggregates, /aggregates?topic=ops.trips&dimension=PORT&id=&limit=1",
        "/series, /series?topic=ops.trips&dimension=PORT&id=CNHRS&field=trips&period=DAY",
        "/runs, /runs?q=x8003&facility=CNHRS&direction=OUTBOUND&state=UNDER_WAY",
        "/runs/{trainRunId}, /runs/CR%7CX8003%7C2026-11-28",
        "/alerts, /alerts?state=RAISED&severity=MAJOR&type=ARRIVAL_LATE&facility=CNHRS",
        "/alerts/{key}, /alerts/CNHRS%7CCR%7CX8003%7C2026-11-28%7CARRIVAL_LATE",
        "/alarm-management, /alarm-management",
        "/alarm-management, /alarm-management?from=2026-11-27T00:00:00Z&publisher=khorgos",
        "/health-of-data, /health-of-data",
        "/openapi.json, /openapi.json"
    })
    void anAnswerIsAsDescribed(String path, String request) throws Exception {
        HttpResponse<String> answer = server.get("/api/v1" + request);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().trim()).isNotEqualTo("[]");
        JsonNode operation = description.at("/paths/" + path.replace("/", "~1") + "/get");
        assertValid(operation.at("/responses/200/content/application~1json/schema"), answer.body());
        assertThat(parametersOf(operation)).containsAll(parametersIn(request));
    }

    @Test
    void anAcknowledgementIsAsDescribed() throws Exception {
        HttpResponse<String> answer = server.send(
                "POST",
                "/api/v1/alerts/CNHRS%7CCR%7CX8003%7C2026-11-28%7CARRIVAL_LATE/acknowledgement",
                "{\"by\":\"desk 1\",\"until\":\"2026-11-29T00:00:00Z\"}",
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + ServerFixture.TOKEN);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertValid(
                description.at(
                        "/paths/~1alerts~1{key}~1acknowledgement/post/responses/201/content/application~1json/schema"),
                answer.body());
    }

    @Test
    void aProblemIsAsDescribed() throws Exception {
        assertValid(
                description.at("/components/responses/problem/content/application~1problem+json/schema"),
                server.get("/api/v1/runs/none").body());
    }

    @Test
    void everyResourceIsDescribed() {
        Set<String> described = new TreeSet<>();
        description
                .get("paths")
                .properties()
                .forEach(path -> described.add(path.getKey().split("/", -1)[1]));

        assertThat(described)
                .containsExactlyInAnyOrder(
                        "aggregates",
                        "series",
                        "runs",
                        "alerts",
                        "alarm-management",
                        "health-of-data",
                        "openapi.json",
                        "stream");
    }

    private static void assertValid(JsonNode schema, String body) throws IOException {
        assertThat(schema.isObject()).isTrue();
        ObjectNode root = JSON.createObjectNode();
        root.putArray("allOf").add(schema);
        root.set("components", description.get("components"));
        Set<ValidationMessage> faults = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(root)
                .validate(JSON.readTree(body), context -> context.getExecutionConfig()
                        .setFormatAssertionsEnabled(true));
        assertThat(faults).as(body).isEmpty();
    }

    private static Set<String> parametersOf(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode resolved = parameter.has("$ref")
                    ? description.at(parameter.get("$ref").textValue().substring(1))
                    : parameter;
            names.add(resolved.get("name").textValue());
        });
        return names;
    }

    private static Set<String> parametersIn(String request) {
        Set<String> names = new TreeSet<>();
        int query = request.indexOf('?');
        if (query >= 0) {
            for (String parameter : request.substring(query + 1).split("&", -1)) {
                names.add(parameter.split("=", 2)[0]);
            }
        }
        return names;
    }
}
