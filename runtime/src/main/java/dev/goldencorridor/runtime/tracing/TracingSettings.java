package dev.goldencorridor.runtime.tracing;

import java.net.URI;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The settings of spans, which each application on the way of an event has. */
public final class TracingSettings {
    public static final String ENDPOINT_CONFIG = "traces.endpoint";
    private static final String ENDPOINT_DOC =
            "Address of a collector that takes OpenTelemetry spans as OTLP over HTTP, for example"
                    + " http://127.0.0.1:4318/v1/traces. If it is empty, no span is recorded. Set it to see in which"
                    + " step an event spends its time.";

    public static final String SAMPLING_CONFIG = "traces.sampling";
    private static final String SAMPLING_DOC =
            "Share of the traces that begin in this application and are recorded, from 0 to 1. An event with a"
                    + " traceparent keeps the decision of its publisher, the flag 'sampled'. Lower it for a replay,"
                    + " or if the collector cannot take all spans.";

    private TracingSettings() {}

    /** Adds the settings to the definition of an application. */
    public static ConfigDef defineIn(ConfigDef definition) {
        return definition
                .define(
                        ENDPOINT_CONFIG,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> requireUrl(name, (String) value), () -> "empty, or a URL"),
                        Importance.LOW,
                        ENDPOINT_DOC)
                .define(
                        SAMPLING_CONFIG,
                        ConfigDef.Type.DOUBLE,
                        1.0,
                        Range.between(0.0, 1.0),
                        Importance.LOW,
                        SAMPLING_DOC);
    }

    private static void requireUrl(String name, String value) {
        if (!value.isEmpty() && !isUrl(value)) {
            throw new ConfigException(
                    name, value, "it must be empty for no spans, or a URL such as http://127.0.0.1:4318/v1/traces");
        }
    }

    private static boolean isUrl(String value) {
        try {
            URI url = URI.create(value);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            return isHttp && url.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
