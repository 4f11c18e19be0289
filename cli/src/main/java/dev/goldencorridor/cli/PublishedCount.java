package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Counts the events that all publishers have published since the topics were created. */
final class PublishedCount implements AutoCloseable {
    private final Admin admin;

    PublishedCount(Settings settings) {
        this.admin = Admin.create(settings.kafkaClient());
    }

    /**
     * Returns the number of events. It is exact unless a publisher uses transactions, whose markers take offsets too.
     */
    long events() throws InterruptedException {
        try {
            List<String> inputs = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                    .toList();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(inputs).allTopicNames().get().values()) {
                topic.partitions()
                        .forEach(partition ->
                                ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
            }
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new StackException(
                    "cannot tell how many events there are: " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
