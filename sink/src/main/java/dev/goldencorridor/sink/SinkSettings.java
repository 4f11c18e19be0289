package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The sink's settings, on top of the common ones. */
public final class SinkSettings {
    public static final String FORMAT_CONFIG = "sink.format";
    private static final String FORMAT_DOC =
            "What downstream values are written as: 'avro', or 'json' with CloudEvents headers for readers without Avro. After a change every key is delivered again, in the new format, at its next value.";

    public static final String MIN_INTERVAL_CONFIG = "sink.min.interval";
    private static final String MIN_INTERVAL_DOC =
            "Least time between two deliveries of one key. The first change goes out at once, of those that follow within the interval only the last. Lower it for fresher values, raise it for fewer. Delay alerts do not wait.";

    public static final String GROUP_CONFIG = "sink.group";
    private static final String GROUP_DOC =
            "Consumer group by which several instances share the work, and prefix of their transactional ids. Under a new name the sink reads all aggregates again, and what is already delivered stays as it is; the alerts that are kept are delivered again.";

    public static final String INSTANCE_CONFIG = "sink.instance";
    private static final String INSTANCE_DOC =
            "Name of this instance within the group; the transactional id is <sink.group>-<sink.instance>. Empty: random for each process. Set it where the process has a stable name, so that a restart ends its predecessor's open transaction at once; no two running instances may share it.";

    public static final String COMPRESSION_CONFIG = "sink.compression";
    private static final String COMPRESSION_DOC =
            "Compression of the downstream topics. Every Kafka client reads 'none' and 'gzip'; not every one reads the others (kafkajs, for one). Change it to 'lz4' or 'zstd' where all readers know them, to save time or space.";

    private SinkSettings() {}

    /** All settings of the sink. */
    public static ConfigDef definition() {
        return CommonSettings.definition()
                .define(
                        FORMAT_CONFIG,
                        ConfigDef.Type.STRING,
                        "avro",
                        ValidString.in("avro", "json"),
                        Importance.HIGH,
                        FORMAT_DOC)
                .define(
                        MIN_INTERVAL_CONFIG,
                        ConfigDef.Type.STRING,
                        "250ms",
                        Durations.between("0ms", "1h"),
                        Importance.MEDIUM,
                        MIN_INTERVAL_DOC)
                .define(
                        GROUP_CONFIG,
                        ConfigDef.Type.STRING,
                        "corridor-sink",
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        GROUP_DOC)
                .define(INSTANCE_CONFIG, ConfigDef.Type.STRING, "", Importance.LOW, INSTANCE_DOC)
                .define(
                        COMPRESSION_CONFIG,
                        ConfigDef.Type.STRING,
                        "gzip",
                        ValidString.in("none", "gzip", "snappy", "lz4", "zstd"),
                        Importance.LOW,
                        COMPRESSION_DOC);
    }
}
