package dev.goldencorridor.processor;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.UnfitClusterException;
import dev.goldencorridor.runtime.monitoring.MonitoredProcess;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.registry.IncompatibleRegistryException;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Runs the stream-processor until a signal stops it. The exit code is 1 after a failure and 2 if it could not start.
 * After an orderly stop by a signal it is the JVM's: 130 for Ctrl-C, 143 for SIGTERM.
 */
@Command(
        name = "process",
        mixinStandardHelpOptions = true,
        description = "Run the stream-processor: movements.* in, corridor.* out, until Ctrl-C.")
public final class ProcessCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Settings settings = options.resolve(ProcessorSettings.definition());
            try (Monitoring monitoring = Monitoring.start(MonitoredProcess.PROCESS, settings)) {
                return run(ProcessorApplication.create(settings, monitoring));
            }
        } catch (SettingsException | KafkaException e) {
            spec.commandLine().getErr().println(withCause(e));
            return 2;
        }
    }

    private int run(ProcessorApplication application) {
        Thread stopper = new Thread(application::close, "stop");
        Runtime.getRuntime().addShutdownHook(stopper);
        try {
            application.run();
            return 0;
        } catch (TopicsMissingException
                | UnfitClusterException
                | BrokersUnavailableException
                | IncompatibleRegistryException
                | RegistryUnavailableException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 2;
        } catch (IllegalStateException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private static String withCause(RuntimeException e) {
        return e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ProcessCommand()).execute(arguments));
    }
}
