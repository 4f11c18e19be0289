package dev.goldencorridor.processor.inputs;

import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.InputTopics;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.topics.TopicDifference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Examines the input topics every 5 s, on a thread of its own, and logs those that are unfit. While the brokers do not
 * answer, the last result remains valid.
 */
public final class InputMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InputMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** A topic counts as deleted when so many examinations in a row have not found it. */
    private static final int EXAMINATIONS_UNTIL_DELETED = 3;

    private static final Duration REPEAT_LOG_INTERVAL = Duration.ofMinutes(5);

    private final Settings settings;
    private final Map<String, LoggedFault> logged = new HashMap<>();
    /** How many examinations in a row have not found a subscribed topic. */
    private final Map<String, Integer> missed = new HashMap<>();

    private final UnreadablePartitions unreadable = new UnreadablePartitions();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile ReadableInputs current = ReadableInputs.NONE;
    private InputTopics topics;
    private volatile KafkaAdmin admin;

    public InputMonitor(Settings settings) {
        this.settings = settings;
    }

    /**
     * Examines the topics, and starts the thread that examines them again until it is closed.
     *
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the brokers do not answer
     */
    public synchronized void start() {
        admin = KafkaAdmin.connect(settings);
        topics = new InputTopics(admin, settings);
        examine();
        if (current.subscribed().isEmpty()) {
            LOG.warn(
                    "No fit topic begins with {} yet, so there is nothing to read; create them with: corridor topics --apply",
                    TopicCatalogue.MOVEMENTS_PREFIX);
        }
        Thread thread = new Thread(this::examineRegularly, "input-monitor");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The number of input topics that exist and are not read, since their configuration is unfit or this process cannot
     * read a record batch of theirs.
     */
    public int withheldTopics() {
        Set<String> withheld = unreadable.topics();
        withheld.addAll(current.withheld());
        return withheld.size();
    }

    UnreadablePartitions unreadable() {
        return unreadable;
    }

    /** Returns the topics to read; a new object only when they have changed. */
    ReadableInputs current() {
        return current;
    }

    /**
     * Examines the topics at once, so that a new stream thread does not fail because of a change since the last time.
     */
    public void examineNow() {
        try {
            examine();
        } catch (RuntimeException e) {
            LOG.warn("The input topics cannot be examined now; the last result stays: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed.countDown();
        // Takes no lock: a running examination holds it while it waits for the brokers. Closing makes it fail at once.
        KafkaAdmin open = admin;
        if (open != null) {
            open.close();
        }
    }

    private void examineRegularly() {
        try {
            while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                examineNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void examine() {
        if (closed.getCount() == 0) {
            return;
        }
        Map<String, List<TopicDifference>> faults = topics.examine();
        Set<String> subscribed = new TreeSet<>();
        Set<String> withheld = new TreeSet<>();
        faults.forEach((topic, differences) -> {
            if (differences.stream().noneMatch(one -> one.kind() == TopicDifference.Kind.PARTITIONS)) {
                subscribed.add(topic);
                if (!differences.isEmpty()) {
                    withheld.add(topic);
                }
            }
        });
        keepBrieflyMissing(faults.keySet(), subscribed, withheld);
        logChanges(faults);
        ReadableInputs found = new ReadableInputs(Set.copyOf(subscribed), Set.copyOf(withheld));
        if (!found.equals(current)) {
            current = found;
        }
    }

    /** A lagging broker may not list an existing topic. Unsubscribing from it would cause a needless rebalance. */
    private void keepBrieflyMissing(Set<String> found, Set<String> subscribed, Set<String> withheld) {
        missed.keySet().removeAll(found);
        for (String topic : current.subscribed()) {
            if (!found.contains(topic) && missed.merge(topic, 1, Integer::sum) < EXAMINATIONS_UNTIL_DELETED) {
                subscribed.add(topic);
                if (current.withheld().contains(topic)) {
                    withheld.add(topic);
                }
            }
        }
    }

    private void logChanges(Map<String, List<TopicDifference>> faults) {
        long now = System.nanoTime();
        faults.forEach((topic, differences) -> {
            String text = differences.stream().map(TopicDifference::describe).collect(Collectors.joining("; "));
            LoggedFault last = logged.get(topic);
            if (text.isEmpty()) {
                if (last != null) {
                    logged.remove(topic);
                    LOG.info("Input topic {} is fit now and is read from where it was left", topic);
                }
            } else if (last == null || !last.text.equals(text) || now - last.atNanos > REPEAT_LOG_INTERVAL.toNanos()) {
                logged.put(topic, new LoggedFault(text, now));
                // The text has no placeholders, since the terminal suppresses repeated lines of the same pattern.
                LOG.error("Input topic " + topic + " is not read: " + text
                        + ". Its records are kept, and read once the topic is as declared; correct its configuration with:"
                        + " corridor topics --apply");
            }
        });
        logged.keySet().retainAll(faults.keySet());
    }

    private record LoggedFault(String text, long atNanos) {}
}
