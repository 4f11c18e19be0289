package dev.goldencorridor.faultbench.processes;

import dev.goldencorridor.cli.LocalPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.Kafka;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Three Kafka nodes, each broker and controller at once, in processes of their own. They run Kafka's own main class.
 * Topics have three replicas, of which two must be in sync. Ports and data survive the end of a node.
 */
public final class BrokerCluster implements AutoCloseable {
    private static final int NODES = 3;
    private static final String HEAP = "384m";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    private final List<BenchProcess> nodes;
    private final List<Path> data;
    private final String bootstrapServers;

    private BrokerCluster(List<BenchProcess> nodes, List<Path> data, String bootstrapServers) {
        this.nodes = nodes;
        this.data = data;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Formats the directories of new nodes; starts none.
     *
     * @param network the hosts of {@code broker 1} and so on
     * @param overrides replace properties of all nodes
     */
    public static BrokerCluster create(Path directory, BenchHosts network, Map<String, String> overrides)
            throws IOException {
        List<BenchHost> hosts = names().stream().map(network::of).toList();
        String clusterId = Uuid.randomUuid().toString();
        List<Integer> ports = freePorts(2 * NODES);
        String voters = IntStream.range(0, NODES)
                .mapToObj(i -> (i + 1) + "@" + hosts.get(i).address() + ":" + ports.get(NODES + i))
                .collect(Collectors.joining(","));
        List<BenchProcess> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            int id = i + 1;
            Path data = dataDirectories(directory).get(i);
            Files.createDirectories(data);
            format(data, id, clusterId);
            Properties properties =
                    BrokerProperties.of(id, hosts.get(i).address(), ports.get(i), ports.get(NODES + i), voters, data);
            properties.putAll(overrides);
            Path file = data.resolveSibling("server.properties");
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
            JavaProgram program = new JavaProgram(
                    hosts.get(i).prefix(), Kafka.class, HEAP, List.of(), List.of(file.toString()), Map.of());
            nodes.add(new BenchProcess(
                    names().get(i), program, directory.resolve("broker-" + id + ".log"), "Kafka Server started"));
        }
        return new BrokerCluster(
                nodes,
                dataDirectories(directory),
                IntStream.range(0, NODES)
                        .mapToObj(i -> hosts.get(i).address() + ":" + ports.get(i))
                        .collect(Collectors.joining(",")));
    }

    /** The names of the nodes. */
    public static List<String> names() {
        return IntStream.rangeClosed(1, NODES).mapToObj(id -> "broker " + id).toList();
    }

    /** The directories of the nodes' logs. */
    public static List<Path> dataDirectories(Path directory) {
        return IntStream.rangeClosed(1, NODES)
                .mapToObj(
                        id -> directory.resolve("broker-" + id).resolve("data").toAbsolutePath())
                .toList();
    }

    private static List<Integer> freePorts(int count) throws IOException {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < count) {
            ports.add(LocalPort.freeOr(0));
        }
        return List.copyOf(ports);
    }

    private static void format(Path data, int id, String clusterId) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(id)
                .setClusterId(clusterId)
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(BrokerProperties.CONTROLLER)
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString());
        try {
            formatter.run();
        } catch (Exception e) {
            // The signature declares Exception; any of them means that the directory cannot be used.
            throw new IOException("cannot prepare " + data + " for a broker: " + e.getMessage(), e);
        }
    }

    /** Starts all nodes and waits until each serves requests. */
    public void start() throws InterruptedException {
        nodes.forEach(BenchProcess::start);
        for (BenchProcess node : nodes) {
            node.awaitReady(START_LIMIT);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    public List<BenchProcess> nodes() {
        return nodes;
    }

    /** The node with an id, from 1 to 3. */
    public BenchProcess node(int id) {
        return nodes.get(id - 1);
    }

    /** The directory of the logs of the node with an id. */
    public Path data(int id) {
        return data.get(id - 1);
    }

    @Override
    public void close() {
        nodes.forEach(BenchProcess::close);
    }
}
