package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.Map;

/** Counts the published events that the processor has processed, by the committed offsets of its group. */
final class ProcessedCount implements AutoCloseable {
    private final KafkaAdmin admin;
    private final String group;

    ProcessedCount(Settings settings, String group) {
        this.admin = KafkaAdmin.connect(settings);
        this.group = group;
    }

    /** @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the brokers do not answer */
    long events() {
        return admin.committedOffsets(group).entrySet().stream()
                .filter(entry -> entry.getKey().topic().startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
