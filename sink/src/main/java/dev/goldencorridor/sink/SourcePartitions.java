package dev.goldencorridor.sink;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** The assigned partitions of the internal topics: their positions, and which of them are paused. For one thread. */
final class SourcePartitions {
    private final Consumer<byte[], byte[]> consumer;
    private final Lanes lanes;

    SourcePartitions(Consumer<byte[], byte[]> consumer, Lanes lanes) {
        this.consumer = consumer;
        this.lanes = lanes;
    }

    /**
     * Pauses all partitions of a topic while one of them has a queue. Otherwise each partition could fill one poll
     * after the other. The consumer keeps the records that it has fetched of a paused partition, so a pause costs no
     * new fetch.
     */
    void pauseQueueing() {
        Set<String> topics = lanes.queues().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        Set<TopicPartition> toPause = consumer.assignment().stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toSet());
        Set<TopicPartition> toResume = new HashSet<>(consumer.paused());
        toResume.removeAll(toPause);
        consumer.resume(toResume);
        consumer.pause(toPause);
    }

    /**
     * Returns the start offset of each assigned partition that has no lane yet and whose position is known. A known
     * position means that all records before it are decided. Partitions without records are included: the keys that
     * they have downstream may be stale.
     *
     * @param records the result of the last poll
     */
    Map<TopicPartition, Long> withoutLane(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, Long> opening = new HashMap<>();
        for (TopicPartition source : records.partitions()) {
            if (!lanes.has(source)) {
                opening.put(source, records.records(source).get(0).offset());
            }
        }
        for (TopicPartition source : consumer.assignment()) {
            if (!lanes.has(source) && !opening.containsKey(source)) {
                knownPosition(source).ifPresent(position -> opening.put(source, position));
            }
        }
        return opening;
    }

    /**
     * Seeks to the last committed offsets; to the beginning where nothing is committed. Lanes return to them too, or
     * close.
     *
     * @param keepsLanes whether lanes stay open that the last transaction left as they were
     * @return the offset at which each open lane goes on
     */
    Map<TopicPartition, Long> rewind(boolean keepsLanes) {
        Set<TopicPartition> assigned = consumer.assignment();
        consumer.seekToBeginning(assigned);
        Map<TopicPartition, Long> committed = new HashMap<>();
        consumer.committed(assigned).forEach((partition, offset) -> {
            if (offset != null) {
                consumer.seek(partition, offset);
                committed.put(partition, offset.offset());
            }
        });
        lanes.rewind(keepsLanes ? committed : Map.of());
        committed.keySet().retainAll(lanes.sources());
        return committed;
    }

    private OptionalLong knownPosition(TopicPartition source) {
        try {
            return OptionalLong.of(consumer.position(source, Duration.ZERO));
        } catch (TimeoutException e) {
            // The group's earlier transactions are undecided, or the brokers have not answered yet.
            return OptionalLong.empty();
        }
    }
}
