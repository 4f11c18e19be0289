package dev.goldencorridor.cli;

import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.sink.SinkSettings;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of all applications as one definition, for commands that run them all. */
final class DeclaredSettings {
    private DeclaredSettings() {}

    static ConfigDef ofAllApplications() {
        ConfigDef all = new ConfigDef();
        for (ConfigDef one : List.of(
                PublishSettings.definition(),
                ProcessorSettings.definition(),
                SinkSettings.definition(),
                AlertSettings.definition())) {
            one.configKeys().values().stream()
                    .filter(key -> !all.names().contains(key.name))
                    .forEach(all::define);
        }
        return all;
    }
}
