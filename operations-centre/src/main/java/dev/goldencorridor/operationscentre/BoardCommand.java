package dev.goldencorridor.operationscentre;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.monitoring.MonitoredProcess;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code board}. Serves the board until it is stopped. */
@Command(
        name = "board",
        mixinStandardHelpOptions = true,
        description = "Serve the live board of the operations centre and its API, until stopped.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it was stopped",
            "1:one of its threads failed; a restart is the cure",
            "2:settings are wrong or its address is in use; nothing was served"
        })
public final class BoardCommand implements Callable<Integer> {
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_DONE = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    /** Runs the board alone, e.g. in a container. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BoardCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        Settings settings;
        Monitoring monitoring;
        try {
            settings = options.resolve(BoardSettings.definition());
            monitoring = Monitoring.start(MonitoredProcess.BOARD, settings);
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return NOTHING_DONE;
        }
        try (monitoring) {
            return serve(BoardApplication.start(settings, monitoring));
        } catch (SettingsException | BrokersUnavailableException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return NOTHING_DONE;
        }
    }

    /** Serves until the board is closed or fails; returns the exit code. */
    int serve(BoardApplication board) {
        Runtime.getRuntime().addShutdownHook(new Thread(board::close, "board-close"));
        spec.commandLine().getOut().println("The board is at " + board.url());
        spec.commandLine().getOut().flush();
        try {
            board.awaitEnd();
            return STOPPED;
        } catch (IllegalStateException e) {
            spec.commandLine().getErr().println("the board cannot go on: " + e.getMessage() + "; see its log");
            return FAILED;
        }
    }
}
