package dev.goldencorridor.cli;

import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_BATCH_BYTES;

import dev.goldencorridor.cli.secure.SecureListeners;
import dev.goldencorridor.cli.secure.StackSecurity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka broker with its own KRaft controller in this JVM, reachable from this machine only: without encryption and
 * authentication, or with TLS everywhere and permissions that deny by default.
 *
 * <p>Topics are never created automatically. The data stays in the directory: a broker that starts there again
 * continues with it, on another port if necessary. Nothing is replicated; the broker is for trials and tests.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE_ID = 1;
    private static final String HOST = "127.0.0.1";

    private static final String CONTROLLER = "CONTROLLER";
    private static final String PLAINTEXT = "PLAINTEXT";

    private final KafkaRaftServer server;
    private final Ports ports;

    /** @param scram the port of a secure broker for clients with passwords; 0: none */
    private record Ports(int clients, int scram, int controller) {
        static Ports find(int preferred, boolean isSecure) throws IOException {
            // Nothing listens on a port that was found, so it may be found again.
            Set<Integer> found = new LinkedHashSet<>(List.of(LocalPort.freeOr(preferred)));
            while (found.size() < 3) {
                found.add(LocalPort.freeOr(0));
            }
            List<Integer> ports = List.copyOf(found);
            return new Ports(ports.get(0), isSecure ? ports.get(1) : 0, ports.get(2));
        }
    }

    private EmbeddedBroker(KafkaRaftServer server, Ports ports) {
        this.server = server;
        this.ports = ports;
    }

    /**
     * Starts a broker without encryption and authentication. It serves requests when this returns.
     *
     * @param directory holds the data; created if it does not exist
     * @param preferredPort the port to listen on if it is free, else any; 0: any
     * @throws IOException if the directory cannot be used
     */
    public static EmbeddedBroker start(Path directory, int preferredPort) throws IOException {
        Ports ports = Ports.find(preferredPort, false);
        return start(directory, ports, plain(ports));
    }

    /**
     * Starts a broker with TLS everywhere and permissions that deny by default. Its preferred port requires certificates
     * of clients; another port requires user and password.
     *
     * @throws IOException if the directory cannot be used
     */
    public static EmbeddedBroker startSecure(Path directory, int preferredPort, StackSecurity security)
            throws IOException {
        Ports ports = Ports.find(preferredPort, true);
        Map<String, String> listeners = secure(ports);
        listeners.putAll(SecureListeners.properties(security));
        return start(directory, ports, listeners);
    }

    private static EmbeddedBroker start(Path directory, Ports ports, Map<String, String> listeners) throws IOException {
        Files.createDirectories(directory);
        Path data = directory.toAbsolutePath();
        if (!Files.exists(data.resolve("meta.properties"))) {
            format(data);
        }
        Properties properties = properties(data, ports.controller());
        properties.putAll(listeners);
        KilledBroker killed = new KilledBroker(data);
        if (killed.wasKilled()) {
            endRegistration(killed, properties, ports);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        EmbeddedBroker broker = new EmbeddedBroker(server, ports);
        try {
            server.startup();
        } catch (RuntimeException e) {
            broker.close();
            throw new IOException(
                    "the broker did not start on port " + ports.clients() + " with the data in " + data + ": "
                            + e.getMessage(),
                    e);
        }
        return broker;
    }

    private static void endRegistration(KilledBroker killed, Properties properties, Ports ports) throws IOException {
        try {
            killed.endRegistration(properties, controllerListener(ports));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the registration of the killed broker ended");
        }
    }

    private static String controllerListener(Ports ports) {
        return CONTROLLER + "://" + address(ports.controller());
    }

    /** The address for clients on this machine; those of a secure broker need a certificate. */
    public String bootstrapServers() {
        return address(ports.clients());
    }

    /** The address of a secure broker for clients with user and password. */
    public String scramServers() {
        return address(ports.scram());
    }

    private static String address(int port) {
        return HOST + ":" + port;
    }

    /** Stops the broker and waits until its files are closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path data) throws IOException {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setControllerListenerName(CONTROLLER)
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString());
        try {
            formatter.run();
        } catch (Exception e) {
            // The signature declares Exception; any of them means that the directory cannot be used.
            throw new IOException("cannot prepare " + data + " for a broker: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> plain(Ports ports) {
        String clients = PLAINTEXT + "://" + address(ports.clients());
        Map<String, String> listeners = new LinkedHashMap<>();
        listeners.put("listeners", clients + "," + controllerListener(ports));
        listeners.put("advertised.listeners", clients);
        listeners.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        listeners.put("inter.broker.listener.name", PLAINTEXT);
        return listeners;
    }

    private static Map<String, String> secure(Ports ports) {
        String clients = SecureListeners.TLS + "://" + address(ports.clients()) + "," + SecureListeners.SCRAM + "://"
                + address(ports.scram());
        Map<String, String> listeners = new LinkedHashMap<>();
        listeners.put("listeners", clients + "," + controllerListener(ports));
        listeners.put("advertised.listeners", clients);
        listeners.put("listener.security.protocol.map", "TLS:SSL,SCRAM:SASL_SSL,CONTROLLER:SSL");
        listeners.put("inter.broker.listener.name", SecureListeners.TLS);
        return listeners;
    }

    private static Properties properties(Path data, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(NODE_ID));
        properties.setProperty("controller.quorum.voters", NODE_ID + "@" + address(controllerPort));
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("log.dirs", data.toString());

        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("message.max.bytes", Integer.toString(MAX_BATCH_BYTES));
        properties.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_BATCH_BYTES));
        properties.setProperty("replica.fetch.response.max.bytes", Integer.toString(MAX_BATCH_BYTES));

        properties.setProperty("offsets.topic.replication.factor", "1");
        // Two weeks: by default a group loses its offsets after a week of absence.
        properties.setProperty("offsets.retention.minutes", Integer.toString(14 * 24 * 60));
        properties.setProperty("offsets.topic.num.partitions", "4");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "4");
        // transaction.abort.timed.out.transaction.cleanup.interval.ms stays 10 s: the broker must not end transactions
        // while it starts.
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "1");

        // No other members join: waiting for them only delays the start.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // The default of 128 MiB is for brokers with more to clean than this one.
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "4");
        return properties;
    }
}
