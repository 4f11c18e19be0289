package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.Reject;
import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that select rejects. A reject must meet all of them. A picocli mixin. */
final class RejectSelection {
    /** In the order of reception. */
    static final Comparator<RejectEntry> OLDEST_FIRST = Comparator.comparingLong(
                    (RejectEntry entry) -> entry.reject().receivedAt())
            .thenComparingInt(entry -> entry.reject().partition())
            .thenComparingLong(entry -> entry.reject().offset());

    @Option(
            names = "--reason",
            split = ",",
            paramLabel = "REASON",
            description = "Only rejects with these reasons, e.g. FACILITY_NOT_ALLOWED.")
    private List<String> reasons = new ArrayList<>();

    @Option(
            names = "--publisher",
            split = ",",
            paramLabel = "PUBLISHER",
            description = "Only records of these publishers.")
    private List<String> publishers = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeOption.Converter.class,
            description = "Only records rejected at this time or later: an instant, a date, or e.g. 24h.")
    private TimeOption since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeOption.Converter.class,
            description = "Only records rejected before this time.")
    private TimeOption until;

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "Only rejects in these states: ${COMPLETION-CANDIDATES}.")
    private List<RejectState> states = new ArrayList<>();

    /** The earliest time of rejection. */
    Instant earliest() {
        return since == null ? Instant.EPOCH : since.instant();
    }

    /** Whether the user has narrowed the selection at all. */
    boolean isNarrowed() {
        return !reasons.isEmpty() || !publishers.isEmpty() || since != null || until != null || !states.isEmpty();
    }

    /**
     * The selected rejects, the oldest first.
     *
     * @param usual the states if the user names none
     */
    List<RejectEntry> of(RejectsSession session, Set<RejectState> usual) {
        return session.ledger().entries().stream()
                .filter(entry -> matches(entry, usual))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private boolean matches(RejectEntry entry, Set<RejectState> usual) {
        Reject reject = entry.reject();
        return (reasons.isEmpty() || reasons.stream().anyMatch(reject.reason()::equalsIgnoreCase))
                && (publishers.isEmpty() || publishers.contains(reject.publisher()))
                && reject.rejectedAt() >= earliest().toEpochMilli()
                && (until == null || reject.rejectedAt() < until.instant().toEpochMilli())
                && (states.isEmpty() ? usual : states).contains(entry.state());
    }
}
