package dev.goldencorridor.quickstart;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The addresses that a killed stack has left in its directory. Nothing answers there, or something else does by now; a
 * command that took them from there would wait in vain.
 */
final class LeftAddresses {
    private LeftAddresses() {}

    /** What to tell the user of a command whose settings have such addresses; empty if they have others. */
    static Optional<String> among(SettingsOptions options) {
        Path directory = options.directory();
        return CorridorDirectory.leftBrokers(directory)
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
            // The command itself names the faults.
            return "";
        }
    }
}
