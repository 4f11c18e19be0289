package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code corridor rejects replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Judges rejected records again, as the pipeline would now. With --apply it publishes those that would be"
                    + " accepted to their original topics, the oldest first.",
            "--patch changes the records first. Each record is published once, also if the command is killed and"
                    + " repeated."
        },
        footer = {"", "Exit codes: 0 all would be or were published, 1 some, 2 none."})
final class RejectsReplayCommand implements Callable<Integer> {
    private static final int MAX_SHOWN_DECISIONS = 50;
    private static final int MAX_RATE = 100_000;

    @Mixin
    private DecisionOptions decision;

    @Option(
            names = "--patch",
            paramLabel = "FILE",
            description = "YAML or JSON that says how to change the records; only those that it selects are published.")
    private Path patchFile;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "The most records a second (default: 100).")
    private int rate;

    @Option(names = "--format", defaultValue = "TABLE", description = "${COMPLETION-CANDIDATES} (default: TABLE).")
    private RejectTable.Format format;

    @Mixin
    private RejectsAccess access;

    private final RejectTable table = new RejectTable("reject", "decision", "reason", "publisher", "message");
    private final Map<String, Integer> reasons = new TreeMap<>();
    private int notSelected;
    private int hidden;

    @Override
    public Integer call() {
        if (rate < 1 || rate > MAX_RATE) {
            throw new ParameterException(access.command().commandLine(), "--rate must be between 1 and " + MAX_RATE);
        }
        decision.requireSelection();
        Optional<Patch> patch = Optional.ofNullable(patchFile).map(PatchFile::read);
        try (RejectsSession session = access.connect(decision.earliest())) {
            if (!decision.apply()) {
                return run(session, patch, Optional.empty());
            }
            try (OutcomeWriter writer = OutcomeWriter.open(session, decision.by(), decision.because())) {
                return run(session, patch, Optional.of(writer.log()));
            }
        }
    }

    private int run(RejectsSession session, Optional<Patch> patch, Optional<RepairLog> log) {
        List<RejectEntry> selected = decision.select(session.refresh());
        RepairPlan plan = new RepairPlan(
                session.admission(),
                session.schemas(),
                new WireSerializer<>(session.registry(), TrainMovement.getClassSchema()),
                patch,
                InstantSource.system());
        Tally tally = new Tally(access.err());
        Replay replay = new Replay(plan, session::records, log, new Pace(rate), repair -> report(repair, log, tally));
        return tally.run(() -> replay.run(selected), () -> printSummary(log.isPresent(), tally));
    }

    private void report(Repair repair, Optional<RepairLog> log, Tally tally) {
        if (repair instanceof Repair.Publishable) {
            tally.add(1);
            addRow(repair, log.isPresent() ? "published" : "would be published", "", "");
        } else if (repair instanceof Repair.StillRejected rejected) {
            tally.refuse();
            reasons.merge(rejected.reason(), 1, Integer::sum);
            addRow(repair, "still rejected", rejected.reason(), rejected.message());
        } else {
            notSelected++;
        }
    }

    private void addRow(Repair repair, String verdict, String reason, String message) {
        if (format == RejectTable.Format.TABLE && table.size() >= MAX_SHOWN_DECISIONS) {
            hidden++;
            return;
        }
        table.add(
                repair.entry().reject().place(),
                verdict,
                reason,
                repair.entry().reject().publisher(),
                message);
    }

    private void printSummary(boolean applied, Tally tally) {
        PrintWriter out = access.out();
        if (!table.isEmpty() || format != RejectTable.Format.TABLE) {
            table.print(format, out);
        }
        if (format == RejectTable.Format.TABLE) {
            if (hidden > 0) {
                out.println("… " + hidden + " more");
            }
            out.println(tally.done() + (applied ? " published" : " would be published") + ", " + tally.refused()
                    + " still rejected" + (reasons.isEmpty() ? "" : " " + reasons)
                    + (notSelected == 0 ? "" : ", " + notSelected + " not selected by the patch")
                    + (applied ? "" : "; nothing was changed. Publish them with --apply"));
        }
        out.flush();
    }
}
