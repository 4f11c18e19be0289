package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.goldencorridor.cli.access.AccessPlan;
import dev.goldencorridor.cli.secure.Provisioning;
import dev.goldencorridor.cli.secure.StackSecurity;
import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect to a secure broker, and how much a publisher may send. */
class SecureBrokerTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** A broker that refuses closes the connection, and the client tries again until then. */
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(2);

    private static final int QUOTA_BYTES = 1_024;
    /** Ten seconds of the quota, the time over which the broker averages, are a tenth of it. */
    private static final int FLOOD_RECORDS = 100;

    @TempDir
    private static Path directory;

    private static StackSecurity security;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> quota = Map.of(CommonSettings.PUBLISHER_QUOTA_BYTES_CONFIG, Integer.toString(QUOTA_BYTES));
        AccessPlan plan =
                AccessPlan.of(Settings.of(DeclaredSettings.ofAllApplications(), quota), List.of("khorgos", "xian"));
        security = StackSecurity.prepare(directory.resolve("security"), plan.principals());
        broker = EmbeddedBroker.startSecure(directory.resolve("broker"), 0, security);
        Provisioning.apply(settings(Mechanism.TLS).as(StackSecurity.BROKER), plan, security);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void passwordsAndCertificatesAreAccepted() {
        for (Mechanism mechanism : Mechanism.values()) {
            assertThat(topicsSeenBy(settings(mechanism).as(Principals.SINK), LIMIT))
                    .isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        Path password = directory.resolve("security").resolve(Principals.BOARD + ".password");
        Files.writeString(password, "wrong");
        assertThatThrownBy(() -> topicsSeenBy(settings(Mechanism.SCRAM).as(Principals.BOARD), LIMIT))
                .isInstanceOf(BrokersUnavailableException.class)
                .hasMessageContaining("Authentication failed")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void aClientWithoutCertificateIsRefused() {
        Map<String, String> anonymous = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "kafka.security.protocol",
                "SSL",
                "kafka.ssl.truststore.type",
                "PEM",
                "kafka.ssl.truststore.location",
                directory.resolve("security/ca.pem").toString());
        Settings settings = Settings.of(DeclaredSettings.ofAllApplications(), anonymous);
        assertThatThrownBy(() -> topicsSeenBy(settings, REFUSAL_LIMIT)).isInstanceOf(BrokersUnavailableException.class);
    }

    @Test
    void aClientWithoutEncryptionIsRefused() {
        Settings settings = Settings.of(
                DeclaredSettings.ofAllApplications(), Map.of("bootstrap.servers", broker.bootstrapServers()));
        assertThatThrownBy(() -> topicsSeenBy(settings, REFUSAL_LIMIT)).isInstanceOf(BrokersUnavailableException.class);
    }

    @Test
    void aPublisherBeyondItsQuotaIsSlowedDownWithoutLossAndAnotherIsNot() throws Exception {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings(Mechanism.TLS).as(StackSecurity.BROKER))) {
            List<NewTopic> topics = List.of(
                    new NewTopic("movements.khorgos", 1, (short) 1), new NewTopic("movements.xian", 1, (short) 1));
            admin.create(topics);
            KafkaProducer<byte[], byte[]> flooding = producer("khorgos");
            try (KafkaProducer<byte[], byte[]> other = producer("xian")) {
                Future<RecordMetadata> unused = send(flooding, "movements.khorgos", FLOOD_RECORDS);
                Future<RecordMetadata> held = send(flooding, "movements.khorgos", 1);
                Future<RecordMetadata> sent = send(other, "movements.xian", 1);
                assertThat(sent.get().hasOffset()).isTrue();
                assertThat(held.isDone()).as("sent beyond the quota").isFalse();
                assertThat(throttled(flooding)).isPositive();
                assertThat(throttled(other)).isNotPositive();
            } finally {
                flooding.close(Duration.ZERO);
            }
            TopicPartition flooded = new TopicPartition("movements.khorgos", 0);
            assertThat(admin.offsets(List.of(flooded), OffsetSpec.latest())
                            .get(flooded)
                            .offset())
                    .isEqualTo(FLOOD_RECORDS);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String publisher) {
        Map<String, Object> properties = new HashMap<>(
                settings(Mechanism.TLS).as(Principals.publisher(publisher)).kafkaClient());
        // All records of a flood are one request, so that it is the only one before the broker slows down.
        properties.put("batch.size", 1 << 20);
        properties.put("linger.ms", 50);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends records, and waits until all are acknowledged if there are several. */
    private static Future<RecordMetadata> send(KafkaProducer<byte[], byte[]> producer, String topic, int records) {
        Future<RecordMetadata> last = null;
        for (int i = 0; i < records; i++) {
            last = producer.send(new ProducerRecord<>(topic, new byte[QUOTA_BYTES]));
        }
        if (records > 1) {
            producer.flush();
        }
        return last;
    }

    /** The longest time in ms for which the broker has slowed the producer down. */
    private static double throttled(KafkaProducer<byte[], byte[]> producer) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("produce-throttle-time-max"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
    }

    private static Iterable<String> topicsSeenBy(Settings settings, Duration limit) {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings, limit)) {
            return admin.topicNames();
        }
    }

    private static Settings settings(Mechanism mechanism) {
        Map<String, String> given = new HashMap<>(security.settings(mechanism));
        given.put(
                "bootstrap.servers", mechanism == Mechanism.SCRAM ? broker.scramServers() : broker.bootstrapServers());
        return Settings.of(DeclaredSettings.ofAllApplications(), given);
    }
}
