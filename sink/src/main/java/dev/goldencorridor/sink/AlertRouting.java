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
 * Finds the downstream topic of an alert, which belongs to the publisher that reports the facility. For one thread.
 *
 * <p>Publishers are added while the sink runs; their topics follow later, or never. A send to a missing topic would
 * block the delivery of all records, so the existence of the topic is checked first.
 */
final class AlertRouting {
    private static final Logger LOG = LoggerFactory.getLogger(AlertRouting.class);
    private static final String CREATE = "Create it with: corridor topics --apply, with the same "
            + CommonSettings.PUBLISHERS_FILE_CONFIG + "; later alerts then go there";

    /** Limits the log during a storm of undeliverable alerts: one line in this time for each reason. */
    private static final long LOG_INTERVAL_MS = 10_000;

    private final PublisherCatalogue publishers;
    private final DelayTopics topics;
    private final Map<String, Long> loggedAtByReason = new HashMap<>();

    AlertRouting(PublisherCatalogue publishers, DelayTopics topics) {
        this.publishers = publishers;
        this.topics = topics;
    }

    /**
     * Returns the address of a facility's alerts. Logs a fault.
     *
     * @param partition the alert's partition, which is the same downstream
     * @param now in milliseconds since 1970
     * @throws dev.goldencorridor.runtime.kafka.BrokersUnavailableException if the brokers do not answer whether the
     *     topic exists
     */
    AlertAddress addressOf(String facility, int partition, long now) {
        AlertAddress found = find(facility, partition, now);
        if (found.topic().isEmpty()) {
            logFault(found, now);
        }
        return found;
    }

    /** Whether the topic is the alert topic of a publisher in the catalogue. */
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

    private void logFault(AlertAddress fault, long now) {
        long since = now - loggedAtByReason.getOrDefault(fault.reason(), Long.MIN_VALUE / 2);
        if (since < 0 || since >= LOG_INTERVAL_MS) {
            loggedAtByReason.put(fault.reason(), now);
            LOG.error(
                    "Alerts cannot be delivered: {}: {}. They are kept in the rejects; all others are delivered",
                    fault.reason(),
                    fault.message());
        }
    }
}
