package dev.goldencorridor.faultbench.processes;

import dev.goldencorridor.alertbridge.AlertsCommand;
import dev.goldencorridor.cli.RegistryProcess;
import dev.goldencorridor.faultbench.webhook.WebhookReceiver;
import dev.goldencorridor.processor.ProcessCommand;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicCheck;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.topics.TopicUpdater;
import dev.goldencorridor.sink.SinkCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A whole corridor in processes of its own: three brokers, a registry, two processors, two sinks and an alert bridge. Processors keep
 * their state directories, and sinks their instance names, as a supervisor or a StatefulSet would start them.
 */
public final class BenchCorridor implements AutoCloseable {
    public static final int INSTANCES = 2;
    private static final String ALERT_BRIDGE = "alert bridge";
    private static final int REPLICAS = 3;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final Path directory;
    private final BrokerCluster brokers;
    private final BenchHosts hosts;
    private final Optional<FakeClocks> clocks;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<BenchProcess> processors = new ArrayList<>();
    private final List<BenchProcess> sinks = new ArrayList<>();
    private final WebhookReceiver webhook;
    private BenchProcess alertBridge;
    private RegistryProcess registry;
    private int registryPort;

    private BenchCorridor(Path directory, BrokerCluster brokers, BenchHosts hosts, Optional<FakeClocks> clocks)
            throws IOException {
        this.directory = directory;
        this.clocks = clocks;
        this.webhook = WebhookReceiver.start(hosts.gateway());
        this.brokers = brokers;
        this.hosts = hosts;
    }

    /**
     * Starts everything, and waits until the applications work.
     *
     * @param hosts of the processes by their names
     * @param clocks of the processors; empty for the clock of this machine
     * @param given settings of the applications, in addition to the bench's own
     */
    public static BenchCorridor start(
            Path directory,
            BrokerCluster brokers,
            BenchHosts hosts,
            Optional<FakeClocks> clocks,
            int partitions,
            Map<String, String> given)
            throws IOException, InterruptedException {
        BenchCorridor corridor = new BenchCorridor(directory, brokers, hosts, clocks);
        try {
            brokers.start();
            corridor.startRegistry();
            corridor.settings.put(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, brokers.bootstrapServers());
            corridor.settings.put(CommonSettings.SCHEMA_REGISTRY_URL_CONFIG, corridor.registry.url());
            // The addresses of namespaces are on this machine, too.
            corridor.settings.put(CommonSettings.PLAINTEXT_PERMITTED_CONFIG, "true");
            corridor.settings.put(CommonSettings.CLOCK_CONFIG, "event");
            corridor.settings.put(CommonSettings.PARTITIONS_CONFIG, Integer.toString(partitions));
            corridor.settings.put(CommonSettings.REPLICATION_FACTOR_CONFIG, Integer.toString(REPLICAS));
            corridor.createTopics();
            corridor.addApplications(given);
            for (BenchProcess one : corridor.applications()) {
                one.start();
            }
            for (BenchProcess one : corridor.applications()) {
                one.awaitReady(START_LIMIT);
            }
            return corridor;
        } catch (IOException | InterruptedException | RuntimeException e) {
            corridor.close();
            throw e;
        }
    }

    private void createTopics() {
        Settings common = Settings.of(CommonSettings.definition(), settings);
        try (KafkaAdmin admin = KafkaAdmin.connect(common)) {
            List<TopicDeclaration> topics = TopicCatalogue.all(common, PublisherCatalogue.builtIn());
            TopicUpdater.apply(admin, TopicCheck.compare(admin, topics, REPLICAS), REPLICAS);
        }
    }

    private void addApplications(Map<String, String> given) {
        for (int i = 1; i <= INSTANCES; i++) {
            String processor = "processor " + i;
            Map<String, String> ofProcessor = new HashMap<>(settings);
            ofProcessor.put("processor.instance", Integer.toString(i));
            ofProcessor.put("processor.state.dir", stateOf(i).toString());
            ofProcessor.put("processor.threads", "1");
            int number = i;
            Map<String, String> environment =
                    clocks.map(all -> all.environment(number)).orElse(Map.of());
            processors.add(application(
                    processor,
                    ProcessCommand.class,
                    "512m",
                    with(ofProcessor, given, "processor."),
                    "The stream-processor runs",
                    environment));
            String sink = "sink " + i;
            Map<String, String> ofSink = new HashMap<>(settings);
            ofSink.put("sink.instance", Integer.toString(i));
            sinks.add(
                    application(sink, SinkCommand.class, "256m", with(ofSink, given, "sink."), "The sink delivers as"));
        }
        Map<String, String> ofBridge = new HashMap<>(settings);
        ofBridge.put("alerts.to", "webhook=" + webhook.url());
        alertBridge =
                application(ALERT_BRIDGE, AlertsCommand.class, "128m", with(ofBridge, given, "alerts."), "Alerts of ");
    }

    /** Adds the given settings that this application has: its own, and those that all applications share. */
    private static Map<String, String> with(Map<String, String> own, Map<String, String> given, String prefix) {
        given.forEach((name, value) -> {
            boolean isOfAnother = Stream.of("processor.", "sink.", "alerts.").anyMatch(name::startsWith);
            if (!isOfAnother || name.startsWith(prefix)) {
                own.put(name, value);
            }
        });
        return own;
    }

    private BenchProcess application(
            String name, Class<?> main, String heap, Map<String, String> values, String ready) {
        return application(name, main, heap, values, ready, Map.of());
    }

    private BenchProcess application(
            String name,
            Class<?> main,
            String heap,
            Map<String, String> values,
            String ready,
            Map<String, String> environment) {
        List<String> arguments = new ArrayList<>();
        values.put("metrics.port", "0");
        values.forEach((setting, value) -> arguments.addAll(List.of("--set", setting + "=" + value)));
        JavaProgram program = new JavaProgram(
                hosts.of(name).prefix(),
                main,
                heap,
                List.of("--enable-native-access=ALL-UNNAMED"),
                arguments,
                environment);
        return new BenchProcess(name, program, directory.resolve(name.replace(' ', '-') + ".log"), ready);
    }

    private void startRegistry() throws IOException, InterruptedException {
        registry = RegistryProcess.start(
                directory.resolve("registry"), directory.resolve("registry.log"), registryPort, hosts.gateway());
        registryPort = java.net.URI.create(registry.url()).getPort();
    }

    /** Kills the registry by SIGKILL and starts it again at the same address. */
    public void restartRegistry(Duration down) throws IOException, InterruptedException {
        registry.kill();
        Thread.sleep(down.toMillis());
        startRegistry();
    }

    /** The names of processors, sinks and the alert bridge. */
    public static List<String> names() {
        return List.of("processor 1", "processor 2", "sink 1", "sink 2", ALERT_BRIDGE);
    }

    /** The state directory of a processor, numbered from 1. */
    public Path stateOf(int processor) {
        return stateDirectories(directory).get(processor - 1);
    }

    /** The state directories of all processors. */
    public static List<Path> stateDirectories(Path directory) {
        return IntStream.rangeClosed(1, INSTANCES)
                .mapToObj(processor -> directory.resolve("state-" + processor).toAbsolutePath())
                .toList();
    }

    /** Starts each process that has ended by itself, as a supervisor does. */
    public void startEnded() {
        Stream.concat(brokers.nodes().stream(), applications().stream()).forEach(BenchProcess::start);
    }

    /** The settings that all clients of the corridor share. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    public BrokerCluster brokers() {
        return brokers;
    }

    public List<BenchProcess> processors() {
        return processors;
    }

    public List<BenchProcess> sinks() {
        return sinks;
    }

    public BenchProcess alertBridge() {
        return alertBridge;
    }

    /** The receiver of the alert bridge. */
    public WebhookReceiver webhook() {
        return webhook;
    }

    /** Processors, sinks and the alert bridge. */
    public List<BenchProcess> applications() {
        return Stream.of(processors.stream(), sinks.stream(), Stream.ofNullable(alertBridge))
                .flatMap(all -> all)
                .toList();
    }

    @Override
    public void close() {
        applications().forEach(BenchProcess::close);
        if (registry != null) {
            registry.close();
        }
        brokers.close();
        webhook.close();
    }
}
