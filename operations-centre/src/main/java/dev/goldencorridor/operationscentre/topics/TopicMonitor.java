package dev.goldencorridor.operationscentre.topics;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the topics to read, again and again on a thread of its own, because a request blocks while no broker answers.
 */
final class TopicMonitor implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final KafkaAdmin admin;
    private final Predicate<String> isRead;
    private final CountDownLatch closing;
    private volatile Map<String, Found> found = Map.of();
    private volatile boolean hasAnswer;
    private volatile Optional<String> failure = Optional.empty();
    private Map<String, Found> before = Map.of();

    /**
     * A topic.
     *
     * @param id Kafka's id: a topic that was created again has another one
     */
    record Found(Uuid id, int partitions) {}

    /** @param isRead selects topics by name */
    TopicMonitor(KafkaAdmin admin, Predicate<String> isRead, CountDownLatch closing) {
        this.admin = admin;
        this.isRead = isRead;
        this.closing = closing;
    }

    @Override
    public void run() {
        try {
            do {
                check();
            } while (!closing.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The topics by name. A topic is gone when two checks in a row do not find it. */
    Map<String, Found> topics() {
        return found;
    }

    /** Whether the brokers have answered at least once. */
    boolean hasAnswer() {
        return hasAnswer;
    }

    /** Why the brokers did not answer the last check; empty if they did. */
    Optional<String> failure() {
        return failure;
    }

    private void check() {
        try {
            List<String> names =
                    admin.topicNames().stream().filter(isRead).sorted().toList();
            Map<String, Found> now = new HashMap<>();
            admin.describe(names)
                    .forEach((name, topic) -> now.put(
                            name, new Found(topic.topicId(), topic.partitions().size())));
            Map<String, Found> confirmed = new HashMap<>(now);
            // A broker that has just started may not list all topics yet.
            before.forEach(confirmed::putIfAbsent);
            before = now;
            found = Map.copyOf(confirmed);
            hasAnswer = true;
            failure = Optional.empty();
        } catch (BrokersUnavailableException e) {
            if (closing.getCount() > 0 && failure.isEmpty()) {
                LOG.warn("The brokers do not answer; the board shows what it has: {}", e.getMessage());
            }
            failure = Optional.of(e.getMessage());
        }
    }
}
