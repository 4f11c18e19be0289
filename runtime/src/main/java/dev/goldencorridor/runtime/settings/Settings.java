package dev.goldencorridor.runtime.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
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

    private static final List<String> APPLICATION_PREFIXES =
            List.of("processor.", "delays.", "runs.", "sink.", "alerts.", "publish.", "board.", "metrics.", "traces.");

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

    /** Properties for every Kafka client: the brokers, and all settings with the prefix {@code kafka.}. */
    public Map<String, Object> kafkaClient() {
        Map<String, Object> properties = new LinkedHashMap<>(kafka);
        properties.put("bootstrap.servers", string(CommonSettings.BOOTSTRAP_SERVERS_CONFIG));
        return properties;
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
        if (definition.names().contains(name) || isKafka(name)) {
            given.put(name, value);
            origin.put(name, source);
        } else if (!belongsToOtherApplication(definition, name)) {
            faults.add("unknown setting '" + name + "' in " + source + suggestion(definition, name));
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
        kafkaNames()
                .forEach(name -> names.put(
                        environmentVariable(CommonSettings.KAFKA_PREFIX + name), CommonSettings.KAFKA_PREFIX + name));
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (!variable.startsWith(ENVIRONMENT_PREFIX) || LAUNCHER_VARIABLES.contains(variable)) {
                return;
            }
            String name = names.get(variable);
            if (name != null) {
                given.put(name, value);
                origin.put(name, "environment variable " + variable);
                return;
            }
            String dotted = variable.substring(ENVIRONMENT_PREFIX.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '.');
            if (!belongsToOtherApplication(definition, dotted)) {
                faults.add("environment variable " + variable + " names no setting" + suggestion(definition, dotted));
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
                .filter(name -> !definition.names().contains(name) && !isKafka(name))
                .map(name -> "unknown setting '" + name + "' on the command line" + suggestion(definition, name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new SettingsException(String.join(System.lineSeparator(), unknown));
        }
    }

    private static boolean belongsToOtherApplication(ConfigDef definition, String name) {
        return APPLICATION_PREFIXES.stream().filter(name::startsWith).anyMatch(prefix -> definition.names().stream()
                .noneMatch(own -> own.startsWith(prefix)));
    }

    private static boolean isKafka(String name) {
        return name.startsWith(CommonSettings.KAFKA_PREFIX)
                && kafkaNames().contains(name.substring(CommonSettings.KAFKA_PREFIX.length()));
    }

    private static Set<String> kafkaNames() {
        Set<String> names = new TreeSet<>(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names;
    }

    private static String suggestion(ConfigDef definition, String name) {
        return definition.names().stream()
                .max(Comparator.comparingInt((String known) -> commonLength(known, name))
                        .thenComparing(Comparator.reverseOrder()))
                .filter(known -> isSimilar(known, name))
                .map(known -> "; did you mean '" + known + "'?")
                .orElse("; known are " + String.join(", ", new TreeSet<>(definition.names())));
    }

    /** At least two thirds of the characters are equal: probably a misspelling. */
    private static boolean isSimilar(String known, String name) {
        return 3 * commonLength(known, name) >= 2 * Math.max(known.length(), name.length());
    }

    /** Number of equal characters of two names: common prefix plus common suffix. */
    private static int commonLength(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int prefix = 0;
        while (prefix < shorter && one.charAt(prefix) == other.charAt(prefix)) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < shorter - prefix
                && one.charAt(one.length() - 1 - suffix) == other.charAt(other.length() - 1 - suffix)) {
            suffix++;
        }
        return prefix + suffix;
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
