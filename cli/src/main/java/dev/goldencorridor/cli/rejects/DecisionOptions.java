package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the commands that decide about rejects. A picocli mixin. */
final class DecisionOptions {
    @Parameters(paramLabel = "PARTITION/OFFSET", description = "The rejects, as 'rejects list' names them.")
    private List<String> places = new ArrayList<>();

    @Mixin
    private RejectSelection selection;

    @Option(names = "--all", description = "All open rejects.")
    private boolean all;

    @Option(names = "--apply", description = "Do it. Without this option the command only shows what it would do.")
    private boolean apply;

    @Option(names = "--because", paramLabel = "TEXT", description = "Why; kept with the decision.")
    private String because;

    @Option(names = "--by", paramLabel = "NAME", description = "Who decides (default: the user of this machine).")
    private String by;

    boolean apply() {
        return apply;
    }

    String because() {
        return because;
    }

    String by() {
        return by;
    }

    /** The earliest time of rejection that must be read. */
    Instant earliest() {
        return places.isEmpty() ? selection.earliest() : Instant.EPOCH;
    }

    /** @throws RejectsException if the user selects nothing, or in two ways */
    void requireSelection() {
        if (places.isEmpty() && !selection.isNarrowed() && !all) {
            throw new RejectsException(
                    "select rejects: name them (PARTITION/OFFSET), or give --reason, --publisher, --since, --until,"
                            + " --state or --all");
        }
        if (!places.isEmpty() && (selection.isNarrowed() || all)) {
            throw new RejectsException("name rejects or give options that select them, not both");
        }
    }

    /** The selected rejects, by default the open ones among them. Decided ones are left out: a decision is final. */
    List<RejectEntry> select(RejectsSession session) {
        List<RejectEntry> selected =
                places.isEmpty() ? selection.of(session, Set.of(RejectState.OPEN)) : Places.find(session, places);
        return selected.stream().filter(entry -> entry.outcome() == null).toList();
    }
}
