package dev.goldencorridor.runtime.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import picocli.CommandLine.Option;

/** The command-line options for settings, which every command has. A picocli mixin. */
public final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings file (name=value). Environment and command line override it.")
    private Path file;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Directory of a running stack, where endpoints.properties has its addresses"
                    + " (default: $CORRIDOR_DIR, else ./data).")
    private Path directory;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any setting; may be repeated. It overrides file and environment.")
    private final Map<String, String> overrides = new LinkedHashMap<>();

    /** The directory in which {@code corridor up} or {@code demo} stores data and {@code endpoints.properties}. */
    public Path directory() {
        if (directory != null) {
            return directory;
        }
        String home = System.getenv("CORRIDOR_DIR");
        return Path.of(home == null || home.isBlank() ? "data" : home);
    }

    /** Reads the settings from all sources. */
    public Settings resolve(ConfigDef definition) {
        return resolve(definition, Map.of());
    }

    /** As {@link #resolve(ConfigDef)}, with values of other command-line options. {@code --set} overrides them. */
    public Settings resolve(ConfigDef definition, Map<String, String> fromOptions) {
        Settings.requireDeclared(definition, overrides.keySet());
        SecretValues.requireNoneOn(definition, fromOptions);
        SecretValues.requireNoneOn(definition, overrides);
        return resolvePart(definition, fromOptions);
    }

    /**
     * For one of several applications that a command runs. {@code --set} may name settings of the other applications,
     * so unknown names are not an error here. The caller must first resolve against the declarations of all
     * applications.
     */
    public Settings resolvePart(ConfigDef definition, Map<String, String> fromOptions) {
        Map<String, String> commandLine = new LinkedHashMap<>(fromOptions);
        commandLine.putAll(overrides);
        return Settings.resolve(
                definition,
                Optional.of(directory().resolve("endpoints.properties")),
                Optional.ofNullable(file),
                System.getenv(),
                commandLine);
    }
}
