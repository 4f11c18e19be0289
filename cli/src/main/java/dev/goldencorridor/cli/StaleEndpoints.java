package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.nio.file.Path;
import java.util.Optional;

/** Detects the endpoints of a killed stack. A command that used them would wait in vain, or reach another server. */
final class StaleEndpoints {
    private StaleEndpoints() {}

    /** The message for the user if the settings contain such endpoints; empty otherwise. */
    static Optional<String> among(SettingsOptions options) {
        Path directory = options.directory();
        return CorridorDirectory.staleBrokers(directory)
                .filter(brokers -> brokers.equals(brokersOf(options)))
                .map(brokers -> CorridorDirectory.endpoints(directory) + " names " + brokers
                        + ", but the stack that wrote it does not run any more. Start it with '" + Corridor.command()
                        + " up --dir " + directory + "', or name other brokers with --set "
                        + CommonSettings.BOOTSTRAP_SERVERS_CONFIG + "=HOST:PORT");
    }

    private static String brokersOf(SettingsOptions options) {
        try {
            return options.resolve(DeclaredSettings.ofAllApplications())
                    .string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG);
        } catch (SettingsException named) {
            // The command itself reports the faults.
            return "";
        }
    }
}
