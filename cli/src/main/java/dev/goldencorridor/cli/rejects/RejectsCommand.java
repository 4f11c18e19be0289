package dev.goldencorridor.cli.rejects;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code corridor rejects}: shows rejected records, and repairs them. */
@Command(
        name = "rejects",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the records that were rejected, and repairs them.",
            "A reject is OPEN, HEALED (a later record with the same event was accepted), REPLAYED or DISCARDED."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RejectsStatsCommand.class,
            RejectsListCommand.class,
            RejectsShowCommand.class,
            RejectsExportCommand.class,
            RejectsReplayCommand.class,
            RejectsDiscardCommand.class,
        },
        footer = {"", "Exit codes: 0 done, 1 partly done, 2 nothing was done."})
public final class RejectsCommand implements Callable<Integer> {
    static final int DONE = 0;
    static final int PARTLY = 1;
    static final int NOTHING = 2;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return NOTHING;
    }
}
