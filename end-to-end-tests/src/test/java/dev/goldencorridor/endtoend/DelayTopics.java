package dev.goldencorridor.endtoend;

import static org.awaitility.Awaitility.await;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.AggregateJson;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Delay topics with unique names. Alerts are written to them in transactions, as the sink does. */
final class DelayTopics implements AutoCloseable {
    private static final int PARTITIONS = 2;

    private final String prefix;
    private final Map<String, Object> client;
    private final WireSerializer<DelayAlert> avro;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Long> revisions = new HashMap<>();

    DelayTopics(CorridorStack stack, Registry registry) {
        this(stack.unique("delays") + ".", stack.client(), registry);
    }

    /**
     * @param prefix the common prefix of the topic names
     * @param client properties of every client
     */
    DelayTopics(String prefix, Map<String, Object> client, Registry registry) {
        this.prefix = prefix;
        this.client = Map.copyOf(client);
        this.avro = new WireSerializer<>(registry, DelayAlert.getClassSchema());
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("transactional.id", prefix + "writer");
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    String all() {
        return prefix + "*";
    }

    String topicOf(String publisher) {
        return prefix + publisher;
    }

    /** Creates the topic of a publisher unless it exists. */
    void create(String publisher) throws Exception {
        create(publisher, Map.of("cleanup.policy", "compact"));
    }

    /** As {@link #create(String)}, with other configuration entries. */
    void create(String publisher, Map<String, String> configuration) throws Exception {
        try (Admin admin = Admin.create(client)) {
            if (!admin.listTopics().names().get().contains(topicOf(publisher))) {
                admin.createTopics(
                                List.of(new NewTopic(topicOf(publisher), PARTITIONS, (short) 1).configs(configuration)))
                        .all()
                        .get();
            }
        }
    }

    /** Deletes the topic of a publisher and creates it again, without records. */
    void recreate(String publisher) throws Exception {
        Uuid former = idOf(publisher);
        try (Admin admin = Admin.create(client)) {
            admin.deleteTopics(List.of(topicOf(publisher))).all().get();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(topicOf(publisher)));
        }
        create(publisher);
        await().atMost(Duration.ofSeconds(30)).until(() -> !idOf(publisher).equals(former));
    }

    /** Kafka's id of the topic of a publisher. */
    Uuid idOf(String publisher) throws Exception {
        try (Admin admin = Admin.create(client)) {
            return admin.describeTopics(List.of(topicOf(publisher)))
                    .allTopicNames()
                    .get()
                    .get(topicOf(publisher))
                    .topicId();
        }
    }

    /** Whether a read of the topic from its beginning finds a record with the key. */
    boolean hasRecord(String publisher, String key) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("fetch.max.wait.ms", 20);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topicOf(publisher), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    static DelayAlert.Builder overdue(String train, String severity) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return DelayAlert.newBuilder()
                .setFacility("CNHRS")
                .setTrainRunId("CN|" + train + "|2025-06-01")
                .setTrainNumber(train)
                .setType("CLEARANCE_OVERDUE")
                .setState("RAISED")
                .setSeverity(severity)
                .setValueSeconds(43_200)
                .setThresholdSeconds(43_200)
                .setPlannedAt(null)
                .setOccurredAt(now.minusSeconds(43_200))
                .setRaisedAt(now)
                .setClearedAt(null)
                .setClearedCause(null)
                .setReason(null)
                .setParentKey(null)
                .setAsOf(now)
                .setRevision(0);
    }

    static DelayAlert.Builder cleared(DelayAlert.Builder raised) {
        return raised.setState("CLEARED").setClearedAt(raised.getAsOf()).setClearedCause("RELEASED");
    }

    static String key(DelayAlert alert) {
        return alert.getFacility() + "|" + alert.getTrainRunId() + "|" + alert.getType();
    }

    void writeAvro(String publisher, DelayAlert.Builder alert) throws Exception {
        DelayAlert next = revised(alert);
        write(publisher, key(next), avro.serialize(topicOf(publisher), next));
    }

    void writeJson(String publisher, DelayAlert.Builder alert) throws Exception {
        DelayAlert next = revised(alert);
        write(publisher, key(next), AggregateJson.of(next));
    }

    void write(String publisher, String key, byte[] value) throws Exception {
        producer.beginTransaction();
        var unused =
                producer.send(new ProducerRecord<>(topicOf(publisher), key.getBytes(StandardCharsets.UTF_8), value));
        producer.commitTransaction();
    }

    private DelayAlert revised(DelayAlert.Builder alert) {
        return alert.setRevision(revisions.merge(key(alert.build()), 1L, Long::sum))
                .build();
    }

    @Override
    public void close() {
        producer.close();
    }
}
