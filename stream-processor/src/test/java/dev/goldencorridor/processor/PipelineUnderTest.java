package dev.goldencorridor.processor;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.PortControl;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PortCatalogue;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.PublisherSchemas;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology in a test driver: what goes in as a port would send it, what comes out as the sink would read it. */
public final class PipelineUnderTest implements AutoCloseable {
    private final Registry registry;
    private final AtomicLong passed = new AtomicLong();
    private final WireSerializer<TrainMovement> encoder;
    /** The driver pipes records with the timestamp type CreateTime, which this bounds. */
    private final InstantSource clock;

    private final Path stateDirectory;
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final TestOutputTopic<byte[], byte[]> rejected;
    private final Map<AggregateRoute, TestOutputTopic<String, SpecificRecord>> outputs = new LinkedHashMap<>();
    private final Map<AggregateRoute, Map<String, SpecificRecord>> latest = new HashMap<>();
    private final Map<AggregateRoute, List<SpecificRecord>> all = new HashMap<>();
    private final WireSerializer<PortControl> controlEncoder;
    private final TestInputTopic<byte[], byte[]> control;
    private final TestOutputTopic<String, DelayAlert> delays;
    private final TestOutputTopic<String, byte[]> notices;
    private final Map<String, DelayAlert> alerts = new TreeMap<>();
    private final List<Map.Entry<String, DelayAlert>> alertHistory = new ArrayList<>();

    public PipelineUnderTest(Instant wallClock, Map<String, String> settings) {
        this(wallClock, settings, new MockSchemaRegistryClient());
    }

    /** With a registry of its own. */
    public PipelineUnderTest(Instant wallClock, Map<String, String> settings, SchemaRegistryClient registryClient) {
        this(wallClock, settings, registryClient, InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z")));
    }

    /** @param clock bounds the timestamps of received records */
    PipelineUnderTest(Instant wallClock, Map<String, String> settings, InstantSource clock) {
        this(wallClock, settings, new MockSchemaRegistryClient(), clock);
    }

    private PipelineUnderTest(
            Instant wallClock, Map<String, String> settings, SchemaRegistryClient registryClient, InstantSource clock) {
        this.clock = clock;
        registry = new Registry(registryClient, Duration.ofSeconds(1));
        encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());
        controlEncoder = new WireSerializer<>(registry, PortControl.getClassSchema());
        try {
            stateDirectory = Files.createTempDirectory("corridor-test-state");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Map<String, String> given = new HashMap<>(settings);
        given.putIfAbsent(ProcessorSettings.STATE_DIR_CONFIG, stateDirectory.toString());
        // Less often than windows, as by default.
        given.putIfAbsent(ProcessorSettings.CALENDAR_INTERVAL_CONFIG, "300ms");
        Settings resolved = Settings.of(ProcessorSettings.definition(), given);
        Properties streams = StreamsConfiguration.of(resolved);
        driver = new TopologyTestDriver(topology(resolved), streams, wallClock);
        rejected = driver.createOutputTopic(
                TopicCatalogue.REJECTED, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        WireDeserializer<DelayAlert> alertDecoder = new WireDeserializer<>(registry, DelayAlert.getClassSchema());
        control = driver.createInputTopic(TopicCatalogue.CONTROL, new ByteArraySerializer(), new ByteArraySerializer());
        delays = driver.createOutputTopic(
                TopicCatalogue.DELAYS,
                new StringDeserializer(),
                (topic, bytes) -> bytes == null ? null : alertDecoder.deserialize(topic, bytes));
        notices = driver.createOutputTopic(
                resolved.string(ProcessorSettings.APPLICATION_ID_CONFIG) + "-notices-repartition",
                new StringDeserializer(),
                new ByteArrayDeserializer());
        for (AggregateRoute route : AggregateRoute.all()) {
            WireDeserializer<SpecificRecord> decoder = new WireDeserializer<>(registry, route.schema());
            outputs.put(
                    route,
                    driver.createOutputTopic(
                            route.aggregate(),
                            new StringDeserializer(),
                            (topic, bytes) -> bytes == null ? null : decoder.deserialize(topic, bytes)));
            latest.put(route, new LinkedHashMap<>());
            all.put(route, new ArrayList<>());
        }
    }

    /** The event clock, one partition. */
    public static PipelineUnderTest onEventClock() {
        return new PipelineUnderTest(
                Instant.parse("2026-11-01T00:00:00Z"), Map.of("clock", "event", "partitions", "1"));
    }

    private Topology topology(Settings settings) {
        return new CorridorTopology(
                        settings,
                        registry,
                        new PublisherSchemas(registry, passed::get),
                        PublisherCatalogue.builtIn(),
                        PortCatalogue.builtIn(),
                        clock)
                .build();
    }

    public byte[] encode(TrainMovement movement) {
        return encoder.serialize("", movement);
    }

    public void publish(TrainMovement movement) {
        publish(
                movement.getPublisher(),
                movement.getTrainRunId().getBytes(StandardCharsets.UTF_8),
                encode(movement),
                Instant.parse("2026-11-01T00:00:00Z"));
    }

    public void publish(String publisher, byte[] key, byte[] value, Instant receivedAt) {
        inputs.computeIfAbsent(
                        publisher,
                        name -> driver.createInputTopic(
                                TopicCatalogue.movementsOf(name), new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(key, value, receivedAt.toEpochMilli());
    }

    /** As received with these headers. */
    void publish(String publisher, byte[] key, byte[] value, Instant receivedAt, Headers headers) {
        driver.createInputTopic(
                        TopicCatalogue.movementsOf(publisher), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, receivedAt));
    }

    /** Closes or opens a port as operations would. */
    public void decide(PortControl decision) {
        decide(decision.getFacility(), controlEncoder.serialize("", decision));
    }

    public void decide(String facility, byte[] value) {
        control.pipeInput(
                facility == null ? null : facility.getBytes(StandardCharsets.UTF_8),
                value,
                Instant.parse("2026-11-01T00:00:00Z").toEpochMilli());
    }

    /** The last value under each key that was not deleted. */
    public Map<String, DelayAlert> alerts() {
        readAlerts();
        return alerts;
    }

    /** All that was told of a key, in order; null where it was deleted. */
    public List<DelayAlert> alertHistory(String key) {
        readAlerts();
        List<DelayAlert> told = new ArrayList<>();
        alertHistory.forEach(entry -> {
            if (entry.getKey().equals(key)) {
                told.add(entry.getValue());
            }
        });
        return told;
    }

    /** Every alert in the order of publication, without deletions. */
    public List<DelayAlert> alertHistory() {
        readAlerts();
        return alertHistory.stream()
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .toList();
    }

    private void readAlerts() {
        delays.readRecordsToList().forEach(record -> {
            alertHistory.add(new SimpleImmutableEntry<>(record.key(), record.value()));
            if (record.value() == null) {
                alerts.remove(record.key());
            } else {
                alerts.put(record.key(), record.value());
            }
        });
    }

    /** What was told to all tasks since this was last asked, as it travels. */
    public List<TestRecord<String, byte[]>> notices() {
        return notices.readRecordsToList();
    }

    /** The keys of a store. */
    public List<String> stored(String store) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries =
                driver.<String, byte[]>getKeyValueStore(store).all()) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    /** Bytes, of the longest value in a store. */
    int longestStored(String store) {
        int longest = 0;
        try (KeyValueIterator<String, byte[]> entries =
                driver.<String, byte[]>getKeyValueStore(store).all()) {
            while (entries.hasNext()) {
                longest = Math.max(longest, entries.next().value.length);
            }
        }
        return longest;
    }

    public void passTime(Duration time) {
        passed.addAndGet(time.toNanos());
        driver.advanceWallClockTime(time);
    }

    /** Lets everything that is pending come out. */
    public PipelineUnderTest settle() {
        // Longer than a task rests that has published much; and as long as changes wait, of which each punctuation
        // publishes no more than it has time for.
        for (int i = 0; i < 12 || (unpublished() > 0 && i < 10_000); i++) {
            passTime(Duration.ofMillis(100));
        }
        outputs.forEach((route, topic) -> topic.readRecordsToList().forEach(record -> {
            latest.get(route).put(record.key(), record.value());
            all.get(route).add(record.value());
        }));
        return this;
    }

    private double unpublished() {
        return driver.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("unpublished-dimensions"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .filter(value -> value > 0)
                .sum();
    }

    /** The last value under each key; null where the key was withdrawn. */
    public Map<String, SpecificRecord> latest(AggregateRoute route) {
        return latest.get(route);
    }

    /** Every value in the order of publication. */
    public List<SpecificRecord> all(AggregateRoute route) {
        return all.get(route);
    }

    public List<TestRecord<byte[], byte[]>> rejected() {
        return rejected.readRecordsToList();
    }

    public TopologyTestDriver driver() {
        return driver;
    }

    @Override
    public void close() {
        driver.close();
        try (Stream<Path> files = Files.walk(stateDirectory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
