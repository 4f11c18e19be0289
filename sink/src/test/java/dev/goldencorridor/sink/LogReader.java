package dev.goldencorridor.sink;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A consumer of partitions whose records a test has added to a log. Each assignment reads them from the start. */
final class LogReader extends MockConsumer<byte[], byte[]> {
    private final Log log;

    LogReader(Log log) {
        super("earliest");
        this.log = log;
    }

    @Override
    public synchronized void assign(Collection<TopicPartition> partitions) {
        log.reads++;
        super.assign(partitions);
        for (TopicPartition partition : partitions) {
            List<ConsumerRecord<byte[], byte[]>> records = log.records.getOrDefault(partition, List.of());
            updateBeginningOffsets(Map.of(partition, 0L));
            updateEndOffsets(Map.of(partition, (long) records.size()));
            records.forEach(this::addRecord);
        }
    }

    @Override
    public synchronized Map<String, List<PartitionInfo>> listTopics(Duration timeout) {
        Map<String, List<PartitionInfo>> topics = new HashMap<>();
        log.records
                .keySet()
                .forEach(partition -> topics.put(
                        partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null))));
        return topics;
    }

    /** The records of the partitions. */
    static final class Log {
        private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        private int reads;

        void add(TopicPartition partition, String key, byte[] value) {
            List<ConsumerRecord<byte[], byte[]>> all = records.computeIfAbsent(partition, none -> new ArrayList<>());
            all.add(new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    all.size(),
                    key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                    value));
        }

        Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(partition -> ends.put(
                    partition, (long) records.getOrDefault(partition, List.of()).size()));
            return ends;
        }

        /** How many assignments have started to read. */
        int reads() {
            return reads;
        }
    }
}
