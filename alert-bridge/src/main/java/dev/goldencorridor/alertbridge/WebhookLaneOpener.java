package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.CommittedReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the lanes of one webhook. It compares the alerts that the webhook has as open with the partition, and finds
 * those that are over without a record. Compaction removes the records of an alert if the bridge is down for longer
 * than tombstones are kept. A topic that was deleted and created again has lost them too.
 *
 * <p>An alert with a record at any offset is not over: its next change is delivered as usual. For one thread.
 */
final class WebhookLaneOpener implements WebhookLanes.Opener {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookLaneOpener.class);

    private final Target target;
    private final Function<Collection<String>, Map<String, Uuid>> topicIds;
    private final WebhookState state;
    private final CommittedReader reader;
    private final Function<LaneStart, WebhookLane> lanes;

    /**
     * @param topicIds queries the brokers for the ids of topics
     * @param reader reads partitions of alerts
     * @param lanes creates a lane
     */
    WebhookLaneOpener(
            Target target,
            Function<Collection<String>, Map<String, Uuid>> topicIds,
            WebhookState state,
            CommittedReader reader,
            Function<LaneStart, WebhookLane> lanes) {
        this.target = target;
        this.topicIds = topicIds;
        this.state = state;
        this.reader = reader;
        this.lanes = lanes;
    }

    @Override
    public WebhookLane open(TopicPartition partition, long position) {
        Uuid topicId = topicIds.apply(Set.of(partition.topic())).get(partition.topic());
        OpenAlerts alerts = state.read(partition);
        Set<String> over = new LinkedHashSet<>(alerts.keys());
        LaneStart start = new LaneStart(partition, topicId, position, alerts, List.of());
        if (!alerts.isComplete()) {
            complete(start, over);
        } else if (!over.isEmpty()) {
            reader.read(Set.of(partition), record -> over.remove(text(record.key())));
        }
        if (!over.isEmpty()) {
            LOG.info(
                    "{} has {} alerts of {} as open, and they have no record any more", target, over.size(), partition);
        }
        return lanes.apply(new LaneStart(partition, topicId, position, alerts, List.copyOf(over)));
    }

    /**
     * Adds the alerts that a former release delivered. Their last record before the position has a value. Some of them
     * are cleared; the webhook then gets one needless event, as it did from that release.
     */
    private void complete(LaneStart start, Set<String> over) {
        Map<String, Long> delivered = new LinkedHashMap<>();
        reader.read(Set.of(start.partition()), record -> {
            String key = text(record.key());
            over.remove(key);
            if (record.offset() >= start.position()) {
                return;
            }
            if (record.value() == null) {
                delivered.remove(key);
            } else {
                delivered.put(key, record.offset());
            }
        });
        delivered.forEach((key, offset) -> start.alerts().opened(key, start.eventId(offset)));
        start.alerts().markComplete();
    }

    private static String text(byte[] key) {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
