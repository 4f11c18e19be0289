package dev.goldencorridor.quickstart;

import dev.goldencorridor.processor.ProcessCommand;
import dev.goldencorridor.producer.PublishCommand;
import dev.goldencorridor.producer.SimulateCommand;
import dev.goldencorridor.schemas.registry.IncompatibleRegistryException;
import dev.goldencorridor.schemas.registry.RegistryUnavailableException;
import dev.goldencorridor.schemas.settings.SettingsException;
import dev.goldencorridor.schemas.topics.TopicsCommand;
import dev.goldencorridor.sink.SinkCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line of the project: {@code corridor COMMAND}. */
@Command(
        name = "corridor",
        mixinStandardHelpOptions = true,
        version = "Golden Corridor 1.0.0-SNAPSHOT",
        description = "Train movements on the China-Europe corridor, from port systems to the operations centre.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            PublishCommand.class,
            SimulateCommand.class,
            TopicsCommand.class,
            ProcessCommand.class,
            SinkCommand.class,
            WatchCommand.class,
            ResetCommand.class,
        },
        footer = {"", "'corridor COMMAND --help' tells more. Start with: corridor demo"})
public final class Corridor implements Callable<Integer> {
    private static final int NOTHING_DONE = 2;

    @Spec
    private CommandSpec spec;

    /** Runs one command and ends the process with its exit code: 0 all done, 1 partly, 2 nothing could be done. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Corridor())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Corridor::report);
    }

    /** How the user calls this program, for the lines that tell what to type. */
    static String command() {
        return System.getProperty("corridor.command", "./corridor");
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return NOTHING_DONE;
    }

    private static int report(Exception failure, CommandLine command, CommandLine.ParseResult arguments)
            throws Exception {
        if (failure instanceof StackException
                || failure instanceof SettingsException
                || failure instanceof IncompatibleRegistryException
                || failure instanceof RegistryUnavailableException
                || failure instanceof KafkaException) {
            command.getErr().println(failure.getMessage());
            return NOTHING_DONE;
        }
        throw failure;
    }
}
