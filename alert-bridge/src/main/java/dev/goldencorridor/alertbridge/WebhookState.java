package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.CommittedReader;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * The saved state of one webhook: which alerts it has as open, in the topic {@link TopicCatalogue#WEBHOOK_ALERTS}.
 *
 * <p>A key is {@code group|topic|partition|key of the alert}. The value is the id of the event that opened the alert.
 * All entries of one partition of alerts are in one partition of the topic. For one thread.
 */
final class WebhookState {
    private final String group;
    private final IntSupplier partitions;
    private final CommittedReader reader;

    /**
     * @param group the consumer group of the webhook
     * @param partitions queries the brokers for the number of partitions of the topic
     */
    WebhookState(String group, IntSupplier partitions, CommittedReader reader) {
        this.group = group;
        this.partitions = partitions;
        this.reader = reader;
    }

    /**
     * The saved alerts of a partition. Call this only when the feed's consumer has a position: all earlier
     * transactions of the group are decided then.
     */
    OpenAlerts read(TopicPartition alerts) {
        String keyPrefix = group + "|" + alerts.topic() + "|" + alerts.partition() + "|";
        TopicPartition savedIn = new TopicPartition(TopicCatalogue.WEBHOOK_ALERTS, partitionOf(keyPrefix));
        Map<String, String> entries = new LinkedHashMap<>();
        reader.read(Set.of(savedIn), saved -> {
            String key = text(saved.key());
            if (key.startsWith(keyPrefix)) {
                String alert = key.substring(keyPrefix.length());
                if (saved.value() == null) {
                    entries.remove(alert);
                } else {
                    entries.put(alert, text(saved.value()));
                }
            }
        });
        return new OpenAlerts(savedIn, keyPrefix, entries);
    }

    private int partitionOf(String keyPrefix) {
        byte[] bytes = keyPrefix.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(bytes)) % partitions.getAsInt();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
