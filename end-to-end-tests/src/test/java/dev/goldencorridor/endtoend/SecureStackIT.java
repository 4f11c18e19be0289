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
import dev.goldencorridor.operationscentre.topics.AcknowledgementProducer;
import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.runtime.kafka.AccessAdmin;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.Acknowledgement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.ClusterCheck;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import dev.goldencorridor.sink.SinkApplication;
import dev.goldencorridor.sink.SinkSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
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
    private static final Instant BEGIN = Instant.parse("2026-03-02T00:00:00Z");

    @TempDir
    private static Path directory;

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
        SimulationPlan simulated = new SimulationPlan(7, BEGIN, 3, 1).with(InjectedDelays.ofShare(0.3));
        List<SimulatedReport> reports =
                new CorridorSimulation(simulated).stream().toList();
        List<TrainMovement> events =
                reports.stream().map(SimulatedReport::movement).toList();
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
            agree(new Recount(events));
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

        useWhatOnlyFaultsAndRestartsNeed();
        assertThat(decisions.denied(stack.plan().principals())).isEmpty();
        assertThat(unusedKinds()).isEmpty();
    }

    private static void useWhatOnlyFaultsAndRestartsNeed() throws Exception {
        for (String program : List.of(Principals.PROCESSOR, Principals.SINK)) {
            Settings settings = stack.settings(ClusterCheck.defineIn(CommonSettings.definition()))
                    .as(program);
            try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
                new ClusterCheck(admin, settings).require(Optional.empty());
            }
        }
        try (AcknowledgementProducer board = new AcknowledgementProducer(stack.settings(BoardSettings.definition()))) {
            board.save(Acknowledgement.newBuilder()
                    .setAlertKey("CNHRS|CN|X1|2026-03-02|DWELL_EXCEEDED")
                    .setRaisedAt(BEGIN)
                    .setBy("duty")
                    .setAcknowledgedAt(BEGIN)
                    .build());
        }
        try (KafkaAdmin operator = KafkaAdmin.connect(stack.settingsOf(Principals.OPERATOR))) {
            assertThat(operator.committedOffsets("corridor-processor.")).isNotEmpty();
        }
        // The processor and the sink each reject one; a second sink reads what was delivered.
        write("publisher-khorgos", "movements.khorgos");
        write(Principals.PROCESSOR, AggregateRoute.TRIPS.aggregate());
        SinkApplication second = SinkApplication.create(stack.settings(SinkSettings.definition()));
        Thread delivering = new Thread(second::run, "second-sink");
        delivering.start();
        try {
            await().atMost(LIMIT)
                    .until(() -> stack.read(TopicCatalogue.REJECTED).size() >= 2);
            // The processor counts the open rejects, and reads what was decided about them.
            assertThat(stack.run("rejects", "discard", "--all", "--because", "a test", "--apply"))
                    .startsWith("exit 0");
            await().atMost(LIMIT).until(() -> unusedKinds().isEmpty());
        } finally {
            second.close();
            delivering.join();
        }
    }

    private static void write(String principal, String topic) {
        try (ForeignClient client =
                new ForeignClient(stack.settingsOf(principal).kafkaClient())) {
            client.write(topic);
        }
    }

    /** Permissions of these programs that nothing has used, on no topic of the kind. */
    private static Set<String> unusedKinds() {
        Map<String, List<AccessRule>> kinds = stack.plan().rules().stream()
                .filter(rule -> !rule.principal().equals(Principals.RESET)
                        && !rule.principal().equals(Principals.REJECTS)
                        && !rule.principal().equals(Principals.ADMINISTRATOR))
                .collect(Collectors.groupingBy(SecureStackIT::kind));
        return kinds.entrySet().stream()
                .filter(kind -> kind.getValue().stream().noneMatch(decisions::hasUsed))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String kind(AccessRule rule) {
        String principal = rule.principal().replaceAll("publisher-.*", "publisher");
        return principal + " " + rule.operation() + " " + rule.type() + " "
                + rule.name().replaceAll("(movements|delays|ops)\\..*", "$1.");
    }

    private static void agree(Recount truth) {
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
        assertThat(stack.read(TopicCatalogue.REJECTED)).isEmpty();
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
    @Order(4)
    void certificatesOfBrokerAndPublisherAreReplacedWhileRecordsAreWritten() throws Exception {
        StackSecurity security =
                StackSecurity.prepare(stack.security(), stack.plan().principals());
        Map<String, Object> khorgos = stack.settingsOf("publisher-khorgos").kafkaClient();
        try (ForeignClient connected = new ForeignClient(khorgos);
                AccessAdmin admin = AccessAdmin.connect(stack.settingsOf(Principals.ADMINISTRATOR))) {
            connected.write("movements.khorgos");
            Certificate before = stack.brokerCertificate();
            security.reissue("publisher-khorgos");
            security.reissue(StackSecurity.BROKER);
            admin.reloadCertificate(1, "tls", stack.security() + "/" + StackSecurity.BROKER + ".pem");
            await().atMost(LIMIT).until(() -> !stack.brokerCertificate().equals(before));
            connected.write("movements.khorgos");
            write("publisher-khorgos", "movements.khorgos");
        }
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

    private static boolean isWrite(AccessRule rule, String principal, String topic) {
        return rule.principal().equals(principal)
                && rule.operation() == AclOperation.WRITE
                && rule.name().equals(topic);
    }
}
