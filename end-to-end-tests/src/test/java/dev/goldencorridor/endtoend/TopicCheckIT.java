package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.EmbeddedBroker;
import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.topics.TopicDifference;
import dev.goldencorridor.schemas.topics.TopicUpdater;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares the declared topics with those of a broker that is empty at first. The contract fixes their names. */
class TopicCheckIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String KHORGOS = TopicCatalogue.movementsOf("khorgos");
    private static final int ONE_COPY = 1;

    @TempDir
    private Path directory;

    private EmbeddedBroker broker;
    private Admin admin;
    private KafkaAdmin checked;
    private List<TopicDeclaration> declared;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory, 0);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        Settings settings = Settings.of(
                CommonSettings.definition(),
                Map.of(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
        checked = KafkaAdmin.connect(settings);
        declared = TopicCatalogue.all(settings, PublisherCatalogue.builtIn());
    }

    @AfterEach
    void stop() {
        checked.close();
        admin.close();
        broker.close();
    }

    @Test
    void whatIsMissingIsCreatedAsDeclared() throws Exception {
        assertThat(differences()).hasSameSizeAs(declared).allSatisfy(difference -> assertThat(difference.kind())
                .isEqualTo(TopicDifference.Kind.MISSING));

        apply();

        assertThat(differences()).isEmpty();
        assertThat(admin.listTopics().names().get())
                .containsExactlyInAnyOrderElementsOf(
                        declared.stream().map(TopicDeclaration::name).toList());
        TopicCheck.requirePresent(checked, declared);
    }

    @Test
    void changedConfigurationIsShownAndCorrected() throws Exception {
        apply();
        set(KHORGOS, "retention.ms", "60000");
        set(KHORGOS, "message.timestamp.type", "CreateTime");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(differences())
                .extracting(
                        difference -> difference.topic().name(),
                        TopicDifference::entry,
                        TopicDifference::actual,
                        TopicDifference::declared)
                .containsExactlyInAnyOrder(
                        tuple(
                                KHORGOS,
                                "retention.ms",
                                "60000",
                                Long.toString(Duration.ofDays(1_860).toMillis())),
                        tuple(KHORGOS, "message.timestamp.type", "CreateTime", "LogAppendTime")));
        // The operator may choose the retention. A timestamp type that publishers can forge makes the results wrong.
        assertThatThrownBy(() -> TopicCheck.requirePresent(checked, declared))
                .isInstanceOf(TopicsMissingException.class)
                .hasMessageContaining(KHORGOS + ": message.timestamp.type is CreateTime, declared LogAppendTime")
                .hasMessageNotContaining("retention.ms");

        apply();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(differences()).isEmpty());
        TopicCheck.requirePresent(checked, declared);
    }

    @Test
    void whatAReaderThatWasAwayDependsOnIsShownAndCorrected() throws Exception {
        apply();
        set("corridor.delays", "min.compaction.lag.ms", "0");
        set("delays.khorgos", "delete.retention.ms", "60000");
        set(KHORGOS, "max.decompressed.message.bytes", "2147483639");
        set(KHORGOS, "compression.type", "gzip");

        await().atMost(LIMIT).untilAsserted(() -> assertThat(differences())
                .extracting(difference -> difference.topic().name(), TopicDifference::entry)
                .containsExactlyInAnyOrder(
                        tuple("corridor.delays", "min.compaction.lag.ms"),
                        tuple("delays.khorgos", "delete.retention.ms"),
                        tuple(KHORGOS, "max.decompressed.message.bytes"),
                        tuple(KHORGOS, "compression.type")));

        apply();

        await().atMost(LIMIT).untilAsserted(() -> assertThat(differences()).isEmpty());
    }

    @Test
    void aStricterLimitOfAnUntrustedPublisherIsLeftAlone() throws Exception {
        apply();
        set(KHORGOS, "max.decompressed.message.bytes", "1200000");
        set(KHORGOS, "retention.ms", "60000");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(differences())
                .extracting(TopicDifference::entry)
                .containsExactly("retention.ms"));
        set(KHORGOS, "max.decompressed.message.bytes", "20971520");
        await().atMost(LIMIT).untilAsserted(() -> assertThat(differences())
                .extracting(TopicDifference::entry)
                .contains("max.decompressed.message.bytes"));
    }

    @Test
    void aRecordThatIsLongOnceItIsDecompressedIsRefusedByTheBroker() throws Exception {
        apply();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "compression.type",
                        "zstd",
                        "max.request.size",
                        64 << 20,
                        "buffer.memory",
                        128L << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(KHORGOS, 0, null, new byte[20 << 20]))
                            .get())
                    .hasCauseInstanceOf(InvalidRecordException.class);
            assertThat(producer.send(new ProducerRecord<>(KHORGOS, 0, null, new byte[1 << 20]))
                            .get()
                            .offset())
                    .isZero();
        }
    }

    @Test
    void whatCannotBeCorrectedIsShownAndLeftAlone() throws Exception {
        create(KHORGOS, 3);
        apply();

        // The broker returns a new configuration with a short delay.
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(differences()).singleElement().satisfies(difference -> {
                    assertThat(difference.correctable()).isFalse();
                    assertThat(difference.describe())
                            .contains("has 3 partitions, declared 4")
                            .contains("set partitions=3");
                }));
    }

    @Test
    void aMissingTopicIsNamedWithTheWayToMakeIt() throws Exception {
        apply();
        admin.deleteTopics(List.of(TopicCatalogue.REJECTED)).all().get();

        await().atMost(LIMIT).untilAsserted(() -> assertThatThrownBy(() -> TopicCheck.requirePresent(checked, declared))
                .isInstanceOf(TopicsMissingException.class)
                .hasMessageContaining(TopicCatalogue.REJECTED + ": missing")
                .hasMessageContaining("corridor topics --apply"));
    }

    @Test
    void topicsOfOthersAreNeverTouched() throws Exception {
        create("somebody.elses", 1);
        create(TopicCatalogue.movementsOf("nobody"), 1);

        apply();

        List<String> expected = new ArrayList<>(List.of("somebody.elses", TopicCatalogue.movementsOf("nobody")));
        declared.forEach(topic -> expected.add(topic.name()));
        assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(TopicCheck.topicsOfUnknownPublishers(checked, PublisherCatalogue.builtIn()))
                .containsExactly(TopicCatalogue.movementsOf("nobody"));
    }

    @Test
    void moreCopiesThanBrokersAreRefusedInWords() throws Exception {
        assertThatThrownBy(() -> TopicUpdater.apply(checked, TopicCheck.compare(checked, declared, 3), 3))
                .isInstanceOf(BrokersUnavailableException.class)
                .hasMessageContaining("could not create topic movements.")
                .hasMessageContaining("the brokers at " + broker.bootstrapServers() + " refused")
                .hasMessageContaining("replication factor of 3")
                .hasMessageContaining("only 1 broker(s)");
        assertThat(admin.listTopics().names().get()).isEmpty();
    }

    /** The producer of this test does not retry, because the broker might accept its second attempt. */
    @Test
    void everyPartitionOfACreatedTopicTakesTheFirstRecordThatIsSent() throws Exception {
        int partitions = 40;
        declared = TopicCatalogue.all(
                        Settings.of(
                                CommonSettings.definition(),
                                Map.of(CommonSettings.PARTITIONS_CONFIG, Integer.toString(partitions))),
                        PublisherCatalogue.builtIn())
                .stream()
                .filter(topic -> topic.name().startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                .toList();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "enable.idempotence", false, "retries", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            apply();
            for (int partition = 0; partition < partitions; partition++) {
                sent.add(producer.send(new ProducerRecord<>(KHORGOS, partition, null, new byte[1])));
            }
            for (Future<RecordMetadata> record : sent) {
                assertThat(record.get().offset()).isZero();
            }
        }
    }

    private List<TopicDifference> differences() {
        return TopicCheck.compare(checked, declared, ONE_COPY);
    }

    private void apply() {
        TopicUpdater.apply(checked, differences(), ONE_COPY);
    }

    private void create(String topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) ONE_COPY)))
                .all()
                .get();
        await().atMost(LIMIT).until(() -> admin.listTopics().names().get().contains(topic));
    }

    private void set(String topic, String entry, String value) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> change = Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(entry, value), AlterConfigOp.OpType.SET)));
        admin.incrementalAlterConfigs(change).all().get();
    }
}
