package dev.goldencorridor.endtoend;

import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An authorised publisher, {@code gb-trust}, that attacks the pipeline and the figures and alerts of others, whose run
 * ids it has. It also writes to input topics that are not as declared. The attacks are random; the same seed gives the
 * same ones. Not thread-safe.
 */
final class HostilePublisher implements AutoCloseable {
    static final String NAME = "gb-trust";
    private static final List<String> CODECS = List.of("gzip", "snappy", "lz4", "zstd");
    private static final int MAX_REQUEST_BYTES = 40 << 20;

    private static final int MAX_SENT_VALUE_BYTES = 21 << 20;
    /** After so many, the longest value lies between the processor's limit of 1 MiB and the topic's of 1.5 MiB. */
    private static final int HALVINGS = 4;

    private final Random random;
    private final KillableCorridor corridor;
    private final InventedMovements invented;
    private final WireSerializer<TrainMovement> encoder;
    private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final List<String> unfitTopics = new ArrayList<>();
    private long sent;

    /**
     * @param corridor the attacked one
     * @param honestRun supplies the run id of an honest train under way
     */
    HostilePublisher(long seed, KillableCorridor corridor, Supplier<String> honestRun) {
        this.random = new Random(seed);
        this.corridor = corridor;
        this.invented = new InventedMovements(random, honestRun);
        this.encoder = new WireSerializer<>(corridor.registry(), TrainMovement.getClassSchema());
        for (String codec : CODECS) {
            producers.put(
                    codec,
                    new KafkaProducer<>(
                            corridor.connection()
                                    .client(
                                            Principals.publisher(NAME),
                                            Map.of(
                                                    "compression.type",
                                                    codec,
                                                    "max.request.size",
                                                    MAX_REQUEST_BYTES,
                                                    "buffer.memory",
                                                    2L * MAX_REQUEST_BYTES,
                                                    "delivery.timeout.ms",
                                                    60_000,
                                                    "request.timeout.ms",
                                                    30_000)),
                            new ByteArraySerializer(),
                            new ByteArraySerializer()));
        }
    }

    long sent() {
        return sent;
    }

    /** How many records the broker refused. */
    long refused() {
        return refused.get();
    }

    /** Creates input topics of unknown publishers that are not as declared. */
    void createUnfitTopics() throws Exception {
        try (Admin admin = corridor.admin()) {
            String suffix = Integer.toString(unfitTopics.size());
            List<NewTopic> topics = List.of(
                    new NewTopic(TopicCatalogue.movementsOf("create-time-" + suffix), 4, (short) 1)
                            .configs(Map.of("message.timestamp.type", "CreateTime")),
                    new NewTopic(TopicCatalogue.movementsOf("many-partitions-" + suffix), 9, (short) 1)
                            .configs(Map.of("message.timestamp.type", "LogAppendTime")),
                    new NewTopic(TopicCatalogue.movementsOf("compacted-" + suffix), 4, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact")));
            admin.createTopics(topics).all().get();
            topics.forEach(topic -> unfitTopics.add(topic.name()));
        }
    }

    /** Carries out each attack, some of them more than once, so that the processor must reject for each reason. */
    void attackInEachWay() {
        for (int i = 0; i < 3; i++) {
            for (Attack attack : Attack.values()) {
                carryOut(attack);
            }
        }
        // In one batch with others, it would exceed the topic's limit.
        producers.values().forEach(KafkaProducer::flush);
        longValue(HALVINGS);
    }

    /** Carries out one attack, which sends one or more records. */
    void attack() {
        int choice = random.nextInt(100);
        for (Attack attack : Attack.values()) {
            choice -= attack.weight;
            if (choice < 0) {
                carryOut(attack);
                return;
            }
        }
    }

    private void carryOut(Attack attack) {
        switch (attack) {
            case INVENTED_ROUTES -> some(20, invented::route);
            case INVENTED_FACILITIES -> some(20, invented::domesticTrip);
            case INVENTED_PLACES_OF_HONEST_RUNS -> some(60, invented::placeOfHonestRun);
            case INVENTED_ARRIVALS_OF_HONEST_RUNS -> some(5, invented::arrivalOfHonestRun);
            case INVENTED_PLANS_OF_HONEST_RUNS -> some(5, invented::planOfHonestRun);
            case TRIPS_ON_HONEST_ROUTES -> some(10, invented::tripOnHonestRoute);
            case RANDOM_SCHEMA_IDS -> randomSchemaIds();
            case NOT_ITS_FACILITY -> some(5, invented::departureFromForeignFacility);
            case RUBBISH -> rubbish();
            case WRONG_CLOCKS -> some(3, invented::arrivalAtRandomTime);
            case CROWDED_CONSISTS -> some(3, invented::tripWithCrowdedConsist);
            case LONG_HEADERS -> longHeaders();
            case LONG_VALUES -> longValue(random.nextInt(HALVINGS + 1));
        }
    }

    private void some(int count, Supplier<TrainMovement> invention) {
        for (int i = 0; i < count; i++) {
            TrainMovement movement = invention.get();
            byte[] value = encoder.serialize("", movement);
            byte[] key = movement.getTrainRunId().getBytes(StandardCharsets.UTF_8);
            send(producer(), topic(), key, value);
        }
    }

    private void randomSchemaIds() {
        byte[] value = encoder.serialize("", invented.domesticTrip());
        for (int i = 0; i < 20; i++) {
            byte[] changed = value.clone();
            ByteBuffer.wrap(changed).putInt(1, random.nextInt());
            send(producer(), topic(), invented.key(), changed);
        }
    }

    private void rubbish() {
        byte[] whole = encoder.serialize("", invented.domesticTrip());
        send(producer(), topic(), invented.key(), Arrays.copyOf(whole, whole.length - 1 - random.nextInt(20)));
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = 0;
        }
        KafkaProducer<byte[], byte[]> producer = producer();
        String topic = topic();
        byte[] key = random.nextInt(4) == 0 ? null : invented.key();
        send(producer, topic, key, random.nextInt(5) == 0 ? null : bytes);
    }

    private void longValue(int halvings) {
        send(producer(), topic(), invented.key(), new byte[MAX_SENT_VALUE_BYTES >> halvings]);
    }

    private void longHeaders() {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic(), null, invented.key(), new byte[] {1, 2, 3});
        record.headers().add("trace", new byte[(7 << 20) - random.nextInt(1 << 20)]);
        record.headers().add("corridor.reject.topic", "movements.khorgos".getBytes(StandardCharsets.UTF_8));
        send(producer(), record);
    }

    /** Mostly its own topic; sometimes one that is not as declared. */
    private String topic() {
        return unfitTopics.isEmpty() || random.nextInt(10) > 0
                ? TopicCatalogue.movementsOf(NAME)
                : unfitTopics.get(random.nextInt(unfitTopics.size()));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return producers.get(CODECS.get(random.nextInt(CODECS.size())));
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] key, byte[] value) {
        send(producer, new ProducerRecord<>(topic, key, value));
    }

    private void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        sent++;
        var unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                refused.incrementAndGet();
            }
        });
    }

    @Override
    public void close() {
        producers.values().forEach(producer -> producer.close(Duration.ofSeconds(30)));
    }
}
