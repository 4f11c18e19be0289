package dev.goldencorridor.runtime.settings;

import dev.goldencorridor.runtime.security.Credentials;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * The settings of one application, validated against their declaration. Immutable.
 *
 * <p>Each source overrides the one before it: default, {@code DIR/endpoints.properties} of a running stack, file
 * ({@code --config}), environment ({@code sink.min.interval} is {@code CORRIDOR_SINK_MIN_INTERVAL}), command line
 * ({@code --set name=value}). A name that no application declares is an error in every source except the stack's
 * endpoints. One file may configure all applications: names with another application's prefix are left to that
 * application.
 */
public final class Settings {
    private static final String ENVIRONMENT_PREFIX = "CORRIDOR_";
    /** The launcher reads these variables; they are no settings. */
    private static final Set<String> LAUNCHER_VARIABLES = Set.of("CORRIDOR_HOME", "CORRIDOR_DIR", "CORRIDOR_JAVA_OPTS");

    private final Map<String, Object> values;
    private final Map<String, String> kafka;

    private Settings(Map<String, Object> values, Map<String, String> kafka) {
        this.values = Map.copyOf(values);
        this.kafka = Map.copyOf(kafka);
    }

    /**
     * Reads all sources and validates the result.
     *
     * @param definition the settings that the application declares
     * @param endpoints a running stack's {@code endpoints.properties}, used when it exists
     * @param file a properties file, if one was given; it must exist
     * @param environment the process's environment
     * @param commandLine names and values given on the command line
     * @throws SettingsException naming every fault and its source
     */
    public static Settings resolve(
            ConfigDef definition,
            Optional<Path> endpoints,
            Optional<Path> file,
            Map<String, String> environment,
            Map<String, String> commandLine) {
        List<String> faults = new ArrayList<>();
        Map<String, String> given = new LinkedHashMap<>();
        Map<String, String> origin = new LinkedHashMap<>();
        endpoints.filter(Files::isRegularFile).ifPresent(path -> read(path).forEach((name, value) -> {
            // The stack's file serves all applications. A name that this one does not declare is not the user's fault.
            if (definition.names().contains(name)) {
                given.put(name, value);
                origin.put(name, path.toString());
            }
        }));
        file.ifPresent(path -> read(path)
                .forEach((name, value) -> accept(definition, name, value, path.toString(), given, origin, faults)));
        fromEnvironment(definition, environment, given, origin, faults);
        commandLine.forEach(
                (name, value) -> accept(definition, name, value, "the command line", given, origin, faults));

        given.putAll(SecretValues.resolve(given));
        Map<String, Object> parsed = new LinkedHashMap<>();
        Map<String, String> kafka = new TreeMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(CommonSettings.KAFKA_PREFIX)) {
                kafka.put(name.substring(CommonSettings.KAFKA_PREFIX.length()), value);
            }
        });
        for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
            try {
                parsed.put(key.name, value(key, given));
            } catch (ConfigException e) {
                faults.add(e.getMessage() + " (from " + origin.getOrDefault(key.name, "nowhere: it has no default")
                        + "). What it is for: " + key.documentation);
            }
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(String.join(System.lineSeparator(), faults));
        }
        return new Settings(parsed, kafka);
    }

    /** Defaults, overridden by the given values only. For programs and tests that set up an application themselves. */
    public static Settings of(ConfigDef definition, Map<String, String> given) {
        return resolve(definition, Optional.empty(), Optional.empty(), Map.of(), given);
    }

    /** The name of a setting's environment variable. */
    public static String environmentVariable(String name) {
        return ENVIRONMENT_PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    public String string(String name) {
        return (String) required(name);
    }

    public int integer(String name) {
        return ((Number) required(name)).intValue();
    }

    public long longInteger(String name) {
        return ((Number) required(name)).longValue();
    }

    public double decimal(String name) {
        return ((Number) required(name)).doubleValue();
    }

    public boolean bool(String name) {
        return (Boolean) required(name);
    }

    public Duration duration(String name) {
        return Durations.parse(string(name));
    }

    /** A secret, or empty where the setting is the empty string. Its type is {@code PASSWORD}, so no log shows it. */
    public Optional<String> secret(String name) {
        return Optional.of(((Password) required(name)).value()).filter(value -> !value.isEmpty());
    }

    /** A path, or empty where the setting is the empty string. */
    public Optional<Path> path(String name) {
        String text = string(name);
        return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
    }

    /**
     * The credentials by which this application authenticates; empty without {@link
     * CommonSettings#CREDENTIALS_DIR_CONFIG}.
     *
     * @throws SettingsException if the directory does not have the file of the principal
     */
    public Optional<Credentials> credentials() {
        return Connections.credentials(this);
    }

    /** Whether there are credentials that this process can read. */
    public boolean hasCredentials() {
        return Connections.named(this).filter(Credentials::isPresent).isPresent();
    }

    /** The name of the principal; empty if none is set. */
    public String principal() {
        return string(CommonSettings.CREDENTIALS_NAME_CONFIG);
    }

    /** These settings for another principal, unless the user has named one. */
    public Settings asInsteadOf(String byDefault, String principal) {
        return principal().equals(byDefault) ? as(principal) : this;
    }

    /** These settings for another principal. */
    public Settings as(String principal) {
        Map<String, Object> changed = new LinkedHashMap<>(values);
        changed.put(CommonSettings.CREDENTIALS_NAME_CONFIG, principal);
        return new Settings(changed, kafka);
    }

    /**
     * Properties for every Kafka client: the brokers, the credentials, and all settings with the prefix {@code
     * kafka.}, which override those of the credentials.
     *
     * @throws SettingsException if the credentials are incomplete, or a connection to another machine would not be
     *     encrypted and {@link CommonSettings#PLAINTEXT_PERMITTED_CONFIG} does not permit it
     */
    public Map<String, Object> kafkaClient() {
        return Connections.kafkaClient(this, kafka);
    }

    /**
     * The addresses of the registry.
     *
     * @throws SettingsException if a connection to another machine would not be encrypted, and {@link
     *     CommonSettings#PLAINTEXT_PERMITTED_CONFIG} does not permit it
     */
    public List<String> registryUrls() {
        return Connections.registryUrls(this);
    }

    private Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("not declared by this application: " + name);
        }
        return value;
    }

    private static Object value(ConfigDef.ConfigKey key, Map<String, String> given) {
        Object value = given.containsKey(key.name)
                ? ConfigDef.parseType(key.name, given.get(key.name), key.type)
                : key.defaultValue;
        if (value == ConfigDef.NO_DEFAULT_VALUE || value == null) {
            throw new ConfigException(key.name + " must be set");
        }
        if (key.validator != null) {
            key.validator.ensureValid(key.name, value);
        }
        return value;
    }

    private static void accept(
            ConfigDef definition,
            String name,
            String value,
            String source,
            Map<String, String> given,
            Map<String, String> origin,
            List<String> faults) {
        if (definition.names().contains(name) || SettingNames.isKafka(name)) {
            given.put(name, value);
            origin.put(name, source);
        } else if (!SettingNames.belongsToOtherApplication(definition, name)) {
            faults.add("unknown setting '" + name + "' in " + source + SettingNames.suggestion(definition, name));
        }
    }

    private static void fromEnvironment(
            ConfigDef definition,
            Map<String, String> environment,
            Map<String, String> given,
            Map<String, String> origin,
            List<String> faults) {
        Map<String, String> names = new LinkedHashMap<>();
        definition.names().forEach(name -> names.put(environmentVariable(name), name));
        SettingNames.kafkaNames()
                .forEach(name -> names.put(
                        environmentVariable(CommonSettings.KAFKA_PREFIX + name), CommonSettings.KAFKA_PREFIX + name));
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (!variable.startsWith(ENVIRONMENT_PREFIX) || LAUNCHER_VARIABLES.contains(variable)) {
                return;
            }
            String name = names.get(variable);
            if (name != null) {
                SecretValues.faultInEnvironment(definition, name, variable, value)
                        .ifPresent(faults::add);
                given.put(name, value);
                origin.put(name, "environment variable " + variable);
                return;
            }
            String dotted = variable.substring(ENVIRONMENT_PREFIX.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            if (!SettingNames.belongsToOtherApplication(definition, dotted)) {
                faults.add("environment variable " + variable + " names no setting"
                        + SettingNames.suggestion(definition, dotted));
            }
        });
    }

    /**
     * Refuses names that the definition does not declare. A file or an environment may configure several applications,
     * but an application's command line configures this application only.
     *
     * @throws SettingsException naming each undeclared name
     */
    static void requireDeclared(ConfigDef definition, Set<String> onCommandLine) {
        List<String> unknown = onCommandLine.stream()
                .filter(name -> !definition.names().contains(name) && !SettingNames.isKafka(name))
                .map(name -> "unknown setting '" + name + "' on the command line"
                        + SettingNames.suggestion(definition, name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new SettingsException(String.join(System.lineSeparator(), unknown));
        }
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new SettingsException("cannot read the settings file " + file.toAbsolutePath() + ": " + e
                    + "; give another with --config");
        }
        Map<String, String> named = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> named.put(name, properties.getProperty(name).trim()));
        return named;
    }
}
