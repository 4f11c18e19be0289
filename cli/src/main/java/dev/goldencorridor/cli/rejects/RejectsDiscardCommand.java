package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        decision.requireSelection();
        if (decision.because() == null || decision.because().isBlank()) {
            throw new RejectsException("give the reason with --because TEXT");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (RejectsSession session = RejectsSession.open(options, decision.earliest())) {
            if (!decision.apply()) {
                List<RejectEntry> selected = decision.select(session.refresh());
                out.println(selected.size() + " would be discarded; nothing was changed. Discard them with --apply");
                out.flush();
                return selected.isEmpty() ? RejectsCommand.NOTHING : RejectsCommand.DONE;
            }
            try (OutcomeWriter writer = OutcomeWriter.open(session, decision.by(), decision.because())) {
                List<RejectEntry> selected = decision.select(session.refresh());
                Tally tally = new Tally(spec.commandLine().getErr());
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
