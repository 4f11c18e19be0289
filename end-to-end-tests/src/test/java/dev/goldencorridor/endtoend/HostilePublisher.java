package dev.goldencorridor.endtoend;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.Plan;
import dev.goldencorridor.schemas.PlannedMovement;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An authorised publisher, {@code gb-trust}, that does all the harm it can: to the pipeline, and to figures and alerts of
 * others, whose runs it knows. It also writes to input topics that somebody created otherwise than declared. The attacks
 * are chosen at random; the same seed gives the same ones. For one thread.
 */
final class HostilePublisher implements AutoCloseable {
    static final String NAME = "gb-trust";
    private static final List<String> CODECS = List.of("gzip", "snappy", "lz4", "zstd");
    private static final int LONGEST = 40 << 20;

    /** Halved four times, it lies between the processor's limit of 1 MiB and the topic's of 1.5 MiB. */
    private static final int MAX_VALUE_BYTES = 21 << 20;

    private final Random random;
    private final String bootstrapServers;
    private final Supplier<String> honestRun;
    private final WireSerializer<TrainMovement> encoder;
    private final Map<String, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final List<String> unfitTopics = new ArrayList<>();
    private long sent;
    private long invented;

    /** What it may do next, and how often among a hundred. */
    private enum Attack {
        INVENTED_ROUTES(30),
        INVENTED_FACILITIES(12),
        INVENTED_PLACES_OF_HONEST_RUNS(12),
        INVENTED_ARRIVALS_OF_HONEST_RUNS(10),
        INVENTED_PLANS_OF_HONEST_RUNS(6),
        TRIPS_ON_HONEST_ROUTES(6),
        RANDOM_SCHEMA_IDS(8),
        NOT_ITS_FACILITY(4),
        RUBBISH(5),
        WRONG_CLOCKS(3),
        CROWDED_CONSISTS(2),
        LONG_HEADERS(1),
        LONG_VALUES(1);

        private final int weight;

        Attack(int weight) {
            this.weight = weight;
        }
    }

    /** @param honestRun gives the run of an honest train under way */
    HostilePublisher(long seed, String bootstrapServers, Registry registry, Supplier<String> honestRun) {
        this.random = new Random(seed);
        this.bootstrapServers = bootstrapServers;
        this.honestRun = honestRun;
        this.encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());
        for (String codec : CODECS) {
            producers.put(
                    codec,
                    new KafkaProducer<>(
                            Map.of(
                                    "bootstrap.servers",
                                    bootstrapServers,
                                    "compression.type",
                                    codec,
                                    "max.request.size",
                                    LONGEST,
                                    "buffer.memory",
                                    2L * LONGEST,
                                    "delivery.timeout.ms",
                                    60_000,
                                    "request.timeout.ms",
                                    30_000),
                            new ByteArraySerializer(),
                            new ByteArraySerializer()));
        }
    }

    long sent() {
        return sent;
    }

    /** How many records the broker did not take. */
    long refused() {
        return refused.get();
    }

    /** Creates input topics otherwise than declared, of publishers that nobody knows. */
    void createUnfitTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
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

    /** One attack, of one or some records. */
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
            case INVENTED_ROUTES -> some(20, () -> trip(place(), Direction.OUTBOUND, null, place()));
            case INVENTED_FACILITIES -> some(20, () -> trip(place(), Direction.DOMESTIC, null, null));
            case INVENTED_PLACES_OF_HONEST_RUNS ->
                some(
                        60,
                        () -> movement(
                                honestRun.get(), place(), Direction.OUTBOUND, now(), clearance(ClearanceStep.LODGED)));
            case INVENTED_ARRIVALS_OF_HONEST_RUNS ->
                some(5, () -> movement(honestRun.get(), place(), Direction.OUTBOUND, now(), new Arrival()));
            case INVENTED_PLANS_OF_HONEST_RUNS -> some(5, this::plan);
            case TRIPS_ON_HONEST_ROUTES -> some(10, () -> trip(place(), Direction.DOMESTIC, "CNXAG", "KZALA"));
            case RANDOM_SCHEMA_IDS -> randomSchemaIds();
            case NOT_ITS_FACILITY ->
                some(
                        5,
                        () -> movement(
                                honestRun.get(),
                                "CNHRS",
                                Direction.OUTBOUND,
                                now(),
                                departure("CNXAG", "KZALA", null)));
            case RUBBISH -> rubbish();
            case WRONG_CLOCKS ->
                some(
                        3,
                        () -> movement(
                                newRun(),
                                place(),
                                Direction.OUTBOUND,
                                Instant.ofEpochMilli(random.nextLong() >>> random.nextInt(40)),
                                new Arrival()));
            case CROWDED_CONSISTS -> some(3, () -> trip(place(), Direction.DOMESTIC, null, null, crowded()));
            case LONG_HEADERS -> longHeaders();
            case LONG_VALUES -> send(producer(), topic(), key(), new byte[MAX_VALUE_BYTES >> random.nextInt(5)]);
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

    private TrainMovement trip(String facility, Direction direction, String origin, String destination) {
        return trip(facility, direction, origin, destination, null);
    }

    private TrainMovement trip(
            String facility, Direction direction, String origin, String destination, Consist consist) {
        String from = direction == Direction.OUTBOUND ? facility : origin;
        return movement(newRun(), facility, direction, now(), departure(from, destination, consist));
    }

    private TrainMovement plan() {
        return movement(
                honestRun.get(),
                place(),
                Direction.OUTBOUND,
                now(),
                now().plus(Duration.ofMinutes(random.nextInt(600) - 300L)),
                new Plan(PlannedMovement.ARRIVAL));
    }

    private static Departure departure(String origin, String destination, Consist consist) {
        return new Departure(origin, destination, null, null, null, consist);
    }

    private static Clearance clearance(ClearanceStep step) {
        return new Clearance(step, null, null, null);
    }

    private Consist crowded() {
        List<Commodity> commodities = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            commodities.add(new Commodity(
                    Integer.toString(10 + random.nextInt(80)), 1.0, "Consignee".repeat(25) + random.nextInt()));
        }
        return new Consist(1, 1, 1, 1.0, commodities);
    }

    private TrainMovement movement(String run, String facility, Direction direction, Instant at, Object detail) {
        return movement(run, facility, direction, at, null, detail);
    }

    /** It claims to be another publisher. */
    private TrainMovement movement(
            String run, String facility, Direction direction, Instant at, Instant plannedAt, Object detail) {
        return new TrainMovement(
                UUID.randomUUID(), null, run, "H", facility, direction, at, plannedAt, now(), "khorgos", detail);
    }

    private void randomSchemaIds() {
        byte[] value = encoder.serialize("", trip(place(), Direction.DOMESTIC, null, null));
        for (int i = 0; i < 20; i++) {
            byte[] changed = value.clone();
            ByteBuffer.wrap(changed).putInt(1, random.nextInt());
            send(producer(), topic(), key(), changed);
        }
    }

    private void rubbish() {
        byte[] whole = encoder.serialize("", trip(place(), Direction.DOMESTIC, null, null));
        send(producer(), topic(), key(), Arrays.copyOf(whole, whole.length - 1 - random.nextInt(20)));
        byte[] bytes = new byte[random.nextInt(2_000)];
        random.nextBytes(bytes);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[0] = 0;
        }
        send(producer(), topic(), random.nextInt(4) == 0 ? null : key(), random.nextInt(5) == 0 ? null : bytes);
    }

    private void longHeaders() {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic(), null, key(), new byte[] {1, 2, 3});
        record.headers().add("trace", new byte[(7 << 20) - random.nextInt(1 << 20)]);
        record.headers().add("corridor.reject.topic", "movements.khorgos".getBytes(StandardCharsets.UTF_8));
        send(producer(), record);
    }

    /** Mostly its own; sometimes one that is not as declared. */
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

    private String place() {
        return "stanox:" + invented++;
    }

    private String newRun() {
        return "GB|H" + invented++ + "|2026-11-01";
    }

    private byte[] key() {
        return newRun().getBytes(StandardCharsets.UTF_8);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        producers.values().forEach(producer -> producer.close(Duration.ofSeconds(30)));
    }
}
