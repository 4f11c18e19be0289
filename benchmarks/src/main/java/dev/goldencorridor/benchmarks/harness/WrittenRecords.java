package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records a processor wrote for each event, by the ends of the topics. The markers of transactions count too:
 * one for each partition and commit.
 *
 * @param changelogs of all stores
 * @param alerts revisions and deletions of alerts
 */
public record WrittenRecords(double changelogs, double alerts) {
    public static final WrittenRecords NONE = new WrittenRecords(0, 0);

    /** The records of one application that has processed all input. */
    public static WrittenRecords of(Stage stage, String applicationId) {
        List<String> changelogs = stage.topics().stream()
                .filter(name -> name.startsWith(applicationId) && name.endsWith("-changelog"))
                .toList();
        double events = count(stage, stage.inputs());
        return new WrittenRecords(
                count(stage, changelogs) / events, count(stage, List.of(TopicCatalogue.DELAYS)) / events);
    }

    private static long count(Stage stage, List<String> topics) {
        Map<TopicPartition, OffsetSpec> ends = AllRecords.partitions(stage.bootstrapServers(), topics).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return Stage.get(stage.admin().listOffsets(ends).all()).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}
