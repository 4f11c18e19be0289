package dev.goldencorridor.alertbridge;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The state with which the lane of a partition begins.
 *
 * @param partition the partition of alerts
 * @param topicId Kafka's id of its topic
 * @param position the offset of the first record, or a lower one
 * @param alerts the alerts that the webhook has as open
 * @param over the keys of those alerts that the partition no longer has any record of
 */
record LaneStart(TopicPartition partition, Uuid topicId, long position, OpenAlerts alerts, List<String> over) {
    /**
     * The id of the event of a record. Offsets begin at 0 again when a topic is created again, but the topic then has
     * another id.
     */
    String eventId(long offset) {
        return topicId + "/" + partition.partition() + "/" + offset;
    }
}
