package dev.goldencorridor.quickstart;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.schemas.settings.CommonSettings;
import dev.goldencorridor.schemas.settings.Settings;
import dev.goldencorridor.schemas.settings.SettingsOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the streams application begin again: offsets, internal topics and local state. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = {
            "Make the processor read all movements again, from the earliest that is kept: its offsets are set back, its"
                    + " internal topics and its local state are deleted. Movements and results stay.",
            "With a directory whose stack is stopped, its broker is started for the time of the reset."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "2:nothing was changed"})
final class ResetCommand implements Callable<Integer> {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.resolve(ProcessorSettings.definition());
        if (!isStoppedStack(settings)) {
            return reset(settings);
        }
        try (CorridorDirectory directory = CorridorDirectory.take(options.directory())) {
            StackLog.to(directory.logs().resolve("corridor.log"));
            try (EmbeddedBroker broker = EmbeddedBroker.start(directory.broker(), 0)) {
                Map<String, String> fromStack = new HashMap<>();
                fromStack.put(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
                fromStack.put(
                        ProcessorSettings.STATE_DIR_CONFIG, directory.state().toString());
                return reset(options.resolve(ProcessorSettings.definition(), fromStack));
            } catch (IOException e) {
                throw new StackException(e.getMessage(), e);
            }
        }
    }

    /** Whether the directory has a stack and no other address of a broker is known. */
    private boolean isStoppedStack(Settings settings) {
        String brokers = settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
        if (CorridorDirectory.isAnnounced(options.directory())) {
            return CorridorDirectory.leftBrokers(options.directory())
                    .filter(brokers::equals)
                    .isPresent();
        }
        Object nowhere = ProcessorSettings.definition().defaultValues().get(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
        return CorridorDirectory.isCorridor(options.directory()) && brokers.equals(nowhere);
    }

    private int reset(Settings settings) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        Path state =
                Path.of(settings.string(ProcessorSettings.STATE_DIR_CONFIG)).resolve(application);
        try (Admin admin = Admin.create(settings.kafkaClient())) {
            StreamsReset reset = StreamsReset.plan(admin, application);
            out.println("Reset of application " + application + " on "
                    + settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG) + ":");
            out.println("  offsets of " + reset.inputs().size() + " input topics go back to the earliest record");
            out.println("  " + reset.internalTopics().size() + " internal topics are deleted");
            out.println("  local state in " + state.toAbsolutePath().normalize() + " is deleted");
            out.flush();
            if (!yes && !confirmed(out)) {
                out.println("Nothing was changed.");
                return 2;
            }
            reset.carryOut();
        }
        CorridorDirectory.delete(state);
        out.println("Done. The next start reads all movements again. Until it has, corridor.* and ops.* keep the values"
                + " they have.");
        return 0;
    }

    private static boolean confirmed(PrintWriter out) {
        out.print("Go on? [y/N] ");
        out.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null
                    && (answer.trim().equalsIgnoreCase("y") || answer.trim().equalsIgnoreCase("yes"));
        } catch (IOException e) {
            throw new StackException("cannot read the answer: " + e + "; use --yes", e);
        }
    }
}
