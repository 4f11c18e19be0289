package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.monitoring.MonitoringSettings;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.tracing.TracingSettings;
import dev.goldencorridor.schemas.topics.ClusterCheck;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The settings of the sink, in addition to the common ones. */
public final class SinkSettings {
    public static final String FORMAT_CONFIG = "sink.format";
    private static final String FORMAT_DOC =
            "Format of downstream values: 'avro', or 'json' with CloudEvents headers. Set it to json for readers"
                    + " without Avro. After a change, each key is delivered in the new format with its next value.";

    public static final String MIN_INTERVAL_CONFIG = "sink.min.interval";
    private static final String MIN_INTERVAL_DOC =
            "Minimum time between two deliveries of one key. The first change is delivered at once. Of the"
                    + " changes that follow within the interval, only the last is delivered. Lower it for fresher values,"
                    + " raise it for fewer deliveries. Delay alerts do not wait.";

    public static final String GROUP_CONFIG = "sink.group";
    private static final String GROUP_DOC =
            "Consumer group of the sink, and prefix of its transactional ids. Instances with the same group"
                    + " share the work. Under a new name the sink reads all aggregates again. It does not repeat values"
                    + " that are already delivered, except the alerts that are still stored.";

    public static final String INSTANCE_CONFIG = "sink.instance";
    private static final String INSTANCE_DOC =
            "Name of this instance within the group. The transactional id is <sink.group>-<sink.instance>. If"
                    + " empty, each process takes a random name. Set it where a process keeps its name: a restart then"
                    + " ends the open transaction of its predecessor and takes its partitions back at once. Two running"
                    + " instances must not have the same name.";

    public static final String COMPRESSION_CONFIG = "sink.compression";
    private static final String COMPRESSION_DOC =
            "Compression of the downstream topics. Every Kafka client reads 'none' and 'gzip'; some, such as"
                    + " kafkajs, do not read the others. Set it to 'lz4' to save processor time, or to 'zstd' to save"
                    + " space, where all readers support it.";

    private SinkSettings() {}

    /** All settings of the sink. */
    public static ConfigDef definition() {
        return TracingSettings.defineIn(
                        ClusterCheck.defineIn(MonitoringSettings.defineIn(CommonSettings.definition(Principals.SINK))))
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
