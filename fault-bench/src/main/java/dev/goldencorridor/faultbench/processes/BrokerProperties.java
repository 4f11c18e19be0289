package dev.goldencorridor.faultbench.processes;

import static dev.goldencorridor.schemas.limits.RecordLimits.MAX_BATCH_BYTES;

import java.nio.file.Path;
import java.util.Properties;

/** The properties of a node of the cluster. What is not set here is Kafka's default. */
final class BrokerProperties {
    static final String CONTROLLER = "CONTROLLER";

    private BrokerProperties() {}

    static Properties of(int id, String address, int port, int controllerPort, String voters, Path data) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", Integer.toString(id));
        properties.setProperty("controller.quorum.voters", voters);
        String broker = "PLAINTEXT://" + address + ":" + port;
        properties.setProperty("listeners", broker + "," + CONTROLLER + "://" + address + ":" + controllerPort);
        properties.setProperty("advertised.listeners", broker);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("controller.listener.names", CONTROLLER);
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty("log.dirs", data.toString());
        properties.setProperty("auto.create.topics.enable", "false");
        for (String limit :
                new String[] {"message.max.bytes", "replica.fetch.max.bytes", "replica.fetch.response.max.bytes"}) {
            properties.setProperty(limit, Integer.toString(MAX_BATCH_BYTES));
        }
        replicate(properties);
        failSoon(properties);
        bePrudentWithThreads(properties);
        return properties;
    }

    private static void replicate(Properties properties) {
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            properties.setProperty(topic + ".replication.factor", "3");
            properties.setProperty(topic + ".num.partitions", "6");
        }
        properties.setProperty("transaction.state.log.min.isr", "2");
        properties.setProperty("share.coordinator.state.topic.min.isr", "2");
        properties.setProperty("min.insync.replicas", "2");
        properties.setProperty("unclean.leader.election.enable", "false");
    }

    /** As the guide to operations recommends it. */
    private static void failSoon(Properties properties) {
        properties.setProperty("broker.session.timeout.ms", "6000");
    }

    /** Three nodes share the cores of one machine. */
    private static void bePrudentWithThreads(Properties properties) {
        properties.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "4");
        properties.setProperty("background.threads", "4");
    }
}
