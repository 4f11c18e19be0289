package dev.goldencorridor.cli;

import dev.goldencorridor.alertbridge.AlertsCommand;
import dev.goldencorridor.cli.rejects.RejectsCommand;
import dev.goldencorridor.cli.rejects.RejectsException;
import dev.goldencorridor.operationscentre.BoardCommand;
import dev.goldencorridor.processor.ProcessCommand;
import dev.goldencorridor.producer.ControlCommand;
import dev.goldencorridor.producer.PublishCommand;
import dev.goldencorridor.producer.PublishException;
import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.UnfitClusterException;
import dev.goldencorridor.runtime.registry.IncompatibleRegistryException;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.topics.TopicsCommand;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import dev.goldencorridor.simulator.SimulateCommand;
import dev.goldencorridor.sink.SinkCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
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
            ControlCommand.class,
            TopicsCommand.class,
            AclsCommand.class,
            ProcessCommand.class,
            SinkCommand.class,
            AlertsCommand.class,
            BoardCommand.class,
            WatchCommand.class,
            RejectsCommand.class,
            ResetCommand.class,
            SettingsCommand.class,
        },
        footer = {
            "",
            "'corridor COMMAND --help' explains more. Start with: corridor demo",
            "In a checkout, 'corridor faults' injects faults and checks every value."
        })
public final class Corridor implements Callable<Integer> {
    private static final int NOTHING_DONE = 2;

    @Spec
    private CommandSpec spec;

    /** Runs one command and ends the process with its exit code: 0 all done, 1 partly, 2 nothing could be done. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    public static CommandLine commandLine() {
        return new CommandLine(new Corridor(), new Commands())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Corridor::run)
                .setExecutionExceptionHandler(Corridor::report);
    }

    /** The command by which the user calls this program, for hints that can be typed. */
    static String command() {
        return System.getProperty("corridor.command", "./corridor");
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return NOTHING_DONE;
    }

    private static int run(ParseResult arguments) {
        ParseResult command = arguments;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        Optional<SettingsOptions> options = settingsOf(command.commandSpec());
        if (command.isUsageHelpRequested() || command.isVersionHelpRequested() || options.isEmpty()) {
            return new CommandLine.RunLast().execute(arguments);
        }
        CommandLine line = command.commandSpec().commandLine();
        if (needsStack(command)) {
            Optional<String> left = StaleEndpoints.among(options.get());
            if (left.isPresent()) {
                line.getErr().println(left.get());
                return NOTHING_DONE;
            }
        }
        StartupBanner.of(command.commandSpec().userObject(), options.get()).ifPresent(line.getOut()::println);
        return new CommandLine.RunLast().execute(arguments);
    }

    /**
     * Whether the command needs a running stack. A reset works on a stopped one. Dry runs and files need none. A
     * scenario finds its own.
     */
    private static boolean needsStack(ParseResult command) {
        if (command.commandSpec().userObject() instanceof AclsCommand) {
            return command.hasMatchedOption("--diff") || command.hasMatchedOption("--apply");
        }
        return !(command.commandSpec().userObject() instanceof ResetCommand)
                && !command.hasMatchedOption("--dry-run")
                && !command.hasMatchedOption("--to-file")
                && !command.hasMatchedOption("--strimzi")
                && !command.hasMatchedOption("--scenario");
    }

    /** Creates the subcommands. */
    private static final class Commands implements IFactory {
        private final IFactory usual = CommandLine.defaultFactory();

        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type.equals(SimulateCommand.class)
                    ? type.cast(new SimulateCommand(new ScenarioReplay()))
                    : usual.create(type);
        }
    }

    /** The settings of a command that uses a stack. Commands that run a stack have other options. */
    private static Optional<SettingsOptions> settingsOf(CommandSpec command) {
        return command.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(SettingsOptions.class::isInstance)
                .map(SettingsOptions.class::cast)
                .findFirst();
    }

    private static int report(Exception failure, CommandLine command, ParseResult arguments) throws Exception {
        if (failure instanceof StackException
                || failure instanceof RejectsException
                || failure instanceof SettingsException
                || failure instanceof IncompatibleRegistryException
                || failure instanceof RegistryUnavailableException
                || failure instanceof BrokersUnavailableException
                || failure instanceof TopicsMissingException
                || failure instanceof UnfitClusterException
                || failure instanceof PublishException
                || failure instanceof KafkaException) {
            command.getErr().println(failure.getMessage());
            return NOTHING_DONE;
        }
        throw failure;
    }
}
