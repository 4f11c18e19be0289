package dev.goldencorridor.benchmarks.expected;

import dev.goldencorridor.processor.CorridorTopology;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.processor.messages.BroadcastSerde;
import dev.goldencorridor.processor.messages.BroadcastUpdate;
import dev.goldencorridor.processor.messages.ExpectedDurationUpdate;
import dev.goldencorridor.processor.model.Quantiles;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TrainRunStatus;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** Replays movements through the whole topology in this process, on the event clock, and reads the status of runs. */
final class ReplayedRuns implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Instant WALL_CLOCK = Instant.parse("2026-11-01T00:00:00Z");

    private final Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));
    private final WireSerializer<TrainMovement> encoder =
            new WireSerializer<>(registry, TrainMovement.getClassSchema());
    private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
    private final Map<String, Quantiles> quantiles = new HashMap<>();
    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, TrainRunStatus> statuses;
    private final TestOutputTopic<String, BroadcastUpdate> durations;

    /** @param given settings that differ from the default ones */
    ReplayedRuns(Path state, Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put(CommonSettings.CLOCK_CONFIG, "event");
        all.put(CommonSettings.PARTITIONS_CONFIG, "1");
        all.put(ProcessorSettings.STATE_DIR_CONFIG, state.toString());
        Settings settings = Settings.of(ProcessorSettings.definition(), all);
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "expected");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                new CorridorTopology(settings, registry, PublisherCatalogue.of(settings), PortCatalogue.of(settings))
                        .build(),
                properties,
                WALL_CLOCK);
        WireDeserializer<TrainRunStatus> decoder = new WireDeserializer<>(registry, TrainRunStatus.getClassSchema());
        statuses = driver.createOutputTopic(
                AggregateRoute.RUNS.aggregate(),
                new StringDeserializer(),
                (topic, bytes) -> bytes == null ? null : decoder.deserialize(topic, bytes));
        durations = driver.createOutputTopic(
                "expected-durations-repartition", new StringDeserializer(), new BroadcastSerde().deserializer());
    }

    void publish(String publisher, TrainMovement movement) {
        inputs.computeIfAbsent(
                        publisher,
                        name -> driver.createInputTopic(
                                TopicCatalogue.movementsOf(name), new StringSerializer(), new ByteArraySerializer()))
                .pipeInput(movement.getTrainRunId(), encoder.serialize("", movement), WALL_CLOCK);
    }

    /** Passes a second of the wall clock, and reads what is published meanwhile. */
    void advance(Consumer<TrainRunStatus> consumer) {
        driver.advanceWallClockTime(STEP);
        statuses.readValuesToList().forEach(status -> {
            if (status != null) {
                consumer.accept(status);
            }
        });
        // Read after the statuses, which were computed from the durations before.
        durations.readKeyValuesToList().forEach(record -> {
            ExpectedDurationUpdate update = (ExpectedDurationUpdate) record.value;
            quantiles.put(record.key + " " + update.kind(), update.quantiles());
        });
    }

    /** The latest broadcast quantiles of a dimension and a kind; null if there are none. */
    Quantiles quantiles(String dimension, String kind) {
        return quantiles.get(dimension + " " + kind);
    }

    @Override
    public void close() {
        driver.close();
        registry.close();
    }
}
