package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.Digest;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of the partitions that this instance owns, by partition of the internal topic. For one thread. */
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    @Limit(
            scope = Scope.PROCESS,
            of = "the queued records of one transaction of the sink",
            beyond = "the next transaction delivers them",
            reason = "Without the limit, counts that arrived after 10,000 alerts were delivered after all of them.")
    private static final int MAX_QUEUED_RECORDS = 500;

    private final Map<String, DeliveryRoute> routes;
    private final DeliveredContent deliveredContent;
    private final Function<Collection<String>, Map<String, Uuid>> topicIds;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private long skippedUnchanged;
    private long rejections;

    /**
     * @param routes the delivery route of each internal topic
     * @param topicIds queries the brokers for the ids of topics; a failure can heal
     */
    Lanes(
            Map<String, DeliveryRoute> routes,
            DeliveredContent deliveredContent,
            Function<Collection<String>, Map<String, Uuid>> topicIds) {
        this.routes = Map.copyOf(routes);
        this.deliveredContent = deliveredContent;
        this.topicIds = topicIds;
    }

    Set<TopicPartition> sources() {
        return Set.copyOf(lanes.keySet());
    }

    boolean has(TopicPartition source) {
        return lanes.containsKey(source);
    }

    Lane of(TopicPartition source) {
        return lanes.get(source);
    }

    /** Opens lanes. The consumer must have a position on each partition: all records before it are decided then. */
    void open(Set<TopicPartition> opening) {
        if (opening.isEmpty()) {
            return;
        }
        Map<TopicPartition, DownstreamFormat> toRead = new HashMap<>();
        Map<TopicPartition, TopicPartition> downstream = new HashMap<>();
        for (TopicPartition source : opening) {
            routes.get(source.topic()).deliveredTopic().ifPresent(deliveredTopic -> {
                TopicPartition partition = new TopicPartition(deliveredTopic.topic(), source.partition());
                downstream.put(source, partition);
                toRead.put(partition, deliveredTopic.format());
            });
        }
        Map<String, Uuid> ids =
                topicIds.apply(opening.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        Map<TopicPartition, Map<Bytes, Digest>> contents = deliveredContent.read(toRead);
        for (TopicPartition source : opening) {
            Map<Bytes, Digest> delivered = contents.getOrDefault(downstream.get(source), new HashMap<>());
            lanes.put(source, routes.get(source.topic()).open(ids.get(source.topic()), delivered));
            if (downstream.containsKey(source)) {
                LOG.info("Delivering {} to {}: {} keys are there", source, downstream.get(source), delivered.size());
            } else {
                LOG.info("Delivering {}", source);
            }
        }
    }

    /**
     * Adds polled records to the lane of their partition. The topic was created again if an offset is not greater than
     * the last one; its id is then queried anew, so that no two records have the same event id.
     */
    void take(TopicPartition source, List<ConsumerRecord<byte[], byte[]>> records) {
        Lane lane = lanes.get(source);
        for (ConsumerRecord<byte[], byte[]> received : records) {
            if (!lane.isNext(received)) {
                LOG.warn("The offsets of {} begin again: its topic was created again, or has lost records", source);
                lane.topicRecreated(topicIds.apply(Set.of(source.topic())).get(source.topic()));
            }
            lane.take(received);
        }
    }

    /**
     * Returns each lane to its last committed offset, and closes those whose offset is not the group's. Nothing that
     * the others delivered since then may be visible.
     *
     * @param committed the group's last committed offset of each partition
     */
    void rewind(Map<TopicPartition, Long> committed) {
        for (TopicPartition source : sources()) {
            if (lanes.get(source).isCommittedUpTo(committed.get(source))) {
                lanes.get(source).rewind();
            } else {
                close(Set.of(source));
            }
        }
    }

    /** Closes the lanes of these partitions; partitions without a lane are ignored. */
    void close(Collection<TopicPartition> sources) {
        for (TopicPartition source : sources) {
            Lane lane = lanes.remove(source);
            if (lane != null) {
                skippedUnchanged += lane.skippedUnchanged();
                rejections += lane.rejections();
            }
        }
    }

    /** The partitions whose lanes have queued records. */
    Set<TopicPartition> queues() {
        Set<TopicPartition> queues = new HashSet<>();
        lanes.forEach((source, lane) -> {
            if (lane.isQueueing()) {
                queues.add(source);
            }
        });
        return queues;
    }

    /** Milliseconds until a record may become due, at most {@code maxMillis}. */
    long untilDue(long now, long maxMillis) {
        long time = maxMillis;
        for (Lane lane : lanes.values()) {
            OptionalLong next = lane.nextDue();
            if (next.isPresent()) {
                time = Math.min(time, Math.max(0, next.getAsLong() - now));
            }
        }
        return time;
    }

    /** Takes out all due records. Lanes with queues share the limit of queued records equally. */
    List<ProducerRecord<byte[], byte[]>> due(long now) {
        int share = Math.max(1, MAX_QUEUED_RECORDS / Math.max(1, queues().size()));
        List<ProducerRecord<byte[], byte[]>> due = new ArrayList<>();
        lanes.values().forEach(lane -> due.addAll(lane.due(now, share)));
        return due;
    }

    /** Takes out all records, due or not. */
    List<ProducerRecord<byte[], byte[]>> all(long now) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        lanes.values().forEach(lane -> all.addAll(lane.all(now)));
        return all;
    }

    /** The offsets of these partitions that differ from the last committed ones. */
    Map<TopicPartition, OffsetAndMetadata> movedOffsets(Collection<TopicPartition> sources) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition source : sources) {
            lanes.get(source).offsetToCommit().ifPresent(offset -> offsets.put(source, new OffsetAndMetadata(offset)));
        }
        return offsets;
    }

    /** The offsets of all partitions, including those that have not moved since the last commit. */
    Map<TopicPartition, OffsetAndMetadata> allOffsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        lanes.forEach((source, lane) ->
                lane.completedOffset().ifPresent(offset -> offsets.put(source, new OffsetAndMetadata(offset))));
        return offsets;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((source, offset) -> lanes.get(source).committed(offset.offset()));
    }

    /** How many unchanged values closed lanes have skipped. */
    long skippedUnchanged() {
        return skippedUnchanged;
    }

    /** How many records closed lanes have rejected. */
    long rejections() {
        return rejections;
    }
}
