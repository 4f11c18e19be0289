package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.endtoend.RawProducer.Answer;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Record batches of a real producer, compressed by each codec, with mutated bytes. The broker refuses most of them with
 * an error. It appends some that are readable, which the pipeline judges record by record, and a few forged ones that
 * Kafka's client cannot read. Those stop one partition, and no other. {@code -Dfuzz.batches=10000} sends more of them.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DamagedBatchesIT {
    @RegisterExtension
    static final CorridorStack STACK = new CorridorStack();

    private static final int BATCHES = Integer.getInteger("fuzz.batches", 60);
    /** Enough for some that no client can read. */
    private static final int FORGED_INSIDE = Math.max(BATCHES, 200);

    private static final long SEED = 20_261_129;
    private static final List<String> VALUES = List.of("first", "a".repeat(300), "no movement", "b".repeat(40), "last");
    private static final int CORRUPT_MESSAGE = 2;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** How the broker answered. */
    private final Map<Integer, Integer> refused = new TreeMap<>();

    private final List<Long> appended = new ArrayList<>();
    private final List<Long> unreadable = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void aBatchWithAWrongChecksumIsRefusedOrItsRecordsAreUnchanged(String codec) throws Exception {
        byte[] batch = batch(codec);
        BatchMutation mutation = new BatchMutation(SEED);
        Map<Long, String> read = send(BATCHES, () -> mutation.damaged(batch), batch);
        assertThat(refused).containsKey(CORRUPT_MESSAGE);
        // The broker ignores or sets some fields before the checksum, so a change of them does no harm.
        for (long first : appended) {
            assertThat(LongStream.range(first, first + VALUES.size()).mapToObj(read::get))
                    .containsExactlyElementsOf(VALUES);
        }
        assertThat(read).hasSize(appended.size() * VALUES.size());
        assertThat(unreadable).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
    void aForgedBatchIsRefusedOrReadOrNamedByItsPartition(String codec) throws Exception {
        byte[] batch = batch(codec);
        BatchMutation mutation = new BatchMutation(SEED);
        send(BATCHES, () -> mutation.forged(batch), batch);
        assertThat(refused).isNotEmpty();
    }

    @Test
    void aBatchThatIsForgedBeforeItIsCompressedStopsItsPartitionAlone() throws Exception {
        byte[] batch = batch("none");
        BatchMutation mutation = new BatchMutation(SEED);
        send(FORGED_INSIDE, () -> mutation.forgedInside(batch), batch);
        assertThat(unreadable).isNotEmpty();

        BatchMutation again = new BatchMutation(SEED);
        try (KillableCorridor corridor = new KillableCorridor(STACK.registryUrl(), Map.of());
                RawProducer hostile = new RawProducer(corridor.settings().string("bootstrap.servers"))) {
            corridor.runProcessor();
            for (int i = 0; i < FORGED_INSIDE; i++) {
                hostile.send("movements.uty", again.forgedInside(batch));
            }
            await().atMost(LIMIT)
                    .until(() -> corridor.processorLog().contains("Partition movements.uty-0 is not read from offset"));
            String run = "CR|X8001|2026-10-30";
            corridor.publish(departure(run));
            corridor.flush();
            await().atMost(LIMIT).until(() -> corridor.latest(AggregateRoute.TRIPS, "corridor.trips")
                    .containsKey("PORT/CNHRS/PT1H"));
            assertThat(corridor.processorLog()).doesNotContain("stream thread died");
        }
    }

    /** Sends mutated batches and an intact one at the end. Returns the values that a reader of the pipeline reads. */
    private Map<Long, String> send(int count, Supplier<byte[]> mutated, byte[] intact) throws Exception {
        String topic = topic(Map.of("message.timestamp.type", "LogAppendTime"));
        try (RawProducer raw = new RawProducer(STACK.bootstrapServers())) {
            for (int i = 0; i < count; i++) {
                count(raw.send(topic, mutated.get()));
            }
            count(raw.send(topic, intact));
        }
        Map<Long, String> read = read(topic);
        long last = appended.get(appended.size() - 1);
        assertThat(read).as("the intact batch at the end").containsEntry(last, "first");
        System.out.println("batches: " + appended.size() + " appended, " + unreadable.size()
                + " of them unreadable; refused by error " + refused);
        return read;
    }

    /** Reads as the pipeline does, and goes on after a batch that the client cannot read. */
    private Map<Long, String> read(String topic) {
        Map<String, Object> properties = new HashMap<>(STACK.client());
        properties.put("isolation.level", "read_committed");
        TopicPartition partition = new TopicPartition(topic, 0);
        Map<Long, String> read = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long last = appended.get(appended.size() - 1);
            while (consumer.position(partition) <= last) {
                try {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        read.put(
                                record.offset(),
                                record.value() == null ? "" : new String(record.value(), StandardCharsets.ISO_8859_1));
                    }
                } catch (KafkaException e) {
                    assertThat(e)
                            .hasMessageStartingWith(
                                    "Received exception when fetching the next record from " + partition + ". ");
                    long failed = consumer.position(partition);
                    unreadable.add(failed);
                    consumer.seek(
                            partition,
                            appended.stream()
                                    .filter(first -> first > failed)
                                    .findFirst()
                                    .orElseThrow());
                }
            }
        }
        return read;
    }

    private static TrainMovement departure(String run) {
        Instant now = Instant.now();
        return TrainMovement.newBuilder()
                .setEventId(UUID.randomUUID())
                .setTrainRunId(run)
                .setTrainNumber("X8001")
                .setFacility("CNHRS")
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(now)
                .setCreatedAt(now)
                .setPublisher("khorgos")
                .setDetail(new Departure())
                .build();
    }

    private void count(Answer answer) {
        if (answer.isAppended()) {
            appended.add(answer.offset());
        } else {
            refused.merge(answer.error(), 1, Integer::sum);
        }
    }

    /** A batch as a real producer makes it, from the log of the broker. */
    private static byte[] batch(String codec) throws Exception {
        String topic = topic(Map.of());
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                STACK.bootstrapServers(),
                "compression.type",
                codec,
                "enable.idempotence",
                false,
                "linger.ms",
                10_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String value : VALUES) {
                var unused = producer.send(new ProducerRecord<>(
                        topic, "a run".getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return Files.readAllBytes(STACK.log(topic));
    }

    private static String topic(Map<String, String> configuration) throws IOException {
        String name = STACK.unique("batches");
        try (Admin admin = Admin.create(STACK.client())) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(configuration)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            return name;
        } catch (Exception e) {
            throw new IOException("could not create topic " + name, e);
        }
    }
}
