package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.EmbeddedBroker;
import dev.goldencorridor.processor.ProcessCommand;
import dev.goldencorridor.producer.MovementPublisher;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.topics.TopicUpdater;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.sink.SinkCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A corridor on a broker of its own, because the contract fixes the names of the topics. Processor and sink run in this
 * JVM, or as processes where a test kills them or limits their heap.
 */
final class KillableCorridor implements AutoCloseable {
    private final Path directory;
    private final Path data;
    private final EmbeddedBroker broker;
    private final CorridorConnection connection;
    private final Registry registry;
    private final List<Process> processes = new ArrayList<>();
    private final List<InProcessApplication> applications = new ArrayList<>();
    private final AuthorizerLog decisions = AuthorizerLog.beginDenials();
    private final Map<String, MovementPublisher> publishers = new HashMap<>();
    private final Map<String, CommittedLog> logs = new ConcurrentHashMap<>();
    private final Map<String, LatestValues> values = new ConcurrentHashMap<>();
    private final KafkaProducer<byte[], byte[]> raw;
    private int started;
    private String heap = "384m";

    KillableCorridor(String registryUrl, Map<String, String> settings) throws IOException {
        this(
                Files.createTempDirectory(Files.createDirectories(Path.of("target")), "corridor"),
                MemoryDirectory.create(Path.of("target")),
                registryUrl,
                settings);
    }

    /** @param directory of the data and the local state, as {@code corridor up} has it; may be empty */
    KillableCorridor(Path directory, String registryUrl, Map<String, String> settings) throws IOException {
        this(directory, directory, registryUrl, settings);
    }

    private KillableCorridor(Path directory, Path data, String registryUrl, Map<String, String> settings)
            throws IOException {
        this.directory = directory;
        this.data = data;
        broker = ServerSecurity.startBroker(data.resolve("broker"));
        Map<String, String> all = new LinkedHashMap<>(Map.of(CommonSettings.CLOCK_CONFIG, "event"));
        all.putAll(settings);
        connection = new CorridorConnection(broker.bootstrapServers(), registryUrl, all);
        connection.grant();
        registry = connection.registry();
        Settings common = settings();
        try (KafkaAdmin admin = KafkaAdmin.connect(common)) {
            List<TopicDeclaration> topics = TopicCatalogue.all(common, PublisherCatalogue.builtIn());
            TopicUpdater.apply(admin, TopicCheck.compare(admin, topics, 1), 1);
        }
        raw = producer(Map.of("max.request.size", 9 << 20));
    }

    /** How others connect to it. */
    CorridorConnection connection() {
        return connection;
    }

    /** The settings of the tests' own clients. On a secure broker they may do anything. */
    Settings settings() {
        return connection.settings();
    }

    /** Properties of the tests' own Kafka clients, and more of them. */
    Map<String, Object> client(Map<String, Object> more) {
        return connection.client(ServerSecurity.OWN_PRINCIPAL, more);
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        return new KafkaProducer<>(client(more), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Registry registry() {
        return registry;
    }

    /** Limits the heap of processors and sinks that start from now on. */
    void limitHeap(String size) {
        heap = size;
    }

    /** Runs a processor in this JVM. The settings are given as {@code name=value}. */
    InProcessApplication runProcessor(String... more) {
        Map<String, String> settings = connection.given(more);
        settings.putIfAbsent("processor.state.dir", data.resolve("state").toString());
        return run(InProcessApplication.processor(settings, log(ProcessCommand.class)));
    }

    /** Runs a sink in this JVM. The settings are given as {@code name=value}. */
    InProcessApplication runSink(String... more) {
        return run(InProcessApplication.sink(connection.given(more), log(SinkCommand.class)));
    }

    private InProcessApplication run(InProcessApplication application) {
        applications.add(application);
        return application;
    }

    /** Starts a processor as a process. The settings are given as {@code name=value}. */
    Process startProcessor(String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of("processor.state.dir=" + data.resolve("state")));
        settings.addAll(List.of(more));
        return start(ProcessCommand.class, settings);
    }

    /** Starts a sink as a process. The settings are given as {@code name=value}. */
    Process startSink(String... more) throws IOException {
        return start(SinkCommand.class, List.of(more));
    }

    private Process start(Class<?> main, List<String> settings) throws IOException {
        Process process = ApplicationProcess.start(main, heap, connection.given(), settings, log(main));
        processes.add(process);
        return process;
    }

    /** Waits until the processor publishes its clock. */
    void awaitProcessing() {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !read(TopicCatalogue.CLOCK).isEmpty());
    }

    /** The logs of all processors of this corridor so far. That of one in this JVM has all lines of the JVM. */
    String processorLog() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var logs = Files.newDirectoryStream(directory, ProcessCommand.class.getSimpleName() + "-*.log")) {
            for (Path log : logs) {
                text.append(Files.readString(log, StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private Path log(Class<?> main) {
        return directory.resolve(main.getSimpleName() + "-" + ++started + ".log");
    }

    void publish(TrainMovement movement) {
        var unused = publishers
                .computeIfAbsent(movement.getPublisher(), name -> MovementPublisher.builder()
                        .publisher(name)
                        .settings(connection.settings(Principals.publisher(name)))
                        .open())
                .publish(movement);
    }

    void flush() {
        publishers.values().forEach(MovementPublisher::flush);
    }

    /** Sends bytes without validation. A null partition leaves the choice to the Java partitioner. */
    void publishRaw(String publisher, Integer partition, String key, byte[] value)
            throws ExecutionException, InterruptedException {
        raw.send(new ProducerRecord<>(
                        TopicCatalogue.movementsOf(publisher),
                        partition,
                        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                        value))
                .get();
    }

    /** Sends a long value that compresses well, through a producer with a high size limit. */
    void publishCompressed(String publisher, byte[] key, byte[] value) throws ExecutionException, InterruptedException {
        publishAll(
                Map.of("compression.type", "zstd", "max.request.size", 64 << 20, "buffer.memory", 128L << 20),
                List.of(new ProducerRecord<>(TopicCatalogue.movementsOf(publisher), key, value)));
    }

    /** Sends records through a producer with custom properties, and waits until the broker acknowledges all of them. */
    void publishAll(Map<String, Object> properties, List<ProducerRecord<byte[], byte[]>> records)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer(properties)) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    /** The last value under each key of the downstream topic, as a new read_committed consumer reads it. */
    Map<String, SpecificRecord> downstream(AggregateRoute route) {
        return latest(route, route.downstream());
    }

    /** The last value under each key of a topic that holds a route's aggregates: the internal or the downstream one. */
    Map<String, SpecificRecord> latest(AggregateRoute route, String topic) {
        return values.computeIfAbsent(topic, any -> new LatestValues(new WireDeserializer<>(registry, route.schema())))
                .of(read(topic));
    }

    /** All committed records of a topic up to its present end. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return logs.computeIfAbsent(topic, name -> new CommittedLog(name, client(Map.of())))
                .read();
    }

    /** Kafka's id of a topic. */
    Uuid idOf(String topic) {
        try (KafkaAdmin admin = KafkaAdmin.connect(settings())) {
            return admin.topicIds(List.of(topic)).get(topic);
        }
    }

    /** Deletes a topic of the catalogue and creates it again, without records. */
    void recreate(String topic) {
        Settings common = settings();
        List<TopicDeclaration> topics = TopicCatalogue.all(common, PublisherCatalogue.builtIn());
        try (KafkaAdmin admin = KafkaAdmin.connect(common)) {
            admin.delete(List.of(topic));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.topicNames().contains(topic));
            TopicUpdater.apply(admin, TopicCheck.compare(admin, topics, 1), 1);
        }
        values.remove(topic);
        CommittedLog former = logs.remove(topic);
        if (former != null) {
            former.close();
        }
    }

    /** How many instances of a group have assigned partitions. */
    int members(String group) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return (int)
                    admin.describeConsumerGroups(List.of(group)).describedGroups().get(group).get().members().stream()
                            .filter(member ->
                                    !member.assignment().topicPartitions().isEmpty())
                            .map(member -> member.clientId().replaceAll("-StreamThread-.*", ""))
                            .distinct()
                            .count();
        }
    }

    Admin admin() {
        return Admin.create(client(Map.of()));
    }

    @Override
    public void close() {
        processes.forEach(process -> process.destroyForcibly().onExit().join());
        applications.forEach(InProcessApplication::close);
        publishers.values().forEach(MovementPublisher::close);
        raw.close(Duration.ZERO);
        logs.values().forEach(CommittedLog::close);
        registry.close();
        broker.close();
        MemoryDirectory.delete(data);
        decisions.close();
        // A program may go on without a permission, and only do less.
        assertThat(decisions.denied(Set.of(Principals.PROCESSOR, Principals.SINK)))
                .isEmpty();
    }
}
