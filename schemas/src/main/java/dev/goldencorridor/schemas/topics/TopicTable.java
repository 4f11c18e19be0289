package dev.goldencorridor.schemas.topics;

import dev.goldencorridor.runtime.text.TextTable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Prints declared topics with their state as a table, with one column for each property. */
final class TopicTable {
    private TopicTable() {}

    static void print(PrintWriter out, List<TopicDeclaration> topics, Map<String, List<String>> states) {
        TextTable table =
                TextTable.of("TOPIC", "PARTITIONS", "CLEANUP", "KEPT", "TIMESTAMPS", "WRITTEN BY", "READ BY", "STATE");
        for (TopicDeclaration topic : topics) {
            List<String> state = states.get(topic.name());
            table.add(
                    topic.name(),
                    Integer.toString(topic.partitions()),
                    topic.cleanup(),
                    kept(topic),
                    topic.timestampType(),
                    topic.writer(),
                    topic.reader(),
                    state.get(0));
            // Further states of a topic follow in rows of their own.
            state.stream().skip(1).forEach(more -> table.add("", "", "", "", "", "", "", more));
        }
        table.lines().forEach(out::println);
    }

    private static String kept(TopicDeclaration topic) {
        Duration retention = topic.retention();
        if (retention != null) {
            return retention.toDays() + " days";
        }
        if (topic.compaction() == null) {
            return "for ever";
        }
        Duration revisions = topic.compaction().revisionsKept();
        return revisions.isZero()
                ? "latest of each key"
                : "latest of each key, all for " + revisions.toDays() + " days";
    }
}
