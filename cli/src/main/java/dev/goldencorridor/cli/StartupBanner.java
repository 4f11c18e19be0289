package dev.goldencorridor.cli;

import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.alertbridge.AlertsCommand;
import dev.goldencorridor.operationscentre.BoardCommand;
import dev.goldencorridor.operationscentre.BoardSettings;
import dev.goldencorridor.processor.ProcessCommand;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.sink.SinkCommand;
import dev.goldencorridor.sink.SinkSettings;
import java.nio.file.Path;
import java.util.Optional;

/** The first line of an application that runs until it is stopped. */
final class StartupBanner {
    private StartupBanner() {}

    /** The line; empty for other commands and for faulty settings, which the command itself reports. */
    static Optional<String> of(Object command, SettingsOptions options) {
        try {
            if (command instanceof ProcessCommand) {
                return Optional.of(processor(options.resolve(ProcessorSettings.definition())));
            }
            if (command instanceof SinkCommand) {
                return Optional.of(sink(options.resolve(SinkSettings.definition())));
            }
            if (command instanceof AlertsCommand) {
                return Optional.of(alerts(options.resolve(AlertSettings.definition())));
            }
            if (command instanceof BoardCommand) {
                return Optional.of(board(options.resolve(BoardSettings.definition())));
            }
            return Optional.empty();
        } catch (SettingsException named) {
            return Optional.empty();
        }
    }

    private static String processor(Settings settings) {
        return "Starting the stream-processor: application " + settings.string(ProcessorSettings.APPLICATION_ID_CONFIG)
                + brokers(settings) + ", local state in "
                + Path.of(settings.string(ProcessorSettings.STATE_DIR_CONFIG))
                        .toAbsolutePath()
                        .normalize()
                + ". Ctrl-C stops it.";
    }

    private static String sink(Settings settings) {
        return "Starting the sink: group " + settings.string(SinkSettings.GROUP_CONFIG) + brokers(settings)
                + ". Ctrl-C stops it.";
    }

    private static String alerts(Settings settings) {
        return "Passing on the alerts of " + settings.string(AlertSettings.TOPICS_CONFIG) + brokers(settings)
                + ". Ctrl-C stops it.";
    }

    private static String board(Settings settings) {
        return "Starting the board" + brokers(settings) + ". Ctrl-C stops it.";
    }

    private static String brokers(Settings settings) {
        return ", brokers " + settings.string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
    }
}
