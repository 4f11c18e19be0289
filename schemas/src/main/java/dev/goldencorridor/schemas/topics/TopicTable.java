package dev.goldencorridor.schemas.topics;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prints declared topics with their state as a table: one column for each property, as wide as its longest cell. */
final class TopicTable {
    private static final List<String> HEAD =
            List.of("TOPIC", "PARTITIONS", "CLEANUP", "KEPT", "TIMESTAMPS", "WRITTEN BY", "READ BY", "STATE");

    private TopicTable() {}

    static void print(PrintWriter out, List<TopicDeclaration> topics, Map<String, List<String>> states) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (TopicDeclaration topic : topics) {
            List<String> state = states.get(topic.name());
            rows.add(row(topic, state.get(0)));
            // Further states of a topic follow in rows of their own.
            state.stream().skip(1).forEach(more -> rows.add(List.of("", "", "", "", "", "", "", more)));
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static List<String> row(TopicDeclaration topic, String state) {
        return List.of(
                topic.name(),
                Integer.toString(topic.partitions()),
                topic.cleanup(),
                kept(topic),
                topic.timestampType(),
                topic.writer(),
                topic.reader(),
                state);
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
