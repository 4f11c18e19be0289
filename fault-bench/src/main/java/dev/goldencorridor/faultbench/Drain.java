package dev.goldencorridor.faultbench;

import dev.goldencorridor.faultbench.waiting.Deadline;
import dev.goldencorridor.faultbench.witness.TopicTables;
import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Waits until the corridor has processed and published everything that was sent. */
final class Drain {
    private static final String GROUP = "corridor-processor.";
    static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration QUIET = Duration.ofSeconds(8);

    private final Settings settings;
    private final TopicTables latest;

    /** @param settings the addresses of the brokers */
    Drain(Map<String, String> settings, TopicTables latest) {
        this.settings = Settings.of(CommonSettings.definition(), settings);
        this.latest = latest;
    }

    /**
     * Waits until the processor has committed all input and no new value has come for some seconds. A corridor that has
     * lost something may never commit all, so the wait has a limit.
     *
     * @return whether the corridor had finished within {@link #LIMIT}
     */
    boolean await() throws InterruptedException {
        Deadline deadline = Deadline.in(LIMIT);
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            return deadline.await(() -> isAllCommitted(admin)) && deadline.await(new Quiet());
        }
    }

    /** No value came for some seconds. */
    private final class Quiet implements BooleanSupplier {
        private long count = -1;
        private long since;

        @Override
        public boolean getAsBoolean() {
            long now = latest.countOfEventTime();
            if (now != count) {
                count = now;
                since = System.nanoTime();
            }
            return System.nanoTime() - since > QUIET.toNanos();
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
