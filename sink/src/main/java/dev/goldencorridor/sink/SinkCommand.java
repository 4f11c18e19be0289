package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.monitoring.MonitoredProcess;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code sink}. Runs until it is stopped. Exit code 0 after a stop, 2 after a failure. */
@Command(
        name = "sink",
        mixinStandardHelpOptions = true,
        description = "Deliver aggregates and delay alerts to the downstream topics, until stopped.")
public final class SinkCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(SinkCommand.class);
    private static final int STOPPED = 0;
    private static final int FAILED = 2;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    /** Runs the sink alone, e.g. in a container. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SinkCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        Settings settings;
        Monitoring monitoring;
        try {
            settings = options.resolve(SinkSettings.definition());
            monitoring = Monitoring.start(MonitoredProcess.SINK, settings);
        } catch (SettingsException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return FAILED;
        }
        try (monitoring) {
            return run(SinkApplication.create(settings, monitoring));
        }
    }

    private int run(SinkApplication sink) {
        Runtime.getRuntime().addShutdownHook(new Thread(sink::close, "sink-close"));
        try {
            sink.run();
            return STOPPED;
        } catch (RuntimeException e) {
            LOG.error("The sink cannot go on", e);
            spec.commandLine().getErr().println(e.getMessage());
            return FAILED;
        }
    }
}
