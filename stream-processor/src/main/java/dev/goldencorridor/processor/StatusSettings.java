package dev.goldencorridor.processor;

import dev.goldencorridor.processor.alerts.RunStatusPlan;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of the status of train runs, {@code runs.*}. */
public final class StatusSettings {
    public static final String PUBLISHED_CONFIG = "runs.published";
    private static final String PUBLISHED_DOC =
            "Whether the status of each train run is published. After a start with false, tombstones delete all that"
                    + " was published before; after a start with true, the status of all runs is published. Set it to"
                    + " false where nobody reads it: it costs time and a topic.";

    public static final String RETENTION_CONFIG = "runs.retention";
    private static final String RETENTION_DOC =
            "How long the status of a run stays after the run ended, on the pipeline's clock. Then a tombstone deletes"
                    + " it. Raise it to see finished runs for longer; the topic and its readers' memory grow with it.";

    private StatusSettings() {}

    static ConfigDef defineIn(ConfigDef definition) {
        return definition
                .define(PUBLISHED_CONFIG, ConfigDef.Type.BOOLEAN, true, Importance.MEDIUM, PUBLISHED_DOC)
                .define(
                        RETENTION_CONFIG,
                        ConfigDef.Type.STRING,
                        "2d",
                        Durations.between("1m", "365d"),
                        Importance.MEDIUM,
                        RETENTION_DOC);
    }

    static RunStatusPlan plan(Settings settings) {
        int partitions = settings.integer(CommonSettings.PARTITIONS_CONFIG);
        int threads = settings.integer(ProcessorSettings.THREADS_CONFIG);
        return new RunStatusPlan(
                settings.bool(PUBLISHED_CONFIG),
                settings.duration(RETENTION_CONFIG),
                (partitions + threads - 1) / threads);
    }
}
