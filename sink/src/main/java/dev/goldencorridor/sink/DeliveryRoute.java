package dev.goldencorridor.sink;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** How the records of one internal topic get downstream. */
interface DeliveryRoute {

    /**
     * What a lane must know before it opens: what readers find downstream on its partition, by key. Empty where it
     * delivers without looking.
     */
    Optional<Known> known();

    /** Whether records may go to this topic, so that whatever it holds must come from here. */
    boolean writesTo(String topic);

    /**
     * Opens the lane of one partition.
     *
     * @param delivered by key, the content that was found as {@link #known} asks; the lane keeps it up to date
     */
    Lane open(Map<Bytes, Digest> delivered);

    /**
     * A topic to be read, each partition for the lane of the same number.
     *
     * @param topic downstream
     * @param format what its values are written in
     */
    record Known(String topic, DownstreamFormat format) {}
}
