package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.runtime.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Passes settings to a child process as arguments {@code name=value}. */
final class GivenSettings {
    private GivenSettings() {}

    static List<String> arguments(Map<String, String> given) {
        return given.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    static Settings parse(String[] arguments, ConfigDef definition) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return Settings.of(definition, given);
    }
}
