package dev.goldencorridor.cli;

import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.sink.SinkSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings of a processor and a sink of which there is one each. Both have the same name at each start. So a stack that
 * follows a killed one need not wait until the sessions and transactions of the former ones have timed out.
 */
final class SingleInstance {
    private static final String NAME = "stack";

    private SingleInstance() {}

    /** @param state the directory of the local state */
    static Map<String, String> processor(Map<String, String> given, Path state) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        settings.put(ProcessorSettings.INSTANCE_CONFIG, NAME);
        settings.put(ProcessorSettings.STATE_DIR_CONFIG, state.toString());
        // A standby needs a second instance.
        settings.put(ProcessorSettings.STANDBY_REPLICAS_CONFIG, "0");
        return settings;
    }

    static Map<String, String> sink(Map<String, String> given) {
        Map<String, String> settings = new LinkedHashMap<>(given);
        settings.put(SinkSettings.INSTANCE_CONFIG, NAME);
        return settings;
    }
}
