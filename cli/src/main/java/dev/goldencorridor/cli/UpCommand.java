package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.settings.Settings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs broker, registry, processor, sink and board until the user stops them. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description =
                "Run broker, registry, processor, sink and board on this machine, for your own data, until Ctrl-C.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"1:a part of the stack failed while it ran", "2:nothing was started"})
final class UpCommand implements Callable<Integer> {
    @Mixin
    private StackOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Stack stack = options.prepare(out, null)) {
            out.println("Starting in " + options.directory() + " ...");
            out.flush();
            Settings settings = stack.start();
            String board = stack.serveBoard();
            out.println("Ready.");
            new UsageHints(settings, options, stack.monitoringAddress()).printTo(out, board);
            out.println();
            out.println("Ctrl-C stops everything. The data stays for the next start; --fresh starts over.");
            out.flush();
            try {
                stack.awaitEnd();
                return 0;
            } catch (StackException e) {
                spec.commandLine().getErr().println(e.getMessage());
                return 1;
            }
        }
    }
}
