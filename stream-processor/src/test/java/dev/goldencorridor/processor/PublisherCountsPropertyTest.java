package dev.goldencorridor.processor;

import dev.goldencorridor.reference.PublisherRecount;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.PublisherStatus;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The status of each publisher equals a recount of its records. Records repeat, are retracted and are rejected, come
 * late and on any partition, and the pipeline restarts.
 */
class PublisherCountsPropertyTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final List<String> FACILITIES = List.of("CNHRS", "CNAKL", "CNXAG");

    private final Map<String, PublisherStatus> latest = new TreeMap<>();
    private final List<PublisherRecount.Sent> sent = new ArrayList<>();
    private final List<TrainMovement> movements = new ArrayList<>();
    private Random random;
    private Map<String, String> settings;
    private SchemaRegistryClient registry;
    private PipelineDriver pipeline;
    private Path directory;

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void theStatusOfEachPublisherEqualsARecountOfItsRecords(@ForAll long seed) throws IOException {
        random = new Random(seed);
        latest.clear();
        sent.clear();
        movements.clear();
        registry = new MockSchemaRegistryClient();
        settings = new HashMap<>(Map.of(
                "clock", random.nextBoolean() ? "event" : "wall",
                "partitions", random.nextInt(3) == 0 ? "4" : "1",
                "processor.clock.max.jump", "36500d"));
        boolean restarts = random.nextInt(4) == 0;
        directory = Files.createTempDirectory("corridor-test-state");
        if (restarts) {
            settings.put(ProcessorSettings.STATE_DIR_CONFIG, directory.toString());
            // In transactions, a store without a checkpoint would be restored from its changelog.
            settings.put(ProcessorSettings.GUARANTEE_CONFIG, "at_least_once");
        }
        pipeline = new PipelineDriver(START, settings, registry);
        try {
            boolean isFrequent = random.nextInt(3) == 0;
            run(isFrequent ? 300 : 80, isFrequent, restarts);
            checkNow();
        } finally {
            pipeline.close();
            delete(directory);
        }
    }

    private void run(int records, boolean isFrequent, boolean restarts) throws IOException {
        for (int i = 0; i < records; i++) {
            if (random.nextInt(12) == 0) {
                reject();
            } else {
                publish(isFrequent);
            }
            pipeline.passTime(pause(isFrequent));
            if (restarts && random.nextInt(records / 3) == 0) {
                restart();
            }
        }
    }

    private Duration pause(boolean isFrequent) {
        if (isFrequent) {
            return Duration.ofMillis(random.nextInt(60) == 0 ? 5_400_000 : random.nextInt(4_000));
        }
        return switch (random.nextInt(8)) {
            case 0 -> Duration.ofMinutes(random.nextInt(90));
            case 1 -> Duration.ofHours(random.nextInt(40));
            default -> Duration.ofMillis(random.nextInt(3_000));
        };
    }

    private void publish(boolean isFrequent) {
        Instant receivedAt = receivedAt();
        TrainMovement movement = movement(receivedAt, isFrequent);
        movements.add(movement);
        sent.add(new PublisherRecount.Sent(movement.getPublisher(), receivedAt, movement, null));
        pipeline.publish(
                movement.getPublisher(), bytes(movement.getTrainRunId()), pipeline.encode(movement), receivedAt);
    }

    /** The broker took most records just now, and some while the pipeline did not run. */
    private Instant receivedAt() {
        Duration ago =
                switch (random.nextInt(10)) {
                    case 0 -> Duration.ofHours(random.nextInt(60));
                    case 1 -> Duration.ofHours(random.nextInt(300));
                    default -> Duration.ofMillis(random.nextInt(2_000));
                };
        return pipeline.now().minus(ago);
    }

    private TrainMovement movement(Instant receivedAt, boolean isFrequent) {
        int kind = movements.isEmpty() ? 9 : random.nextInt(10);
        TrainMovement earlier = movements.isEmpty() ? null : movements.get(random.nextInt(movements.size()));
        if (earlier != null && earlier.getOccurredAt().isBefore(receivedAt)) {
            switch (kind) {
                case 0 -> {
                    return earlier;
                }
                case 1 -> {
                    return Movements.retraction(earlier);
                }
                case 2 -> {
                    return Movements.reportedAnew(
                            earlier, earlier.getCreatedAt().minusMillis(random.nextInt(5)));
                }
                default -> {}
            }
        }
        String facility = isFrequent ? "CNHRS" : FACILITIES.get(random.nextInt(FACILITIES.size()));
        Instant occurredAt =
                receivedAt.minusSeconds(random.nextInt(7_200) - 500L).truncatedTo(ChronoUnit.MILLIS);
        return Movements.movement(
                "CR|X80" + random.nextInt(30) + "|2026-11-01",
                facility,
                Direction.OUTBOUND,
                occurredAt,
                occurredAt,
                Movements.arrivalOf(null, null, null));
    }

    private void reject() {
        Instant receivedAt = receivedAt();
        byte[] key = bytes("CR|X1|2026-11-01");
        switch (random.nextInt(5)) {
            case 0 -> rejected("khorgos", "NULL_VALUE", key, null, receivedAt);
            case 1 -> rejected("alashankou", "NOT_WIRE_FORMAT", key, new byte[] {7, 7}, receivedAt);
            case 2 -> rejected("khorgos", "NULL_KEY", null, new byte[] {7}, receivedAt);
            case 3 -> {
                TrainMovement foreign = arrival("CNAKL", receivedAt);
                rejected("khorgos", "FACILITY_NOT_ALLOWED", key, pipeline.encode(foreign), receivedAt);
            }
            default -> {
                TrainMovement unknown = arrival("CNHRS", receivedAt);
                rejected("nobody", "UNKNOWN_PUBLISHER", key, pipeline.encode(unknown), receivedAt);
            }
        }
    }

    private static TrainMovement arrival(String facility, Instant at) {
        return Movements.movement(
                "CR|X1|2026-11-01", facility, Direction.OUTBOUND, at, Movements.arrivalOf(null, null, null));
    }

    private void rejected(String publisher, String reason, byte[] key, byte[] value, Instant receivedAt) {
        sent.add(new PublisherRecount.Sent(publisher, receivedAt, null, reason));
        pipeline.publish(publisher, key, value, receivedAt);
    }

    private void restart() throws IOException {
        read();
        Instant now = pipeline.now();
        StoredState state = StoredState.of(pipeline);
        pipeline.close();
        // The driver has deleted its state.
        state.layOut(directory);
        pipeline = new PipelineDriver(now, settings, registry);
    }

    private void checkNow() {
        pipeline.settle();
        // The minute in which the statuses are compared must be that of the recount.
        Instant now = pipeline.now();
        Instant middle = now.truncatedTo(ChronoUnit.MINUTES).plusSeconds(90);
        pipeline.passTime(Duration.between(now, middle));
        pipeline.settle();
        read();
        new PublisherRecount(sent).check(latest, pipeline.now());
    }

    private void read() {
        pipeline.settle();
        pipeline.latest(AggregateRoute.PUBLISHERS)
                .forEach((publisher, value) -> latest.put(publisher, (PublisherStatus) value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
