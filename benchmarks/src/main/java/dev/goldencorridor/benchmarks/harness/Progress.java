package dev.goldencorridor.benchmarks.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of a constant input a processor has processed, according to the brokers.
 *
 * @param read events of the input that are committed as processed
 * @param written committed records of the aggregates
 * @param caughtUp whether input and internal topics are processed to their ends
 */
record Progress(long read, long written, boolean caughtUp) {
    /** Whether the other progress has the same counts. */
    boolean isAsFarAs(Progress other) {
        return read == other.read && written == other.written;
    }

    /** Polls the progress of one application. */
    static final class Watch {
        private final Stage stage;
        private final Admin admin;
        private final String applicationId;
        private final Map<TopicPartition, Long> inputs;
        private final Map<TopicPartition, OffsetSpec> outputs;
        private Map<TopicPartition, OffsetSpec> internalTopics = Map.of();

        Watch(Stage stage, String applicationId, List<TopicPartition> inputs, List<TopicPartition> outputs) {
            this.stage = stage;
            this.admin = stage.admin();
            this.applicationId = applicationId;
            this.inputs = ends(latest(inputs.stream()), IsolationLevel.READ_UNCOMMITTED);
            this.outputs = latest(outputs.stream());
        }

        Progress poll() {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    Stage.get(admin.listConsumerGroupOffsets(applicationId).partitionsToOffsetAndMetadata());
            long read = inputs.keySet().stream()
                    .mapToLong(partition -> offset(committed, partition))
                    .sum();
            // The processor creates all its internal topics before it reads any record.
            if (internalTopics.isEmpty() && read > 0) {
                internalTopics = latest(AllRecords.partitions(stage.bootstrapServers(), repartitionTopics()).stream());
            }
            Map<TopicPartition, Long> toProcess = new HashMap<>(inputs);
            toProcess.putAll(ends(internalTopics, IsolationLevel.READ_UNCOMMITTED));
            boolean caughtUp =
                    toProcess.entrySet().stream().allMatch(end -> offset(committed, end.getKey()) >= end.getValue());
            long written = ends(outputs, IsolationLevel.READ_COMMITTED).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return new Progress(read, written, caughtUp && !internalTopics.isEmpty());
        }

        private List<String> repartitionTopics() {
            return stage.topics().stream()
                    .filter(name -> name.startsWith(applicationId) && name.endsWith("-repartition"))
                    .toList();
        }

        private static long offset(Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
            OffsetAndMetadata offset = committed.get(partition);
            return offset == null ? 0 : offset.offset();
        }

        private static Map<TopicPartition, OffsetSpec> latest(Stream<TopicPartition> partitions) {
            return partitions.collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        }

        private Map<TopicPartition, Long> ends(Map<TopicPartition, OffsetSpec> of, IsolationLevel isolation) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            Stage.get(admin.listOffsets(of, new ListOffsetsOptions(isolation)).all())
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        }
    }
}
