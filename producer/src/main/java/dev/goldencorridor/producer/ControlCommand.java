package dev.goldencorridor.producer;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code corridor control}: publishes that border ports are closed or open. */
@Command(
        name = "control",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes that a border port is closed, or open again.",
            "While it is closed, there is an alert for the port itself. The alerts of its trains name that one as their"
                    + " parent, so that cause and consequence can be distinguished."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ControlCloseCommand.class, ControlOpenCommand.class, ControlListCommand.class},
        footer = {"", "Exit codes: 0 done, 2 nothing was done."})
public final class ControlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ControlTask.NOTHING;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ControlCommand()).execute(arguments));
    }
}
