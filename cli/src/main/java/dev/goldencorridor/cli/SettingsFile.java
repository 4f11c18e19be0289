package dev.goldencorridor.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** A properties file with the defaults of an application. All lines are comments, so that it changes nothing. */
final class SettingsFile {
    private static final int MAX_LINE_CHARACTERS = 110;

    private SettingsFile() {}

    /**
     * The text of the file.
     *
     * @param command the command that runs the application
     */
    static String of(String command, ConfigDef definition) {
        List<String> lines = new ArrayList<>(List.of(
                "# Settings of: corridor " + command + " --config " + command + ".properties",
                "#",
                "# The values below are the defaults. Remove the # before a name to set another value.",
                "# The environment (CORRIDOR_...) and --set override this file.",
                "# A name that begins with kafka. goes to the Kafka clients, e.g. kafka.security.protocol=SSL"));
        for (ConfigKey key : definition.configKeys().values()) {
            lines.add("");
            wrap(key.documentation + SettingRange.describe(key), lines);
            lines.add("#" + key.name + "=" + SettingRange.defaultOf(key));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void wrap(String text, List<String> lines) {
        StringBuilder line = new StringBuilder("#");
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > MAX_LINE_CHARACTERS) {
                lines.add(line.toString());
                line.setLength(1);
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
    }
}
