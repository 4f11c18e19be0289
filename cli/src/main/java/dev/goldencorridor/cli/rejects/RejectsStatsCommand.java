package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectState;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code corridor rejects stats}. */
@Command(
        name = "stats",
        mixinStandardHelpOptions = true,
        description = "Counts the rejects by publisher and reason, with their first and last rejection (UTC).",
        footer = {"", "Exit codes: 0 shown, 2 nothing could be shown."})
final class RejectsStatsCommand implements Callable<Integer> {
    @Mixin
    private RejectSelection selection;

    @Option(names = "--format", defaultValue = "TABLE", description = "${COMPLETION-CANDIDATES} (default: TABLE).")
    private RejectTable.Format format;

    @Mixin
    private RejectsAccess access;

    private record Group(String publisher, String reason) {
        static final Comparator<Group> ORDER =
                Comparator.comparing(Group::publisher).thenComparing(Group::reason);

        static Group of(RejectEntry entry) {
            return new Group(entry.reject().publisher(), entry.reject().reason());
        }
    }

    /** Counts by state. */
    private static final class Counts {
        private final Map<RejectState, Integer> byState = new EnumMap<>(RejectState.class);
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private int total;

        void add(RejectEntry entry) {
            byState.merge(entry.state(), 1, Integer::sum);
            first = Math.min(first, entry.reject().rejectedAt());
            last = Math.max(last, entry.reject().rejectedAt());
            total++;
        }

        int of(RejectState state) {
            return byState.getOrDefault(state, 0);
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = access.out();
        try (RejectsSession session = access.read(selection.earliest())) {
            List<RejectEntry> selected = selection.of(session, EnumSet.allOf(RejectState.class));
            Map<Group, Counts> groups = new TreeMap<>(Group.ORDER);
            selected.forEach(entry ->
                    groups.computeIfAbsent(Group.of(entry), any -> new Counts()).add(entry));
            RejectTable table = new RejectTable(
                    "publisher", "reason", "rejects", "open", "healed", "replayed", "discarded", "first", "last");
            groups.forEach((group, counts) -> table.add(
                    group.publisher,
                    group.reason,
                    counts.total,
                    counts.of(RejectState.OPEN),
                    counts.of(RejectState.HEALED),
                    counts.of(RejectState.REPLAYED),
                    counts.of(RejectState.DISCARDED),
                    Instant.ofEpochMilli(counts.first).toString(),
                    Instant.ofEpochMilli(counts.last).toString()));
            table.print(format, out);
            if (format == RejectTable.Format.TABLE) {
                long open = selected.stream().filter(RejectEntry::isOpen).count();
                out.println(selected.size() + " rejects, " + open + " open");
                out.flush();
            }
            return RejectsCommand.DONE;
        }
    }
}
