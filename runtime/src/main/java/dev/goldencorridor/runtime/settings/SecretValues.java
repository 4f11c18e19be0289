package dev.goldencorridor.runtime.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Resolves values that are kept in files: {@code ${file:PATH:NAME}} is a property of a properties file, and {@code
 * ${dir:DIRECTORY:FILE}} is the content of a file. Only files below the directories of {@link
 * CommonSettings#SECRETS_DIRS_CONFIG} are read.
 */
final class SecretValues {
    private static final String REFERENCE = ".*\\$\\{(file|dir):[^}]+}.*";
    /** An address with user and password, as {@code alerts.to} may have it. */
    private static final String WITH_PASSWORD = ".*://[^/?#]*:[^/?#]*@.*";

    private SecretValues() {}

    /**
     * The settings with each reference replaced.
     *
     * @throws SettingsException naming each setting whose reference cannot be resolved, and never a value
     */
    static Map<String, String> resolve(Map<String, String> given) {
        if (given.values().stream().noneMatch(SecretValues::isReference)) {
            // The directories may be those of another machine.
            return given;
        }
        Map<String, String> resolved = new LinkedHashMap<>(given);
        String allowed = given.getOrDefault(CommonSettings.SECRETS_DIRS_CONFIG, "");
        List<String> faults = new ArrayList<>();
        try (ConfigProvider file = configured(new FileConfigProvider(), allowed);
                ConfigProvider directory = configured(new DirectoryConfigProvider(), allowed)) {
            ConfigTransformer transformer = new ConfigTransformer(Map.of("file", file, "dir", directory));
            given.forEach((name, value) -> {
                if (isReference(value)) {
                    String found = found(transformer, name, value);
                    if (found.isEmpty() || isReference(found)) {
                        faults.add(
                                name + ": cannot read the file of " + value + "; check the path and the name, and that "
                                        + CommonSettings.SECRETS_DIRS_CONFIG + " allows its directory (now: "
                                        + (allowed.isBlank() ? "none" : allowed) + ")");
                    }
                    resolved.put(name, found);
                }
            });
        } catch (IOException e) {
            throw new SettingsException("cannot close the files of secrets: " + e);
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(String.join(System.lineSeparator(), faults));
        }
        return resolved;
    }

    /**
     * Refuses secrets on the command line, where the process list shows them.
     *
     * @throws SettingsException naming each setting, and never a value
     */
    static void requireNoneOn(ConfigDef definition, Map<String, String> commandLine) {
        List<String> secrets = commandLine.entrySet().stream()
                .filter(entry -> isSecret(definition, entry.getKey(), entry.getValue()))
                .map(entry -> entry.getKey() + " is a secret, and the process list would show it. Put it into the file"
                        + " of --config, or write ${file:PATH:NAME} or ${dir:DIRECTORY:FILE}")
                .toList();
        if (!secrets.isEmpty()) {
            throw new SettingsException(String.join(System.lineSeparator(), secrets));
        }
    }

    /**
     * The fault of a secret in the environment, which child processes inherit and other processes of the user can read.
     * The message has no value.
     */
    static Optional<String> faultInEnvironment(ConfigDef definition, String name, String variable, String value) {
        return !value.isEmpty() && isSecret(definition, name, value)
                ? Optional.of("environment variable " + variable
                        + " has a secret, and other processes can read it. Put " + name
                        + " into the file of --config, or write ${file:PATH:NAME} or ${dir:DIRECTORY:FILE}")
                : Optional.empty();
    }

    private static boolean isSecret(ConfigDef definition, String name, String value) {
        return !isReference(value) && (isDeclaredSecret(definition, name) || value.matches(WITH_PASSWORD));
    }

    private static boolean isDeclaredSecret(ConfigDef definition, String name) {
        ConfigDef.ConfigKey declared = definition.configKeys().get(name);
        return declared == null ? kafkaSecrets().contains(name) : declared.type == ConfigDef.Type.PASSWORD;
    }

    private static Set<String> kafkaSecrets() {
        Set<String> names = new TreeSet<>();
        for (ConfigDef client :
                List.of(ProducerConfig.configDef(), ConsumerConfig.configDef(), AdminClientConfig.configDef())) {
            client.configKeys().values().stream()
                    .filter(key -> key.type == ConfigDef.Type.PASSWORD)
                    .forEach(key -> names.add(CommonSettings.KAFKA_PREFIX + key.name));
        }
        return names;
    }

    private static String found(ConfigTransformer transformer, String name, String value) {
        try {
            return transformer.transform(Map.of(name, value)).data().getOrDefault(name, "");
        } catch (ConfigException e) {
            return "";
        }
    }

    private static boolean isReference(String value) {
        return value.matches(REFERENCE);
    }

    /** An empty list allows no file: Kafka's providers would then allow all. */
    private static ConfigProvider configured(ConfigProvider provider, String allowed) {
        try {
            provider.configure(Map.of("allowed.paths", allowed.isBlank() ? "/dev/null" : allowed));
            return provider;
        } catch (ConfigException e) {
            throw new SettingsException(CommonSettings.SECRETS_DIRS_CONFIG + ": " + e.getMessage()
                    + "; write absolute paths of directories that exist");
        }
    }
}
