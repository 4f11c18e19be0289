package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;

/** Decodes, encodes and addresses the records of one internal topic. */
interface DeliveryRoute {

    /**
     * The downstream topic whose content a lane needs before it opens. Empty if the lane does not compare values with
     * those that were delivered.
     */
    Optional<DeliveredTopic> deliveredTopic();

    /** Whether this route delivers to the topic, so that every key in the topic must exist in the internal topic. */
    boolean writesTo(String topic);

    /**
     * Opens the lane of one partition.
     *
     * @param topicId the id of the internal topic
     * @param delivered the content of {@link #deliveredTopic} by key; the lane updates it
     */
    Lane open(Uuid topicId, Map<Bytes, Digest> delivered);

    /**
     * A downstream topic to be read, each partition for the lane with the same number.
     *
     * @param topic its name
     * @param format the format of its values
     */
    record DeliveredTopic(String topic, DownstreamFormat format) {}
}
