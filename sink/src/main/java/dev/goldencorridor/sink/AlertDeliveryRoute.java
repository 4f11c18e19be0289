package dev.goldencorridor.sink;

import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * The delay alerts: every revision counts, and the alert says where it goes.
 *
 * <p>What is downstream need not be known, since nothing is left out by its content. A lane delivers each record of
 * corridor.delays once, as its offset is committed with it; and two revisions that say the same are two things that
 * happened: whoever acts on alerts must be able to see each of them.
 *
 * @param deserializer reads what comes in
 * @param format writes what goes out
 * @param addresses where to
 */
record AlertDeliveryRoute(Deserializer<DelayAlert> deserializer, DownstreamFormat format, AlertRouting addresses)
        implements DeliveryRoute {

    @Override
    public Optional<Known> known() {
        return Optional.empty();
    }

    /** Others may have topics that begin alike. */
    @Override
    public boolean writesTo(String topic) {
        return topic.equals(TopicCatalogue.CRITICAL_DELAYS) || addresses.isTopicOfAPublisher(topic);
    }

    @Override
    public Lane open(Map<Bytes, Digest> delivered) {
        return new AlertLane(this);
    }
}
