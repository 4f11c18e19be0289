package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Delivers the delay alerts. Every revision is delivered, to topics that depend on the alert.
 *
 * <p>The content downstream is not needed, because no revision is skipped. A lane delivers each record of
 * corridor.delays once, because its offset is committed in the same transaction. Two revisions with equal content are
 * two events, and alerting services must see both.
 *
 * @param deserializer decodes received values
 * @param format encodes downstream values
 * @param routing finds the topic of each alert
 */
record AlertDeliveryRoute(Deserializer<DelayAlert> deserializer, DownstreamFormat format, AlertRouting routing)
        implements DeliveryRoute {

    @Override
    public Optional<DeliveredTopic> deliveredTopic() {
        return Optional.empty();
    }

    /** A prefix is not enough: topics of other applications may begin with the same text. */
    @Override
    public boolean writesTo(String topic) {
        return topic.equals(TopicCatalogue.CRITICAL_DELAYS) || routing.isTopicOfAPublisher(topic);
    }

    @Override
    public Lane open(Uuid topicId, Map<Bytes, Digest> delivered) {
        return new AlertLane(topicId, this);
    }
}
