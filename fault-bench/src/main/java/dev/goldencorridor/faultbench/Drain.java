package dev.goldencorridor.faultbench;

import dev.goldencorridor.faultbench.witness.LatestValues;
import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Waits until the corridor has processed and published everything that was sent. */
final class Drain {
    private static final String GROUP = "corridor-processor.";
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(8);
    private static final int POLL_MILLIS = 500;

    private final Settings settings;
    private final LatestValues latest;

    /** @param settings the addresses of the brokers */
    Drain(Map<String, String> settings, LatestValues latest) {
        this.settings = Settings.of(CommonSettings.definition(), settings);
        this.latest = latest;
    }

    /**
     * Returns when the processor has committed all input and no new value has come for some seconds. A corridor that has
     * lost something may never be there, so it returns after ten minutes in any case.
     */
    void await() throws InterruptedException {
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            while (!isAllCommitted(admin) && System.nanoTime() - deadline < 0) {
                Thread.sleep(POLL_MILLIS);
            }
        }
        long count = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < QUIET.toNanos() && System.nanoTime() - deadline < 0) {
            Thread.sleep(POLL_MILLIS);
            long now = latest.countOfEventTime();
            if (now != count) {
                count = now;
                since = System.nanoTime();
            }
        }
    }

    private static boolean isAllCommitted(KafkaAdmin admin) {
        try {
            List<String> inputs = admin.topicNames().stream()
                    .filter(topic -> topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                    .toList();
            List<TopicPartition> partitions =
                    KafkaAdmin.partitionsOf(admin.describe(inputs).values());
            Map<TopicPartition, Long> committed = admin.committedOffsets(GROUP);
            return admin.offsets(partitions, OffsetSpec.latest()).entrySet().stream()
                    .allMatch(end -> end.getValue().offset() == 0
                            || committed.getOrDefault(end.getKey(), 0L)
                                    >= end.getValue().offset());
        } catch (BrokersUnavailableException notYet) {
            return false;
        }
    }
}
