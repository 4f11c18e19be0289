package dev.goldencorridor.quickstart;

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

/** How many events all publishers together have published since their topics were made. */
final class InputVolume implements AutoCloseable {
    private final Admin admin;

    InputVolume(Settings settings) {
        this.admin = Admin.create(settings.kafkaClient());
    }

    /** Right as long as nobody publishes in transactions, whose markers take offsets too. */
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
