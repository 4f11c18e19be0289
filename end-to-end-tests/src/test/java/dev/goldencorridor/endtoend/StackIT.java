package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.alertbridge.AlertsApplication;
import dev.goldencorridor.cli.CorridorDirectory;
import dev.goldencorridor.cli.ParentWatchdog;
import dev.goldencorridor.cli.Stack;
import dev.goldencorridor.cli.StackException;
import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.monitoring.MonitoredProcess;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One whole stack in this JVM. The last test breaks it. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");
    /** Nobody listens there, so that requests of alerts fail. */
    private static final String NO_SERVICE = "webhook=http://127.0.0.1:9/";

    @TempDir
    private static Path directory;

    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private static Set<ProcessHandle> others;
    private static SpanCollector collector;
    private static Stack stack;
    private static Settings settings;

    @BeforeAll
    static void start() throws Exception {
        // The last test stops the registry of this stack, because the other classes of this JVM share one.
        others = ProcessHandle.current().children().collect(Collectors.toSet());
        collector = new SpanCollector();
        stack = new Stack(CorridorDirectory.take(directory), StackIT::settings);
        settings = stack.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
        collector.close();
    }

    @Test
    @Order(1)
    void everyPanelOfTheDashboardsShowsData() throws Exception {
        Settings alertSettings = settings(
                AlertSettings.definition(),
                Map.of(
                        "bootstrap.servers",
                        settings.string("bootstrap.servers"),
                        "schema.registry.url",
                        settings.string("schema.registry.url"),
                        AlertSettings.TO_CONFIG,
                        NO_SERVICE));
        try (Monitoring monitoring = Monitoring.start(MonitoredProcess.ALERTS, alertSettings);
                AlertsApplication alerts = AlertsApplication.create(alertSettings, monitoring);
                PrometheusFixture prometheus = PrometheusFixture.start(
                        directory,
                        List.of(
                                stack.monitoringAddress().orElseThrow(),
                                monitoring.address().orElseThrow()))) {
            new Thread(alerts::run, "alerts").start();
            publishTwoDays();
            List<DashboardPanels.Query> queries = DashboardPanels.all("15s");
            assertThat(queries).hasSizeGreaterThan(60);
            await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(queries)
                    .filteredOn(query -> prometheus.query(query.expression()).isEmpty())
                    .as("panels without data")
                    .isEmpty());
            for (JsonNode group : prometheus.ruleGroups()) {
                for (JsonNode rule : group.path("rules")) {
                    assertThat(rule.path("lastError").asText())
                            .as(rule.path("name").asText())
                            .isEmpty();
                }
            }
        }
    }

    /** Only events of a sampled trace have spans here, so the collector has those of one event. */
    @Test
    @Order(2)
    void oneTraceLeadsFromThePublisherToTheTopicsDownstream() {
        SimulationPlan plan = new SimulationPlan(8, BEGIN.plus(Duration.ofDays(2)), 1, 1);
        SimulatedReport report =
                new CorridorSimulation(plan).stream().findFirst().orElseThrow();
        try (MovementPublishers publishers = MovementPublishers.connect(publishing(), Clock.systemUTC())) {
            publishers
                    .of(report.publisher())
                    .publish(report.movement(), "00-" + TRACE_ID + "-" + CALLER + "-01")
                    .join();
        }
        String published = awaitSpan("corridor-publish", "publish movements." + report.publisher(), CALLER);
        String processed = awaitSpan("corridor-process", "process movements.*", published);
        assertThat(processed).isNotEqualTo(published);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(collector.ofTrace(TRACE_ID))
                .filteredOn(span -> span.service().equals("corridor-sink"))
                .isNotEmpty()
                .allMatch(span -> span.name().startsWith("deliver ops."))
                .allMatch(span -> spansOf("corridor-process").contains(span.parentId())));
    }

    /** Waits for a span with this name and parent. Returns its id. */
    private static String awaitSpan(String service, String name, String parentId) {
        return await().atMost(LIMIT)
                .until(
                        () -> collector.ofTrace(TRACE_ID).stream()
                                .filter(span -> span.service().equals(service))
                                .filter(span -> span.name().equals(name)
                                        && span.parentId().equals(parentId))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .spanId();
    }

    private static Set<String> spansOf(String service) {
        return collector.ofTrace(TRACE_ID).stream()
                .filter(span -> span.service().equals(service))
                .map(SpanCollector.CollectedSpan::spanId)
                .collect(Collectors.toSet());
    }

    @Test
    @Order(3)
    void aStackWhoseRegistryDiesHasFailed() {
        assertThat(stack.hasEnded()).isFalse();
        ProcessHandle registry = ProcessHandle.current()
                .children()
                .filter(child -> !others.contains(child))
                .filter(child -> child.info()
                        .commandLine()
                        .filter(line -> line.contains(ParentWatchdog.class.getName()))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(registry.destroyForcibly()).isTrue();

        assertThatThrownBy(stack::awaitEnd)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("the schema registry ended with exit code")
                .hasMessageContaining(directory.resolve("logs").toString());
    }

    private static Settings settings(ConfigDef definition, Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(given);
        all.put("clock", "event");
        all.put("traces.endpoint", collector.endpoint());
        all.put("traces.sampling", "0");
        return Settings.of(definition, all);
    }

    private static Settings publishing() {
        return settings(
                PublishSettings.definition(),
                Map.of(
                        "bootstrap.servers", settings.string("bootstrap.servers"),
                        "schema.registry.url", settings.string("schema.registry.url")));
    }

    /** Trains of two days, some of them late, each event twice; and a record that no one can read. */
    private static void publishTwoDays() throws Exception {
        SimulationPlan plan = new SimulationPlan(7, BEGIN, 2, 1).with(InjectedDelays.ofShare(0.3));
        List<SimulatedReport> reports = new CorridorSimulation(plan).stream().toList();
        try (MovementPublishers publishers = MovementPublishers.connect(publishing(), Clock.systemUTC())) {
            List<CompletableFuture<RecordMetadata>> published = new ArrayList<>();
            for (int time = 0; time < 2; time++) {
                for (SimulatedReport report : reports) {
                    published.add(publishers.of(report.publisher()).publish(report.movement()));
                }
            }
            CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();
        }
        try (KafkaProducer<byte[], byte[]> raw = new KafkaProducer<>(
                Map.of("bootstrap.servers", settings.string("bootstrap.servers")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            raw.send(new ProducerRecord<>("movements.khorgos", new byte[] {1}, new byte[] {2}))
                    .get();
        }
    }
}
