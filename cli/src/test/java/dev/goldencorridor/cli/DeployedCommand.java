package dev.goldencorridor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.runtime.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;

/** A command as a file of the deployment starts it. Checks that the command and its settings exist. */
final class DeployedCommand {
    private DeployedCommand() {}

    /**
     * Fails unless the command exists, and each variable {@code CORRIDOR_…} is a setting with a valid value.
     *
     * @param where the file and the service, for messages
     * @param environment variables that are no setting of any application are ignored
     * @return the settings of the command
     */
    static Settings check(String where, String command, Map<String, String> environment) {
        assertThat(Corridor.commandLine().getSubcommands()).as(where).containsKey(command);
        ConfigDef declared = DeclaredSettings.byCommand().getOrDefault(command, DeclaredSettings.ofAllApplications());
        return Settings.resolve(declared, Optional.empty(), Optional.empty(), new TreeMap<>(environment), Map.of());
    }
}
