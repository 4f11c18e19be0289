package dev.goldencorridor.runtime.settings;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The settings that every application of the corridor shares. Each application adds its own to {@link #definition()}. */
public final class CommonSettings {
    public static final String BOOTSTRAP_SERVERS_CONFIG = "bootstrap.servers";
    private static final String BOOTSTRAP_SERVERS_DOC =
            "Brokers to ask first, host:port, separated by commas. Change it to use a cluster other than the one on this machine.";

    public static final String SCHEMA_REGISTRY_URL_CONFIG = "schema.registry.url";
    private static final String SCHEMA_REGISTRY_URL_DOC =
            "Base address of a registry with Confluent's API; several may be given, separated by commas. Change it to use a registry other than the one on this machine.";

    public static final String REGISTRY_AUTO_REGISTER_CONFIG = "schema.registry.auto.register";
    private static final String REGISTRY_AUTO_REGISTER_DOC =
            "Whether applications register their schemas at start. Switch it off where a release process registers them: they then only verify.";

    public static final String CLOCK_CONFIG = "clock";
    private static final String CLOCK_DOC =
            "What 'now' is: 'wall' is the time of day (production); 'event' is the furthest event time seen (replays, tests, the demo).";

    public static final String PARTITIONS_CONFIG = "partitions";
    private static final String PARTITIONS_DOC =
            "Partitions of every topic. Raise it before the first start to spread the work over more tasks; it cannot change later without moving state.";

    public static final String REPLICATION_FACTOR_CONFIG = "replication.factor";
    private static final String REPLICATION_FACTOR_DOC =
            "Copies of each partition when topics are created; min.insync.replicas is one less (at least 1). Set 3 on a production cluster.";

    public static final String MOVEMENTS_RETENTION_CONFIG = "movements.retention";
    private static final String MOVEMENTS_RETENTION_DOC =
            "How long the brokers keep movements, from which history can be recounted. The default is what the calendar shows and compares with; 16,000 trains a year are some hundred MB. Raise it with processor.calendar.years; shorten it only where no recount is wanted.";

    public static final String PUBLISHERS_FILE_CONFIG = "publishers.file";
    private static final String PUBLISHERS_FILE_DOC =
            "CSV file with the header 'publisher,facilities' that adds to the built-in publisher catalogue. It is read every 2 s, and a change counts once two reads have found it, so that a publisher can be added without a restart. Write to another file and rename it.";

    public static final String PORTS_FILE_CONFIG = "ports.file";
    private static final String PORTS_FILE_DOC =
            "CSV file with the header of the built-in port catalogue that adds facilities to it or replaces them. Set it to name a border port or give a place its zone.";

    /** Prefix of properties handed to every Kafka client as they are, e.g. {@code kafka.security.protocol}. */
    public static final String KAFKA_PREFIX = "kafka.";

    private CommonSettings() {}

    /** A new definition that holds the common settings, for an application to add its own to. */
    public static ConfigDef definition() {
        return new ConfigDef()
                .define(
                        BOOTSTRAP_SERVERS_CONFIG,
                        ConfigDef.Type.STRING,
                        "127.0.0.1:9092",
                        Importance.HIGH,
                        BOOTSTRAP_SERVERS_DOC)
                .define(
                        SCHEMA_REGISTRY_URL_CONFIG,
                        ConfigDef.Type.STRING,
                        "http://127.0.0.1:8081",
                        Importance.HIGH,
                        SCHEMA_REGISTRY_URL_DOC)
                .define(
                        REGISTRY_AUTO_REGISTER_CONFIG,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        REGISTRY_AUTO_REGISTER_DOC)
                .define(
                        CLOCK_CONFIG,
                        ConfigDef.Type.STRING,
                        "wall",
                        ValidString.in("wall", "event"),
                        Importance.HIGH,
                        CLOCK_DOC)
                .define(
                        PARTITIONS_CONFIG,
                        ConfigDef.Type.INT,
                        4,
                        Range.between(1, 10_000),
                        Importance.MEDIUM,
                        PARTITIONS_DOC)
                .define(
                        REPLICATION_FACTOR_CONFIG,
                        ConfigDef.Type.SHORT,
                        (short) 1,
                        Range.between(1, 9),
                        Importance.MEDIUM,
                        REPLICATION_FACTOR_DOC)
                .define(
                        MOVEMENTS_RETENTION_CONFIG,
                        ConfigDef.Type.STRING,
                        "1860d",
                        Durations.between("1d", "36500d"),
                        Importance.MEDIUM,
                        MOVEMENTS_RETENTION_DOC)
                .define(PUBLISHERS_FILE_CONFIG, ConfigDef.Type.STRING, "", Importance.LOW, PUBLISHERS_FILE_DOC)
                .define(PORTS_FILE_CONFIG, ConfigDef.Type.STRING, "", Importance.LOW, PORTS_FILE_DOC);
    }
}
