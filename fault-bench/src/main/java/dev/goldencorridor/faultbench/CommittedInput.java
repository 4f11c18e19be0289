package dev.goldencorridor.faultbench;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Whether the processor has committed all movements. */
final class CommittedInput implements BooleanSupplier, AutoCloseable {
    private static final String GROUP = "corridor-processor.";

    private final KafkaAdmin admin;

    private CommittedInput(KafkaAdmin admin) {
        this.admin = admin;
    }

    /** @param settings the addresses of the brokers */
    static CommittedInput connect(Map<String, String> settings) {
        return new CommittedInput(KafkaAdmin.connect(Settings.of(CommonSettings.definition(), settings)));
    }

    /** False too if the brokers do not answer now. */
    @Override
    public boolean getAsBoolean() {
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

    @Override
    public void close() {
        admin.close();
    }
}
