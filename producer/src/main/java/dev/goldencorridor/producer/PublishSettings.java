package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.taf.TafSettings;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.TracingSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The settings of publishing. */
public final class PublishSettings {
    @Limit(
            scope = Scope.PROCESS,
            of = "the events of a publisher that are sent and not yet acknowledged",
            beyond = "publishing blocks",
            reason = "They are on the heap.")
    public static final String MAX_IN_FLIGHT_CONFIG = "publish.max.in.flight";

    private static final String MAX_IN_FLIGHT_DOC =
            "Maximum number of events that are sent and not yet acknowledged. Publishing waits while this number"
                    + " is reached. Lower it to limit memory, raise it for more throughput on a slow link.";

    @Limit(
            scope = Scope.PROCESS,
            of = "the time that one call to publish blocks",
            beyond = "the call fails",
            reason = "A caller must learn of an outage.")
    public static final String MAX_BLOCK_CONFIG = "publish.max.block";

    private static final String MAX_BLOCK_DOC =
            "Maximum time that one call waits while publish.max.in.flight is reached, or for the topic's"
                    + " leaders. Then the call fails. Raise it to survive longer broker outages.";

    public static final String LINGER_CONFIG = "publish.linger";
    private static final String LINGER_DOC =
            "How long an event may wait for more events to share its batch. Lower it for latency, raise it for"
                    + " throughput.";

    public static final String COMPRESSION_CONFIG = "publish.compression";
    private static final String COMPRESSION_DOC =
            "Compression of batches. lz4 is fast, zstd makes smaller batches for slow links, none saves"
                    + " processor time.";

    public static final String DELIVERY_TIMEOUT_CONFIG = "publish.delivery.timeout";
    private static final String DELIVERY_TIMEOUT_DOC =
            "How long the publisher retries an event before the event's future fails. Raise it to survive longer"
                    + " broker outages.";

    public static final String CONNECT_TIMEOUT_CONFIG = "publish.connect.timeout";
    private static final String CONNECT_TIMEOUT_DOC =
            "How long to wait at start until a broker confirms that the topic exists. Raise it on a slow link.";

    public static final String REGISTRY_PATIENCE_CONFIG = "publish.registry.patience";
    private static final String REGISTRY_PATIENCE_DOC =
            "How long a call waits for a schema registry that is unavailable. Then the call fails. Raise it to"
                    + " survive longer outages.";

    private PublishSettings() {}

    /** The common settings and those of publishing. */
    public static ConfigDef definition() {
        // Each publisher has a principal of its own, so there is no default.
        ConfigDef definition = TracingSettings.defineIn(CommonSettings.definition(""))
                .define(
                        MAX_IN_FLIGHT_CONFIG,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(1, 1_000_000),
                        Importance.MEDIUM,
                        MAX_IN_FLIGHT_DOC)
                .define(
                        MAX_BLOCK_CONFIG,
                        ConfigDef.Type.STRING,
                        "60s",
                        Durations.between("1ms", "1d"),
                        Importance.MEDIUM,
                        MAX_BLOCK_DOC)
                .define(
                        LINGER_CONFIG,
                        ConfigDef.Type.STRING,
                        "20ms",
                        Durations.between("0ms", "10s"),
                        Importance.LOW,
                        LINGER_DOC)
                .define(
                        COMPRESSION_CONFIG,
                        ConfigDef.Type.STRING,
                        "lz4",
                        ValidString.in("none", "gzip", "snappy", "lz4", "zstd"),
                        Importance.LOW,
                        COMPRESSION_DOC)
                .define(
                        DELIVERY_TIMEOUT_CONFIG,
                        ConfigDef.Type.STRING,
                        "2m",
                        Durations.between("1s", "1d"),
                        Importance.MEDIUM,
                        DELIVERY_TIMEOUT_DOC)
                .define(
                        CONNECT_TIMEOUT_CONFIG,
                        ConfigDef.Type.STRING,
                        "10s",
                        Durations.between("100ms", "10m"),
                        Importance.LOW,
                        CONNECT_TIMEOUT_DOC)
                .define(
                        REGISTRY_PATIENCE_CONFIG,
                        ConfigDef.Type.STRING,
                        "60s",
                        Durations.between("0ms", "1d"),
                        Importance.LOW,
                        REGISTRY_PATIENCE_DOC);
        return TafSettings.addTo(definition);
    }

    /**
     * The properties of Kafka's producer. Settings {@code kafka.*} override the others, except those that ensure
     * durability.
     */
    static Map<String, Object> producer(Settings settings) {
        Duration linger = settings.duration(LINGER_CONFIG);
        Duration delivery = settings.duration(DELIVERY_TIMEOUT_CONFIG);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 16);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.string(COMPRESSION_CONFIG));
        properties.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                settings.duration(MAX_BLOCK_CONFIG).toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) delivery.toMillis());
        // Kafka requires that linger and one request fit into the delivery time.
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                Math.max(100, Math.min(30_000, delivery.minus(linger).toMillis())));
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "corridor-publisher");
        properties.putAll(settings.kafkaClient());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }
}
