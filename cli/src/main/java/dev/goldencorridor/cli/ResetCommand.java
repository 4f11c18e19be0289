package dev.goldencorridor.cli;

import dev.goldencorridor.cli.secure.StackSecurity;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.kafka.KafkaAdmin;
import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Resets the streams application, so that it counts its inputs again. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = {
            "Make the processor count all movements again, from the earliest that is kept. It remembers what it"
                    + " published: revisions go on, and an open alert is not raised twice. Results that cannot be"
                    + " counted again, since movements of their time are gone, are deleted.",
            "The command says in numbers what is lost before it asks. A reset happens as a whole or not at all.",
            "With a directory whose stack is stopped, its broker is started for the time of the reset."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:the brokers have not confirmed it; run it again", "2:nothing was changed"})
final class ResetCommand implements Callable<Integer> {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = asReset(options.resolve(ProcessorSettings.definition()));
        if (!isStoppedStack(settings)) {
            return reset(settings);
        }
        try (CorridorDirectory directory = CorridorDirectory.take(options.directory())) {
            StackLog.to(directory.logs().resolve("corridor.log"));
            Map<String, String> fromStack = new HashMap<>();
            try (EmbeddedBroker broker = start(directory, fromStack)) {
                fromStack.put(CommonSettings.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
                fromStack.put(
                        ProcessorSettings.STATE_DIR_CONFIG, directory.state().toString());
                return reset(asReset(options.resolve(ProcessorSettings.definition(), fromStack)));
            } catch (IOException e) {
                throw new StackException(e.getMessage(), e);
            }
        }
    }

    private static Settings asReset(Settings settings) {
        return settings.asInsteadOf(Principals.PROCESSOR, Principals.RESET);
    }

    private static EmbeddedBroker start(CorridorDirectory directory, Map<String, String> fromStack) throws IOException {
        if (!directory.isSecure()) {
            return EmbeddedBroker.start(directory.broker(), 0);
        }
        StackSecurity security = StackSecurity.prepare(directory.security(), List.of(Principals.RESET));
        fromStack.putAll(security.settings(Mechanism.TLS));
        return EmbeddedBroker.startSecure(directory.broker(), 0, security);
    }

    /** Whether the directory has a stopped stack and the settings name no other broker. */
    private boolean isStoppedStack(Settings settings) {
        String brokers = settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
        if (CorridorDirectory.hasEndpoints(options.directory())) {
            return CorridorDirectory.staleBrokers(options.directory())
                    .filter(brokers::equals)
                    .isPresent();
        }
        Object nowhere = ProcessorSettings.definition().defaultValues().get(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
        return CorridorDirectory.isCorridor(options.directory()) && brokers.equals(nowhere);
    }

    private int reset(Settings settings) {
        PrintWriter out = spec.commandLine().getOut();
        String application = settings.string(ProcessorSettings.APPLICATION_ID_CONFIG);
        Path state =
                Path.of(settings.string(ProcessorSettings.STATE_DIR_CONFIG)).resolve(application);
        try (KafkaAdmin admin = KafkaAdmin.connect(settings)) {
            StreamsReset reset = StreamsReset.plan(admin, settings);
            String brokers = settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
            if (reset.isUnknown()) {
                out.println("Nothing was changed: on " + brokers + " there is no application " + application
                        + ". If it runs under another name, set " + ProcessorSettings.APPLICATION_ID_CONFIG + ".");
                return 2;
            }
            out.println("Reset of application " + application + " on " + brokers + ":");
            new ResetReport(reset).lines().forEach(line -> out.println("  " + line));
            out.println("  local state in " + state.toAbsolutePath().normalize() + " is deleted");
            out.flush();
            if (!yes && !confirmed(out)) {
                out.println("Nothing was changed.");
                return 2;
            }
            if (!reset.execute()) {
                out.println(
                        "The brokers have not confirmed the reset: it has happened as a whole or not at all. Run the"
                                + " reset again before you start the processor; to repeat it does no harm.");
                return 1;
            }
        }
        CorridorDirectory.delete(state);
        out.println("Done. The next start reads all movements again. Until it has, counts are lower than they were, and"
                + " alerts stay as they are.");
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
