package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** Creates missing topics and corrects their configuration. It never deletes anything. */
public final class TopicUpdater {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private TopicUpdater() {}

    /**
     * Creates missing topics and corrects configuration. Differences that are not {@link
     * TopicDifference#correctable()} remain. It returns when the brokers show the changes and serve the new topics.
     *
     * @throws BrokersUnavailableException if the brokers do not answer, or refuse
     */
    public static void apply(KafkaAdmin admin, Collection<TopicDifference> differences, int replicationFactor) {
        create(admin, differences, replicationFactor);
        correctConfigurations(admin, differences, replicationFactor);
    }

    private static void create(KafkaAdmin admin, Collection<TopicDifference> differences, int replicationFactor) {
        List<TopicDeclaration> missing = differences.stream()
                .filter(difference -> difference.kind() == TopicDifference.Kind.MISSING)
                .map(TopicDifference::topic)
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        int minInsyncReplicas = TopicComparison.minInsyncReplicas(replicationFactor);
        admin.create(missing.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) replicationFactor)
                        .configs(topic.configuration(minInsyncReplicas)))
                .toList());
        // A partition is visible before its leader serves it. Until then the leader may refuse a producer's first
        // batch and accept the second. The first is then out of order for ever, and the producer retries it until it
        // expires.
        admin.awaitLeaders(KafkaAdmin.partitionsOf(awaitVisible(admin, missing)));
    }

    /** The controller has created the topics; the other brokers see them a moment later. */
    private static Collection<TopicDescription> awaitVisible(KafkaAdmin admin, List<TopicDeclaration> created) {
        List<String> names = created.stream().map(TopicDeclaration::name).toList();
        long deadline = System.nanoTime() + admin.timeout().toNanos();
        Map<String, TopicDescription> visible = admin.describe(names);
        while (visible.size() < created.size()) {
            if (System.nanoTime() >= deadline) {
                throw new BrokersUnavailableException(
                        "the brokers do not show the new topics after "
                                + admin.timeout().toSeconds() + " s; run the command again to see which exist",
                        null);
            }
            pause("the brokers learn of the new topics");
            visible = admin.describe(names);
        }
        return visible.values();
    }

    private static void correctConfigurations(
            KafkaAdmin admin, Collection<TopicDifference> differences, int replicationFactor) {
        Map<String, List<AlterConfigOp>> corrections = new LinkedHashMap<>();
        for (TopicDifference difference : differences) {
            if (difference.kind() == TopicDifference.Kind.CONFIGURATION) {
                corrections
                        .computeIfAbsent(difference.topic().name(), topic -> new ArrayList<>())
                        .add(new AlterConfigOp(
                                new ConfigEntry(difference.entry(), difference.declared()), AlterConfigOp.OpType.SET));
            }
        }
        if (!corrections.isEmpty()) {
            admin.alterConfigurations(corrections);
            awaitCorrected(admin, differences, replicationFactor);
        }
    }

    /**
     * All brokers see a changed configuration a moment later. If one of them does not in time, the next comparison
     * shows the difference, so this is not a failure.
     */
    private static void awaitCorrected(KafkaAdmin admin, Collection<TopicDifference> corrected, int replicationFactor) {
        List<TopicDeclaration> topics =
                corrected.stream().map(TopicDifference::topic).distinct().toList();
        long deadline = System.nanoTime() + admin.timeout().toNanos();
        while (System.nanoTime() < deadline
                && TopicCheck.compare(admin, topics, replicationFactor).stream()
                        .anyMatch(difference -> difference.kind() == TopicDifference.Kind.CONFIGURATION)) {
            pause("the brokers learn of the changed topics");
        }
    }

    private static void pause(String during) {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokersUnavailableException("interrupted while " + during, e);
        }
    }
}
