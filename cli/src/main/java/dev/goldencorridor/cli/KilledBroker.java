package dev.goldencorridor.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker that was killed is still registered as alive. Here the controller starts alone, until it counts the broker
 * as failed.
 *
 * <p>Without this, the next start takes over the old registration and is leader of all partitions at first. It begins to
 * complete open transactions. Then it registers anew, and for a while no partition has a leader. Kafka 4.4.0 drops the
 * transaction markers of such partitions (KAFKA-20734), and their readers wait for ever. The new registration would also
 * have to wait for the end of the old session, 9 s.
 */
final class KilledBroker {
    private static final Logger LOG = LoggerFactory.getLogger(KilledBroker.class);
    private static final Duration SESSION = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    /** A broker creates this file when it stops, and deletes it when it starts. */
    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";

    private final Path data;
    private boolean hasWarned;

    /** @param data the directory of the broker's data */
    KilledBroker(Path data) {
        this.data = data;
    }

    /** Whether a broker has run in this directory and did not stop by itself. */
    boolean wasKilled() {
        return Files.exists(data.resolve("__cluster_metadata-0/quorum-state"))
                && !Files.exists(data.resolve(CLEAN_SHUTDOWN));
    }

    /**
     * Returns when no broker is registered as alive, or after a time limit.
     *
     * @param properties of the node that is about to start
     * @param controllerListener the listener of its controller
     */
    void endRegistration(Properties properties, String controllerListener) throws InterruptedException {
        Properties alone = new Properties();
        properties.forEach(alone::put);
        alone.remove("advertised.listeners");
        alone.remove("inter.broker.listener.name");
        alone.putAll(Map.of(
                "process.roles",
                "controller",
                "listeners",
                controllerListener,
                "broker.session.timeout.ms",
                Long.toString(SESSION.toMillis()),
                "broker.heartbeat.interval.ms",
                Long.toString(SESSION.toMillis() / 4)));
        long begin = System.nanoTime();
        KafkaRaftServer controller = new KafkaRaftServer(new KafkaConfig(alone), Time.SYSTEM);
        try {
            controller.startup();
            boolean isFailed = isFailed();
            while (!isFailed && System.nanoTime() - begin < LIMIT.toNanos()) {
                Thread.sleep(POLL.toMillis());
                isFailed = isFailed();
            }
            LOG.info(
                    "The last broker was killed; its registration {} {} ms",
                    isFailed ? "ended within" : "has not ended after",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    /** Whether the controller has a broker and counts it as failed. */
    private boolean isFailed() {
        return count("FencedBrokerCount") > 0 && count("ActiveBrokerCount") == 0;
    }

    private int count(String metric) {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            return ((Number) beans.getAttribute(
                            new ObjectName("kafka.controller:type=KafkaController,name=" + metric), "Value"))
                    .intValue();
        } catch (InstanceNotFoundException notYet) {
            return 0;
        } catch (JMException e) {
            if (!hasWarned) {
                hasWarned = true;
                LOG.warn("The controller does not say how many brokers it has: {}", e.toString());
            }
            return 0;
        }
    }
}
