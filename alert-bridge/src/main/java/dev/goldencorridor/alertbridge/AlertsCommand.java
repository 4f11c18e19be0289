package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.kafka.BrokersUnavailableException;
import dev.goldencorridor.runtime.kafka.UnfitClusterException;
import dev.goldencorridor.runtime.monitoring.MonitoredProcess;
import dev.goldencorridor.runtime.monitoring.Monitoring;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.topics.TopicsMissingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code alerts}: forwards alerts until it is stopped. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Pass delay alerts on to Alertmanager and webhooks, until stopped.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it was stopped",
            "1:it failed in a way that trying again does not heal",
            "2:settings are wrong, topics are missing or no broker answers; nothing was sent"
        })
public final class AlertsCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsCommand.class);
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_DONE = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "KIND=URL",
            description =
                    "alertmanager=http://HOST:9093 (its base address) or webhook=http://HOST/PATH; may be repeated,"
                            + " each target has its own pace. Put an address with a password into the file of --config,"
                            + " as " + AlertSettings.TO_CONFIG + ".")
    private final List<String> to = new ArrayList<>();

    @Mixin
    private SettingsOptions options;

    /** Runs the bridge alone, e.g. in a container. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new AlertsCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            Settings settings = options.resolve(
                    AlertSettings.definition(),
                    to.isEmpty() ? Map.of() : Map.of(AlertSettings.TO_CONFIG, String.join(",", to)));
            try (Monitoring monitoring = Monitoring.start(MonitoredProcess.ALERTS, settings)) {
                AlertsApplication bridge = AlertsApplication.create(settings, monitoring);
                bridge.check();
                return run(bridge);
            }
        } catch (SettingsException | TopicsMissingException | UnfitClusterException | BrokersUnavailableException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return NOTHING_DONE;
        } catch (KafkaException e) {
            // E.g. an invalid property under kafka.; the cause names it.
            spec.commandLine().getErr().println(e.getCause() == null ? e.getMessage() : e + ": " + e.getCause());
            return NOTHING_DONE;
        }
    }

    private int run(AlertsApplication bridge) {
        Runtime.getRuntime().addShutdownHook(new Thread(bridge::close, "alerts-close"));
        try {
            bridge.run();
            return STOPPED;
        } catch (RuntimeException e) {
            LOG.error("Alerts cannot be passed on any more", e);
            spec.commandLine().getErr().println(e.getMessage());
            return FAILED;
        }
    }
}
