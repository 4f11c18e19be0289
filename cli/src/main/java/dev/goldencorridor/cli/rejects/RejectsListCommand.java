package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.Reject;
import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectState;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code corridor rejects list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Shows single rejects, the newest first. Times are UTC.",
        footer = {"", "Exit codes: 0 shown, 2 nothing could be shown."})
final class RejectsListCommand implements Callable<Integer> {
    private static final int SHORT_MESSAGE = 60;

    @Mixin
    private RejectSelection selection;

    @Option(names = "--limit", defaultValue = "50", description = "The most rejects to show (default: 50).")
    private int limit;

    @Option(names = "--format", defaultValue = "TABLE", description = "${COMPLETION-CANDIDATES} (default: TABLE).")
    private RejectTable.Format format;

    @Mixin
    private RejectsAccess access;

    @Override
    public Integer call() {
        PrintWriter out = access.out();
        try (RejectsSession session = access.read(selection.earliest())) {
            List<RejectEntry> selected = selection.of(session, EnumSet.allOf(RejectState.class)).stream()
                    .sorted(RejectSelection.OLDEST_FIRST.reversed())
                    .toList();
            RejectTable table =
                    new RejectTable("reject", "rejected", "state", "reason", "publisher", "origin", "event", "message");
            selected.stream().limit(Math.max(0, limit)).forEach(entry -> add(table, entry));
            table.print(format, out);
            if (format == RejectTable.Format.TABLE && selected.size() > limit) {
                out.println("… " + (selected.size() - limit) + " more; raise --limit, or select fewer");
                out.flush();
            }
            return RejectsCommand.DONE;
        }
    }

    private void add(RejectTable table, RejectEntry entry) {
        Reject reject = entry.reject();
        table.add(
                reject.place(),
                Instant.ofEpochMilli(reject.rejectedAt()).toString(),
                entry.state().name(),
                reject.reason(),
                reject.publisher(),
                reject.id().key(),
                reject.eventId() == null ? "" : reject.eventId().toString(),
                format == RejectTable.Format.TABLE ? shortened(reject.message()) : reject.message());
    }

    private static String shortened(String message) {
        return message.codePointCount(0, message.length()) <= SHORT_MESSAGE
                ? message
                : message.substring(0, message.offsetByCodePoints(0, SHORT_MESSAGE - 1)) + "…";
    }
}
