package dev.goldencorridor.cli;

import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.operationscentre.BoardSettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.sink.SinkSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** The settings that each application declares. */
public final class DeclaredSettings {
    private DeclaredSettings() {}

    /** The settings of each application, by the command that runs it. */
    static Map<String, ConfigDef> byCommand() {
        Map<String, ConfigDef> declared = new LinkedHashMap<>();
        declared.put("publish", PublishSettings.definition());
        declared.put("process", ProcessorSettings.definition());
        declared.put("sink", SinkSettings.definition());
        declared.put("alerts", AlertSettings.definition());
        declared.put("board", BoardSettings.definition());
        return Collections.unmodifiableMap(declared);
    }

    /** The settings of all applications as one definition, for commands that run them all. */
    public static ConfigDef ofAllApplications() {
        // First the common ones: their default principal is the operator, who gives these commands.
        ConfigDef all = CommonSettings.definition();
        for (ConfigDef one : byCommand().values()) {
            one.configKeys().values().stream()
                    .filter(key -> !all.names().contains(key.name))
                    .forEach(all::define);
        }
        return all;
    }
}
