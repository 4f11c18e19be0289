package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.alertbridge.AlertsApplication;
import dev.goldencorridor.cli.access.AccessRule;
import dev.goldencorridor.cli.secure.StackSecurity;
import dev.goldencorridor.operationscentre.BoardApplication;
import dev.goldencorridor.operationscentre.BoardSettings;
import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.runtime.kafka.AccessAdmin;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import dev.goldencorridor.sink.SinkSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline on a secure stack: each program with its own certificate and its generated permissions. */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecureStackIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int DAYS = 3;
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir
    private static Path directory;

    /** All movements that were published so far. */
    private static final List<TrainMovement> EVENTS = new ArrayList<>();

    private static AuthorizerLog decisions;
    private static FakeWebhook webhook;
    private static SecureStack stack;

    @BeforeAll
    static void start() throws Exception {
        decisions = AuthorizerLog.begin();
        webhook = new FakeWebhook();
        stack = new SecureStack(
                directory,
                Map.of(
                        "clock",
                        "event",
                        BoardSettings.PORT_CONFIG,
                        "0",
                        AlertSettings.TO_CONFIG,
                        "webhook=" + webhook.url()));
        stack.start();
    }

    @AfterAll
    static void stop() {
        stack.close();
        webhook.close();
        decisions.close();
    }

    @Test
    @Order(1)
    void everyProgramWorksWithItsPermissionsAndUsesAllOfThem() throws Exception {
        List<SimulatedReport> reports = simulated(BEGIN);
        AlertsApplication alerts = AlertsApplication.create(stack.settings(AlertSettings.definition()));
        alerts.check();
        Thread forwarding = new Thread(alerts::run, "alerts");
        forwarding.start();
        try (BoardApplication board = BoardApplication.start(stack.settings(BoardSettings.definition()));
                MovementPublishers publishers =
                        MovementPublishers.connect(stack.settings(PublishSettings.definition()), Clock.systemUTC())) {
            assertThat(board.url()).isNotEmpty();
            for (SimulatedReport report : reports) {
                var unused = publishers.of(report.publisher()).publish(report.movement());
            }
            publishers.flush();
            agree();
            assertThat(stack.read(TopicCatalogue.REJECTED)).isEmpty();
            await().atMost(LIMIT).until(() -> !webhook.received().isEmpty());
        } finally {
            alerts.close();
            forwarding.join();
        }
        assertThat(stack.run("watch", "trips", "--once")).startsWith("exit 0");
        assertThat(stack.run("watch", "delays", "--once")).startsWith("exit 0");
        assertThat(stack.run("topics")).startsWith("exit 0");
        assertThat(stack.run("control", "close", "CNHRS")).startsWith("exit 0");
        assertThat(stack.run("control", "list")).startsWith("exit 0").contains("CNHRS");
        assertThat(stack.run("acls", "--diff")).startsWith("exit 0").contains("as planned");
        assertThat(stack.run("topics", "--apply")).startsWith("exit 0");

        new RareUse(stack, decisions, LIMIT).useAll();
        assertThat(decisions.denied(stack.plan().principals())).isEmpty();
        assertThat(decisions.unusedKinds(stack.plan())).isEmpty();
    }

    private static List<SimulatedReport> simulated(Instant begin) {
        SimulationPlan plan = new SimulationPlan(7, begin, DAYS, 1).with(InjectedDelays.ofShare(0.3));
        List<SimulatedReport> reports = new CorridorSimulation(plan).stream().toList();
        reports.forEach(report -> EVENTS.add(report.movement()));
        return reports;
    }

    /** Waits until the results are those of all movements. */
    private static void agree() {
        Recount truth = new Recount(EVENTS);
        int[] before = {-1};
        await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            int now = stack.read(AggregateRoute.TRIPS.downstream()).size();
            boolean flows = now != before[0];
            before[0] = now;
            assertThat(flows).as("values still arrive").isFalse();
            Map<AggregateRoute, Map<String, SpecificRecord>> published = new HashMap<>();
            AggregateRoute.all().forEach(route -> published.put(route, stack.downstream(route)));
            new Agreement(truth, published::get).check();
        });
    }

    @Test
    @Order(2)
    void aRevokedPermissionIsDeniedAtOnceAndAnAdministratorGrantsItAgain() {
        AccessRule write = stack.plan().rules().stream()
                .filter(rule -> rule.principal().equals("publisher-khorgos") && rule.operation() == AclOperation.WRITE)
                .findFirst()
                .orElseThrow();
        try (AccessAdmin admin = AccessAdmin.connect(stack.settingsOf(Principals.ADMINISTRATOR))) {
            admin.revoke(List.of(write.binding()));
        }
        try (ForeignClient khorgos =
                new ForeignClient(stack.settingsOf("publisher-khorgos").kafkaClient())) {
            await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(() -> khorgos.write("movements.khorgos"))
                    .isInstanceOf(TopicAuthorizationException.class));
            assertThat(stack.run("acls", "--diff"))
                    .startsWith("exit 1")
                    .contains("missing  User:publisher-khorgos ALLOW WRITE TOPIC LITERAL movements.khorgos");
            assertThat(stack.run("acls", "--apply")).startsWith("exit 0");
            await().atMost(LIMIT).ignoreExceptions().until(() -> khorgos.write("movements.khorgos"));
        }
    }

    @Test
    @Order(3)
    void theBrokerRefusesWhatAPrincipalDoesNotNeed() {
        for (String principal : stack.plan().principals()) {
            try (ForeignClient client =
                    new ForeignClient(stack.settingsOf(principal).kafkaClient())) {
                for (String topic : List.of("movements.xian", "corridor.trips", "ops.trips", "delays.xian")) {
                    if (stack.plan().rules().stream().noneMatch(rule -> isWrite(rule, principal, topic))) {
                        assertThatThrownBy(() -> client.write(topic))
                                .as(principal + " writes " + topic)
                                .isInstanceOf(AuthorizationException.class);
                    }
                }
            }
        }
    }

    @Test
    @Order(3)
    void theBrokerRefusesReadersOtherTopicsAndOtherGroups() {
        try (ForeignReader alerting = ForeignReader.of(stack, "alerting", "sms")) {
            for (String topic : List.of("ops.trips", "corridor.trips", "movements.khorgos", "ops.acknowledgements")) {
                assertThatThrownBy(() -> alerting.read(topic))
                        .as(topic)
                        .isInstanceOf(TopicAuthorizationException.class);
            }
        }
        for (String group : List.of("reader-operations.map", "reader-alerting", "corridor-sink", "another")) {
            try (ForeignReader foreign = new ForeignReader(
                    stack.settingsOf(Principals.reader("alerting")).kafkaClient(), group)) {
                assertThatThrownBy(() -> foreign.read("delays.khorgos"))
                        .as(group)
                        .isInstanceOf(GroupAuthorizationException.class);
            }
        }
    }

    @Test
    @Order(4)
    void allCertificatesAreReplacedWhileEventsFlowAndNothingIsLost() throws Exception {
        StackSecurity security =
                StackSecurity.prepare(stack.security(), stack.plan().principals());
        List<SimulatedReport> reports = simulated(BEGIN.plus(Duration.ofDays(DAYS)));
        decisions.clear();
        try (PacedTraffic traffic = PacedTraffic.start(stack.settings(PublishSettings.definition()), reports);
                AccessAdmin admin = AccessAdmin.connect(stack.settingsOf(Principals.ADMINISTRATOR))) {
            await().atMost(LIMIT).until(() -> traffic.published() > reports.size() / 4);
            long begin = System.currentTimeMillis();
            Certificate before = stack.brokerCertificate();
            for (String principal : stack.plan().principals()) {
                security.reissue(principal);
            }
            security.reissue(StackSecurity.BROKER);
            for (String listener : List.of("tls", "scram")) {
                admin.reloadCertificate(1, listener, stack.security() + "/" + StackSecurity.BROKER + ".pem");
            }
            await().atMost(LIMIT).until(() -> !stack.brokerCertificate().equals(before));
            // It takes partitions over, and all of its connections use the new certificates.
            try (RunningSink second = RunningSink.start(stack.settings(SinkSettings.definition()))) {
                await().atMost(LIMIT).until(() -> traffic.published() == reports.size());
                assertThat(second.isRunning()).isTrue();
            }
            traffic.flush();
            agree();
            System.out.printf(
                    "rotation: longest pause of ops.trips %d ms, of %d events at %d a second%n",
                    longestPause(begin, traffic.lastAt()), reports.size(), PacedTraffic.PER_SECOND);
        }
        assertThat(decisions.denied(Set.of(Principals.PROCESSOR, Principals.SINK)))
                .isEmpty();
    }

    /** The longest time in ms between two values of the trips. */
    private static long longestPause(long from, long to) {
        long longest = 0;
        long last = from;
        for (long time : stack.read(AggregateRoute.TRIPS.downstream()).stream()
                .mapToLong(ConsumerRecord::timestamp)
                .filter(time -> time >= from && time <= to)
                .sorted()
                .toArray()) {
            longest = Math.max(longest, time - last);
            last = time;
        }
        return Math.max(longest, to - last);
    }

    @Test
    @Order(5)
    void noSecretIsInLogsArgumentsAnswersMessagesOrEndpoints() throws Exception {
        PlantedSecrets secrets = new PlantedSecrets(stack.security());
        assertThat(secrets.count()).isGreaterThan(30);
        secrets.search("the search itself", Files.readString(stack.security().resolve("corridor-sink.password")));
        assertThat(secrets.leaks()).hasSize(1);
        secrets.searchFiles(directory.resolve("logs"));
        secrets.searchProcesses();
        secrets.searchAnswers(stack.monitoring(), "/info", "/metrics", "/health/ready");
        secrets.search("endpoints", Files.readString(directory.resolve("endpoints.properties")));
        secrets.search("help", stack.run("up", "--help") + stack.run("acls", "--help"));
        secrets.search("refusal", stack.run("topics", "--set", "credentials.name=nobody"));
        secrets.search("permissions", stack.run("acls"));
        assertThat(secrets.leaks()).containsExactly("the search itself");
    }

    @Test
    @Order(6)
    void aResetOfTheStoppedStackStartsItsBrokerAndHasAllPermissions() {
        stack.stop();
        decisions.clear();
        assertThat(stack.run("reset", "--yes"))
                .startsWith("exit 0")
                .contains(" movements of ", "no movement is gone", "Done.");
        assertThat(decisions.denied(Set.of(Principals.RESET))).isEmpty();
    }

    private static boolean isWrite(AccessRule rule, String principal, String topic) {
        return rule.principal().equals(principal)
                && rule.operation() == AclOperation.WRITE
                && rule.name().equals(topic);
    }
}
