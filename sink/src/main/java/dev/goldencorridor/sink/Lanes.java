package dev.goldencorridor.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lanes of the partitions that this instance owns, by their partition of the internal topic. For one thread. */
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    /**
     * The most queued records in one transaction. Without a bound, counts that came after 10,000 alerts were delivered
     * after all of them; with it, in the second transaction.
     */
    private static final int MOST_QUEUED = 500;

    private final Map<String, DeliveryRoute> outlets;
    private final DeliveredContent deliveredContent;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private long leftOut;
    private long rejections;

    /** @param outlets how to read and write, by the name of the internal topic */
    Lanes(Map<String, DeliveryRoute> outlets, DeliveredContent deliveredContent) {
        this.outlets = Map.copyOf(outlets);
        this.deliveredContent = deliveredContent;
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

    /** Opens lanes. The consumer's position on each partition must be known: then all before it is decided. */
    void open(Set<TopicPartition> opening) {
        if (opening.isEmpty()) {
            return;
        }
        Map<TopicPartition, DownstreamFormat> toRead = new HashMap<>();
        Map<TopicPartition, TopicPartition> downstream = new HashMap<>();
        for (TopicPartition source : opening) {
            outlets.get(source.topic()).known().ifPresent(known -> {
                TopicPartition partition = new TopicPartition(known.topic(), source.partition());
                downstream.put(source, partition);
                toRead.put(partition, known.format());
            });
        }
        Map<TopicPartition, Map<Bytes, Digest>> contents = deliveredContent.read(toRead);
        for (TopicPartition source : opening) {
            Map<Bytes, Digest> delivered = contents.getOrDefault(downstream.get(source), new HashMap<>());
            lanes.put(source, outlets.get(source.topic()).open(delivered));
            if (downstream.containsKey(source)) {
                LOG.info("Delivering {} to {}: {} keys are there", source, downstream.get(source), delivered.size());
            } else {
                LOG.info("Delivering {}", source);
            }
        }
    }

    /** Closes those of these lanes that there are. */
    void close(Collection<TopicPartition> sources) {
        for (TopicPartition source : sources) {
            Lane lane = lanes.remove(source);
            if (lane != null) {
                leftOut += lane.leftOut();
                rejections += lane.rejections();
            }
        }
    }

    /** The partitions with a queue. */
    Set<TopicPartition> queues() {
        Set<TopicPartition> queues = new HashSet<>();
        lanes.forEach((source, lane) -> {
            if (lane.isQueueing()) {
                queues.add(source);
            }
        });
        return queues;
    }

    /** How long it is until something may become due, in milliseconds, but at most this long. */
    long untilDue(long now, long most) {
        long time = most;
        for (Lane lane : lanes.values()) {
            OptionalLong next = lane.nextDue();
            if (next.isPresent()) {
                time = Math.min(time, Math.max(0, next.getAsLong() - now));
            }
        }
        return time;
    }

    /** Takes out what is due; of what is queued a bounded share. */
    List<ProducerRecord<byte[], byte[]>> due(long now) {
        int share = Math.max(1, MOST_QUEUED / Math.max(1, queues().size()));
        List<ProducerRecord<byte[], byte[]>> due = new ArrayList<>();
        lanes.values().forEach(lane -> due.addAll(lane.due(now, share)));
        return due;
    }

    /** Takes out all that waits. */
    List<ProducerRecord<byte[], byte[]>> all(long now) {
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        lanes.values().forEach(lane -> all.addAll(lane.all(now)));
        return all;
    }

    /** The offsets of these partitions that have moved since they were committed. */
    Map<TopicPartition, OffsetAndMetadata> movedOffsets(Collection<TopicPartition> sources) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition source : sources) {
            lanes.get(source).toCommit().ifPresent(offset -> offsets.put(source, new OffsetAndMetadata(offset)));
        }
        return offsets;
    }

    /** The offsets of all partitions, moved or not. */
    Map<TopicPartition, OffsetAndMetadata> allOffsets() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        lanes.forEach(
                (source, lane) -> lane.done().ifPresent(offset -> offsets.put(source, new OffsetAndMetadata(offset))));
        return offsets;
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((source, offset) -> lanes.get(source).committed(offset.offset()));
    }

    /** How many values were left out as unchanged on lanes that are closed. */
    long leftOut() {
        return leftOut;
    }

    /** How many records went to the rejects on lanes that are closed. */
    long rejections() {
        return rejections;
    }
}
