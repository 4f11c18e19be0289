package dev.goldencorridor.processor;

import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.reference.driver.KnownTopics;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.Tracing;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;

/** Drives the whole topology. Tests publish as a port system does and read as the sink does. */
public final class PipelineDriver implements AutoCloseable {
    private static final Instant APPENDED_AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final InstantSource FAR_FUTURE = InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));
    private final Registry registry;
    private final AtomicLong passed = new AtomicLong();
    private final Instant started;
    private final WireSerializer<TrainMovement> encoder;
    /** Limits the timestamps of input records, since the test driver sends them with the type CreateTime. */
    private final InstantSource clock;

    private final Tracing tracing;
    private final Path stateDirectory;
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final TestOutputTopic<byte[], byte[]> rejected;
    private final Map<AggregateRoute, TestOutputTopic<String, SpecificRecord>> outputs = new LinkedHashMap<>();
    private final Map<AggregateRoute, Map<String, SpecificRecord>> latest = new HashMap<>();
    private final Map<AggregateRoute, List<SpecificRecord>> all = new HashMap<>();
    private final WireSerializer<PortControl> controlEncoder;
    private final TestInputTopic<byte[], byte[]> control;
    private final TestOutputTopic<String, byte[]> notices;
    private final EmittedAlerts alerts;

    public PipelineDriver(Instant wallClock, Map<String, String> settings) {
        this(wallClock, settings, new MockSchemaRegistryClient());
    }

    public PipelineDriver(Instant wallClock, Map<String, String> settings, SchemaRegistryClient registryClient) {
        this(wallClock, settings, registryClient, FAR_FUTURE, Tracing.off());
    }

    /** A pipeline that records spans. */
    PipelineDriver(Instant wallClock, Map<String, String> settings, Tracing tracing) {
        this(wallClock, settings, new MockSchemaRegistryClient(), FAR_FUTURE, tracing);
    }

    /** @param clock limits the timestamps of received records */
    PipelineDriver(Instant wallClock, Map<String, String> settings, InstantSource clock) {
        this(wallClock, settings, new MockSchemaRegistryClient(), clock, Tracing.off());
    }

    private PipelineDriver(
            Instant wallClock,
            Map<String, String> settings,
            SchemaRegistryClient registryClient,
            InstantSource clock,
            Tracing tracing) {
        this.clock = clock;
        this.tracing = tracing;
        started = wallClock;
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
        // Longer than the interval of windows, as by default.
        given.putIfAbsent(CalendarSettings.CALENDAR_INTERVAL_CONFIG, "300ms");
        Settings resolved = Settings.of(ProcessorSettings.definition(), given);
        Properties streams = StreamsConfiguration.of(resolved);
        if (!settings.containsKey(ProcessorSettings.STATE_DIR_CONFIG)) {
            streams.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, InMemoryRocksDb.class);
        }
        driver = KnownTopics.in(new TopologyTestDriver(topology(resolved), streams, wallClock));
        rejected = driver.createOutputTopic(
                TopicCatalogue.REJECTED, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        WireDeserializer<DelayAlert> alertDecoder = new WireDeserializer<>(registry, DelayAlert.getClassSchema());
        control = driver.createInputTopic(TopicCatalogue.CONTROL, new ByteArraySerializer(), new ByteArraySerializer());
        alerts = new EmittedAlerts(driver.createOutputTopic(
                TopicCatalogue.DELAYS,
                new StringDeserializer(),
                (topic, bytes) -> bytes == null ? null : alertDecoder.deserialize(topic, bytes)));
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

    /** A pipeline with the event clock and one partition. */
    public static PipelineDriver onEventClock() {
        return new PipelineDriver(Instant.parse("2026-11-01T00:00:00Z"), Map.of("clock", "event", "partitions", "1"));
    }

    private Topology topology(Settings settings) {
        return new CorridorTopology(
                        settings,
                        registry,
                        new PublisherSchemas(registry, passed::get),
                        PublisherCatalogue.builtIn(),
                        PortCatalogue.builtIn(),
                        clock,
                        ProcessorMetrics.unserved(),
                        tracing)
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
                APPENDED_AT);
    }

    public void publish(String publisher, byte[] key, byte[] value, Instant receivedAt) {
        inputs.computeIfAbsent(
                        publisher,
                        name -> driver.createInputTopic(
                                TopicCatalogue.movementsOf(name), new ByteArraySerializer(), new ByteArraySerializer()))
                .pipeInput(key, value, receivedAt.toEpochMilli());
    }

    /** Publishes a record with headers. */
    void publish(String publisher, byte[] key, byte[] value, Instant receivedAt, Headers headers) {
        driver.createInputTopic(
                        TopicCatalogue.movementsOf(publisher), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value, headers, receivedAt));
    }

    /** Closes or opens a port as the operations centre does. */
    public void decide(PortControl decision) {
        decide(decision.getFacility(), controlEncoder.serialize("", decision));
    }

    public void decide(String facility, byte[] value) {
        control.pipeInput(
                facility == null ? null : facility.getBytes(StandardCharsets.UTF_8), value, APPENDED_AT.toEpochMilli());
    }

    /** The last value of each alert key that was not deleted. */
    public Map<String, DelayAlert> alerts() {
        return alerts.latest();
    }

    /** All values of an alert key in the order of publication; null where it was deleted. */
    public List<DelayAlert> alertHistory(String key) {
        return alerts.history(key);
    }

    /** All alerts in the order of publication, without deletions. */
    public List<DelayAlert> alertHistory() {
        return alerts.history();
    }

    /** The records broadcast to all tasks since the last call, as on the internal topic. */
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

    /** The length in bytes of the longest value in a store. */
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

    /** The time of day. */
    Instant now() {
        return started.plusNanos(passed.get());
    }

    public void passTime(Duration time) {
        passed.addAndGet(time.toNanos());
        driver.advanceWallClockTime(time);
    }

    /** Passes time until all pending changes are published, and reads the aggregates. */
    public PipelineDriver settle() {
        // A task pauses for up to a second after it has published much, and a punctuation publishes a limited number.
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

    /** The last value of each key; null where the key was deleted. */
    public Map<String, SpecificRecord> latest(AggregateRoute route) {
        return latest.get(route);
    }

    /** All values in the order of publication. */
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
