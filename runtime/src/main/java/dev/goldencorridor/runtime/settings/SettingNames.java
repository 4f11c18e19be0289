package dev.goldencorridor.runtime.settings;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Decides which names are settings, and proposes a name for a misspelled one. */
final class SettingNames {
    private static final List<String> APPLICATION_PREFIXES =
            List.of("processor.", "delays.", "runs.", "sink.", "alerts.", "publish.", "board.", "metrics.", "traces.");

    private SettingNames() {}

    static boolean belongsToOtherApplication(ConfigDef definition, String name) {
        return APPLICATION_PREFIXES.stream().filter(name::startsWith).anyMatch(prefix -> definition.names().stream()
                .noneMatch(own -> own.startsWith(prefix)));
    }

    static boolean isKafka(String name) {
        return name.startsWith(CommonSettings.KAFKA_PREFIX)
                && kafkaNames().contains(name.substring(CommonSettings.KAFKA_PREFIX.length()));
    }

    static Set<String> kafkaNames() {
        Set<String> names = new TreeSet<>(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names;
    }

    static String suggestion(ConfigDef definition, String name) {
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
}
