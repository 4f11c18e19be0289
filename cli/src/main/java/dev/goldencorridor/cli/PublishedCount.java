package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.InputTopics;
import java.util.List;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Counts the events that all publishers have published since the topics were created. */
final class PublishedCount implements AutoCloseable {
    private final KafkaAdmin admin;

    PublishedCount(Settings settings) {
        this.admin = KafkaAdmin.connect(settings);
    }

    /**
     * Returns the number of events. It is exact unless a publisher uses transactions, whose markers take offsets too.
     *
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the brokers do not answer
     */
    long events() {
        List<TopicPartition> inputs = KafkaAdmin.partitionsOf(
                admin.describe(InputTopics.namesOn(admin)).values());
        return admin.offsets(inputs, OffsetSpec.latest()).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
