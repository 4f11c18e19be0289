package dev.goldencorridor.quickstart;

import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** How many of the published events the processor is through with, as its group's committed offsets tell. */
final class Consumption implements AutoCloseable {
    private final Admin admin;
    private final String group;

    Consumption(Settings settings, String group) {
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
