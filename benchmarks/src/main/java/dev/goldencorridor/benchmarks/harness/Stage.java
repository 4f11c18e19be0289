package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.cli.RegistryProcess;
import dev.goldencorridor.operationscentre.BoardSettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.topics.TopicUpdater;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/** A broker and a registry, each in its own process, with the topics of the corridor. */
public final class Stage implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private static final String STATES = "states";

    private final Path directory;
    private final FileChannel lock;
    private final int partitions;
    private final ChildJvm broker;
    private final RegistryProcess registry;
    private final Map<String, String> given = new LinkedHashMap<>();
    private final Admin admin;

    private Stage(
            Path directory,
            FileChannel lock,
            int partitions,
            ChildJvm broker,
            RegistryProcess registry,
            String bootstrapServers) {
        this.directory = directory;
        this.lock = lock;
        this.partitions = partitions;
        this.broker = broker;
        this.registry = registry;
        given.put(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        given.put(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, registry.url());
        given.put(CommonSettings.PARTITIONS_CONFIG, Integer.toString(partitions));
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * Starts both with the data in the directory, and recreates the output topics.
     *
     * @param partitions number of partitions of each topic
     */
    public static Stage set(Path directory, int partitions) {
        FileChannel lock = lock(directory);
        Directories.delete(directory.resolve(STATES));
        return start(directory, partitions, lock);
    }

    /** Starts both without the former data of the directory. */
    public static Stage setAnew(Path directory, int partitions) {
        FileChannel lock = lock(directory);
        Directories.delete(directory);
        return start(directory, partitions, lock);
    }

    private static Stage start(Path directory, int partitions, FileChannel lock) {
        ChildJvm broker = ChildJvm.start(
                BrokerMain.class,
                List.of("-Xmx1g", "-XX:+UseG1GC"),
                List.of(directory.resolve("broker").toString()),
                log(directory, "broker"));
        RegistryProcess registry = null;
        try {
            String address = broker.awaitValue("address", START_LIMIT);
            registry = RegistryProcess.start(directory.resolve("registry"), log(directory, "registry"), 0);
            Stage stage = new Stage(directory, lock, partitions, broker, registry, address);
            stage.clear();
            return stage;
        } catch (IOException e) {
            end(broker, registry, lock);
            throw new UncheckedIOException("the registry did not start", e);
        } catch (InterruptedException e) {
            end(broker, registry, lock);
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted while the registry started", e);
        } catch (RuntimeException e) {
            end(broker, registry, lock);
            throw e;
        }
    }

    /** Two brokers would corrupt the same data, and two simultaneous benchmarks would distort each other. */
    private static FileChannel lock(Path directory) {
        try {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            FileChannel file = FileChannel.open(
                    directory.resolveSibling(directory.getFileName() + ".in-use"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                file.close();
                throw new BenchmarkException("another benchmark uses " + directory + "; wait until it has ended");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + directory, e);
        }
    }

    private static void end(ChildJvm broker, RegistryProcess registry, FileChannel lock) {
        broker.close();
        if (registry != null) {
            registry.close();
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot let go of the stage's directory", e);
        }
    }

    /** A new directory for the state of a processor. After a crash the next stage removes it. */
    Path newState() {
        try {
            return Files.createTempDirectory(Files.createDirectories(directory.resolve(STATES)), "state");
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for the state", e);
        }
    }

    /** The log file of a child process. */
    public Path log(String name) {
        return log(directory, name);
    }

    private static Path log(Path directory, String name) {
        return directory.resolve("logs").resolve(name + ".log");
    }

    public ChildJvm broker() {
        return broker;
    }

    public Admin admin() {
        return admin;
    }

    public String bootstrapServers() {
        return given.get(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** Addresses and partitions by the names of their settings. */
    public Map<String, String> given() {
        return Map.copyOf(given);
    }

    /** A new connection to the registry. */
    public Registry registry() {
        return Registry.connect(settings(), Duration.ofSeconds(20));
    }

    private Settings settings() {
        return Settings.of(ProcessorSettings.definition(), given);
    }

    /** Starts a sink with default settings. */
    public ChildJvm startSink(List<String> jvmOptions) {
        return ChildJvm.start(SinkMain.class, jvmOptions, GivenSettings.arguments(given), log("sink"));
    }

    /** Starts a board at a free port with default settings. It reports its {@code url}. */
    public ChildJvm startBoard(List<String> jvmOptions) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        settings.put(BoardSettings.PORT_CONFIG, "0");
        return ChildJvm.start(BoardMain.class, jvmOptions, GivenSettings.arguments(settings), log("board"));
    }

    /** Returns when the members of a consumer group have assigned partitions. */
    public void awaitMembers(String group, Duration atMost) {
        Waiting.until(
                "the group " + group + " works",
                LOOK_AGAIN,
                atMost,
                () -> get(admin.listGroups().all()).stream()
                                .anyMatch(listed -> listed.groupId().equals(group))
                        && get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
                                .anyMatch(member ->
                                        !member.assignment().topicPartitions().isEmpty()));
    }

    /** Deletes all topics that are not input, and creates the declared ones again. */
    public void clear() {
        Set<String> leftOver = topics().stream()
                .filter(name -> !name.startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                .collect(Collectors.toCollection(TreeSet::new));
        get(admin.deleteTopics(leftOver).all());
        Waiting.until("the topics " + leftOver + " are gone", LOOK_AGAIN, START_LIMIT, () -> topics().stream()
                .noneMatch(leftOver::contains));
        List<TopicDeclaration> declared = TopicCatalogue.all(settings(), PublisherCatalogue.builtIn());
        try (KafkaAdmin declaring = KafkaAdmin.connect(settings())) {
            TopicUpdater.apply(declaring, TopicCheck.compare(declaring, declared, 1), 1);
        }
    }

    /** Disables the retention of the input topics. */
    public void keepInput() {
        Map<ConfigResource, Collection<AlterConfigOp>> forEver = new LinkedHashMap<>();
        for (String topic : inputs()) {
            forEver.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "-1"), AlterConfigOp.OpType.SET)));
        }
        get(admin.incrementalAlterConfigs(forEver).all());
    }

    public int partitions() {
        return partitions;
    }

    /** The input topics, in order. */
    public List<String> inputs() {
        return topics().stream()
                .filter(name -> name.startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                .sorted()
                .toList();
    }

    /** All topics except the internal ones of the brokers. */
    public Set<String> topics() {
        return get(admin.listTopics().names());
    }

    /** The value of the future; its failure is thrown as a failure of the benchmark. */
    public static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new BenchmarkException("the broker refused: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("interrupted while the broker answered", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
        end(broker, registry, lock);
    }
}
