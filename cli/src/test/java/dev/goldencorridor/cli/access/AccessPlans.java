package dev.goldencorridor.cli.access;

import dev.goldencorridor.alertbridge.AlertSettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.sink.SinkSettings;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** Plans for tests. */
final class AccessPlans {
    private AccessPlans() {}

    /** The plan for the built-in publishers. */
    static AccessPlan of(Map<String, String> given) {
        ConfigDef all = ProcessorSettings.definition();
        for (ConfigDef more : new ConfigDef[] {SinkSettings.definition(), AlertSettings.definition()}) {
            more.configKeys().values().stream()
                    .filter(key -> !all.names().contains(key.name))
                    .forEach(all::define);
        }
        return AccessPlan.of(
                Settings.of(all, given), PublisherCatalogue.builtIn().publishers());
    }
}
