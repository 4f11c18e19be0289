package dev.goldencorridor.runtime.settings;

import dev.goldencorridor.runtime.security.Credentials;
import dev.goldencorridor.runtime.security.Principals;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * The settings that all applications of the corridor share. Each application adds its own to {@link #definition()}.
 */
public final class CommonSettings {
    public static final String BOOTSTRAP_SERVERS_CONFIG = "bootstrap.servers";
    private static final String BOOTSTRAP_SERVERS_DOC =
            "The brokers to connect to first, as host:port, separated by commas. Change it to use a cluster"
                    + " other than the one on this machine.";

    public static final String SCHEMA_REGISTRY_URL_CONFIG = "schema.registry.url";
    private static final String SCHEMA_REGISTRY_URL_DOC =
            "Base address of a schema registry with Confluent's API. Several addresses are separated by commas."
                    + " Change it to use a registry other than the one on this machine.";

    public static final String REGISTRY_AUTO_REGISTER_CONFIG = "schema.registry.auto.register";
    private static final String REGISTRY_AUTO_REGISTER_DOC =
            "Whether applications register their schemas at start. Set it to false where a release process"
                    + " registers them; applications then only verify.";

    public static final String CLOCK_CONFIG = "clock";
    private static final String CLOCK_DOC =
            "The pipeline's clock. 'wall' is the time of day, for production. 'event' is the furthest event time"
                    + " received, for replays, tests and the demo.";

    public static final String PARTITIONS_CONFIG = "partitions";
    private static final String PARTITIONS_DOC =
            "Number of partitions of every topic. Raise it before the first start to spread the work over more"
                    + " tasks. It cannot be changed later without moving state.";

    public static final String REPLICATION_FACTOR_CONFIG = "replication.factor";
    private static final String REPLICATION_FACTOR_DOC =
            "Number of copies of each partition of a new topic. min.insync.replicas is one less, but at least 1."
                    + " Set it to 3 on a production cluster, so that the loss of a broker loses no data.";

    public static final String MOVEMENTS_RETENTION_CONFIG = "movements.retention";
    private static final String MOVEMENTS_RETENTION_DOC =
            "How long the brokers keep movements. History can be recounted from them. The default covers all"
                    + " calendar years that are published or compared with; 16,000 trains a year take some hundred MB."
                    + " Raise it together with processor.calendar.years. Lower it only if you never need a recount.";

    public static final String PUBLISHERS_FILE_CONFIG = "publishers.file";
    private static final String PUBLISHERS_FILE_DOC =
            "CSV file with the header 'publisher,facilities' that extends the built-in publisher catalogue. Set"
                    + " it to add a publisher or its facilities. The file is read every 2 s, without a restart; a change"
                    + " takes effect when two reads have found the same content. To change it, write another file and"
                    + " rename it.";

    public static final String PORTS_FILE_CONFIG = "ports.file";
    private static final String PORTS_FILE_DOC =
            "CSV file with the header of the built-in port catalogue. Its rows add facilities or replace"
                    + " built-in ones. Set it to declare a border port or to give a facility its time zone.";

    public static final String CREDENTIALS_DIR_CONFIG = "credentials.dir";
    private static final String CREDENTIALS_DIR_DOC =
            "Directory with the files that authenticate programs: ca.pem (the trusted authorities), NAME.pem"
                    + " (private key and certificates of principal NAME), NAME.password. Clients read changed files at"
                    + " their next connection. Set it for a cluster with authentication. Empty: connections are as the"
                    + " settings kafka.* say.";

    public static final String CREDENTIALS_NAME_CONFIG = "credentials.name";
    private static final String CREDENTIALS_NAME_DOC =
            "The principal whose files in credentials.dir are used. By default each program has its own name:"
                    + " corridor-processor, corridor-sink, corridor-alerts, corridor-board, corridor-rejects,"
                    + " corridor-reset, corridor-operator, and publisher-NAME for each publisher. Set it where certificates have"
                    + " other names.";

    public static final String CREDENTIALS_MECHANISM_CONFIG = "credentials.mechanism";
    private static final String CREDENTIALS_MECHANISM_DOC =
            "How programs authenticate to the brokers. TLS: with the certificate. SCRAM: with user and password,"
                    + " by SCRAM-SHA-512. Both connections are encrypted. Set it to SCRAM where the brokers have no"
                    + " client certificates.";

    public static final String PLAINTEXT_PERMITTED_CONFIG = "plaintext.permitted";
    private static final String PLAINTEXT_PERMITTED_DOC =
            "Whether connections to brokers and registry on other machines may be without encryption. Set it to true"
                    + " in a network that nobody else can enter, such as that of a container. Connections on this"
                    + " machine need no permission.";

    public static final String SECRETS_DIRS_CONFIG = "secrets.dirs";
    private static final String SECRETS_DIRS_DOC =
            "Directories, separated by commas, whose files may be values of settings: ${file:PATH:NAME} is a property"
                    + " of a properties file, ${dir:DIRECTORY:FILE} the content of a file. Set it to where your"
                    + " secrets are mounted. Empty: no such value is resolved.";

    public static final String PUBLISHER_QUOTA_BYTES_CONFIG = "quota.publisher.bytes";
    private static final String PUBLISHER_QUOTA_BYTES_DOC =
            "How many bytes a second each publisher may send to each broker; 'acls' sets it as Kafka's quota"
                    + " producer_byte_rate. A faster publisher is slowed down. The default is some 10,000 events a"
                    + " second. Raise it for a publisher that sends its history again.";

    public static final String PUBLISHER_QUOTA_REQUESTS_CONFIG = "quota.publisher.requests";
    private static final String PUBLISHER_QUOTA_REQUESTS_DOC =
            "How much of a broker's threads the requests of each publisher may use, in percent of one thread;"
                    + " 'acls' sets it as Kafka's quota request_percentage. Lower it on small brokers.";

    public static final String READERS_CONFIG = "access.readers";
    private static final String READERS_DOC =
            "Readers of the results that are no programs of the corridor; 'acls' lets each read its topics. Each has a"
                    + " name, a colon and its topics, separated by commas: 'ops' is all of ops.*, 'delays' all of"
                    + " delays.*, and a name such as delays.khorgos is one topic. Semicolons separate readers. Add one"
                    + " for each team or system that reads.";

    /** Prefix of properties that every Kafka client receives unchanged, e.g. {@code kafka.security.protocol}. */
    public static final String KAFKA_PREFIX = "kafka.";

    private CommonSettings() {}

    /** The common settings of the tools of operators. */
    public static ConfigDef definition() {
        return definition(Principals.OPERATOR);
    }

    /**
     * A new definition with the common settings, to which an application adds its own.
     *
     * @param principal by default the application authenticates by this name
     */
    public static ConfigDef definition(String principal) {
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
                .define(PORTS_FILE_CONFIG, ConfigDef.Type.STRING, "", Importance.LOW, PORTS_FILE_DOC)
                .define(CREDENTIALS_DIR_CONFIG, ConfigDef.Type.STRING, "", Importance.MEDIUM, CREDENTIALS_DIR_DOC)
                .define(
                        PLAINTEXT_PERMITTED_CONFIG,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        PLAINTEXT_PERMITTED_DOC)
                .define(SECRETS_DIRS_CONFIG, ConfigDef.Type.STRING, "", Importance.LOW, SECRETS_DIRS_DOC)
                .define(
                        PUBLISHER_QUOTA_BYTES_CONFIG,
                        ConfigDef.Type.LONG,
                        4L << 20,
                        Range.between(1_024, 1L << 40),
                        Importance.LOW,
                        PUBLISHER_QUOTA_BYTES_DOC)
                .define(
                        PUBLISHER_QUOTA_REQUESTS_CONFIG,
                        ConfigDef.Type.INT,
                        100,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        PUBLISHER_QUOTA_REQUESTS_DOC)
                .define(
                        READERS_CONFIG,
                        ConfigDef.Type.STRING,
                        "operations:ops,delays;alerting:delays",
                        Importance.LOW,
                        READERS_DOC)
                .define(CREDENTIALS_NAME_CONFIG, ConfigDef.Type.STRING, principal, Importance.LOW, CREDENTIALS_NAME_DOC)
                .define(
                        CREDENTIALS_MECHANISM_CONFIG,
                        ConfigDef.Type.STRING,
                        Credentials.Mechanism.TLS.name(),
                        ValidString.in(Credentials.Mechanism.TLS.name(), Credentials.Mechanism.SCRAM.name()),
                        Importance.LOW,
                        CREDENTIALS_MECHANISM_DOC);
    }
}
