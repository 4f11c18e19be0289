package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the downstream topic of an alert: that of the publisher which reports the facility. For one thread.
 *
 * <p>Publishers are added while the sink runs, and their topics a while later, or never. Sending to a topic that is not
 * there would hold up all others, so it is asked for first.
 */
final class AlertRouting {
    private static final Logger LOG = LoggerFactory.getLogger(AlertRouting.class);
    private static final String CREATE = "Create it with: corridor topics --apply, with the same "
            + CommonSettings.PUBLISHERS_FILE_CONFIG + "; later alerts then go there";

    /** A storm of alerts that go nowhere must not become a storm in the log. */
    private static final long TELL_AGAIN = 10_000;

    private final PublisherCatalogue publishers;
    private final DelayTopics topics;
    private final Map<String, Long> toldAt = new HashMap<>();

    AlertRouting(PublisherCatalogue publishers, DelayTopics topics) {
        this.publishers = publishers;
        this.topics = topics;
    }

    /**
     * The address of a facility's alerts.
     *
     * @param partition the alert's partition, which it keeps
     * @param now in milliseconds since 1970
     * @throws org.apache.kafka.common.KafkaException if the brokers do not say whether the topic is there
     */
    AlertAddress of(String facility, int partition, long now) {
        AlertAddress found = find(facility, partition, now);
        if (found.topic().isEmpty()) {
            tell(found, now);
        }
        return found;
    }

    /** Whether alerts of a publisher of the catalogue go to the topic. */
    boolean isTopicOfAPublisher(String topic) {
        return publishers.publishers().stream().map(TopicCatalogue::delaysOf).anyMatch(topic::equals);
    }

    private AlertAddress find(String facility, int partition, long now) {
        Optional<String> publisher = publishers.reporterOf(facility);
        if (publisher.isEmpty()) {
            return AlertAddress.none(
                    "NO_PUBLISHER",
                    "no publisher of the catalogue reports " + facility + ". Name it in the file of "
                            + CommonSettings.PUBLISHERS_FILE_CONFIG + ", for the sink too; later alerts then go to "
                            + TopicCatalogue.DELAYS_PREFIX + "<publisher>");
        }
        String topic = TopicCatalogue.delaysOf(publisher.get());
        OptionalInt partitions = topics.partitionsOf(topic, now);
        if (partitions.isEmpty()) {
            return AlertAddress.none("NO_DELAY_TOPIC", "topic " + topic + " does not exist. " + CREATE);
        }
        if (partition >= partitions.getAsInt()) {
            return AlertAddress.none(
                    "NO_DELAY_TOPIC",
                    "topic " + topic + " has " + partitions.getAsInt() + " partitions, so there is none of number "
                            + partition + ". Delete it. " + CREATE);
        }
        return AlertAddress.of(topic);
    }

    private void tell(AlertAddress fault, long now) {
        long since = now - toldAt.getOrDefault(fault.reason(), Long.MIN_VALUE / 2);
        if (since < 0 || since >= TELL_AGAIN) {
            toldAt.put(fault.reason(), now);
            LOG.error(
                    "Alerts cannot be delivered: {}: {}. They are kept in the rejects; what follows goes on",
                    fault.reason(),
                    fault.message());
        }
    }
}
