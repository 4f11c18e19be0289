package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code corridor rejects discard}. */
@Command(
        name = "discard",
        mixinStandardHelpOptions = true,
        description = {
            "Notes that rejects need no repair, with the reason. The records stay where they are.",
            "Without --apply it only counts them."
        },
        footer = {"", "Exit codes: 0 done, 1 partly done, 2 nothing was done."})
final class RejectsDiscardCommand implements Callable<Integer> {
    private static final int BATCH = 500;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private RejectsAccess access;

    @Override
    public Integer call() {
        decision.requireSelection();
        if (decision.because() == null || decision.because().isBlank()) {
            throw new RejectsException("give the reason with --because TEXT");
        }
        PrintWriter out = access.out();
        try (RejectsSession session = access.connect(decision.earliest())) {
            if (!decision.apply()) {
                List<RejectEntry> selected = decision.select(session.refresh());
                out.println(selected.size() + " would be discarded; nothing was changed. Discard them with --apply");
                out.flush();
                return selected.isEmpty() ? RejectsCommand.NOTHING : RejectsCommand.DONE;
            }
            try (OutcomeWriter writer = OutcomeWriter.open(session, decision.by(), decision.because())) {
                List<RejectEntry> selected = decision.select(session.refresh());
                Tally tally = new Tally(access.err());
                return tally.run(
                        () -> discard(selected, writer, tally), () -> out.println(tally.done() + " discarded"));
            }
        }
    }

    private static void discard(List<RejectEntry> selected, OutcomeWriter writer, Tally tally) {
        for (int from = 0; from < selected.size(); from += BATCH) {
            List<RejectEntry> batch = selected.subList(from, Math.min(selected.size(), from + BATCH));
            writer.log().discard(batch);
            tally.add(batch.size());
        }
    }
}
