package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Counts the published events that the processor has processed, by the committed offsets of its group. */
final class ProcessedCount implements AutoCloseable {
    private final Admin admin;
    private final String group;

    ProcessedCount(Settings settings, String group) {
        this.admin = Admin.create(settings.kafkaClient());
        this.group = group;
    }

    long events() throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                    .filter(entry -> entry.getKey().topic().startsWith(TopicCatalogue.MOVEMENTS_PREFIX))
                    .filter(entry -> entry.getValue() != null)
                    .mapToLong(entry -> entry.getValue().offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new StackException(
                    "cannot tell how far group " + group + " has come: "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
