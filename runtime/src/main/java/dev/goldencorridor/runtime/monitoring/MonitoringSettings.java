package dev.goldencorridor.runtime.monitoring;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the endpoint for metrics and health, which each long-running application has. */
public final class MonitoringSettings {
    public static final String PORT_CONFIG = "metrics.port";
    /** The value of {@link #PORT_CONFIG} that chooses a free port. */
    static final String AUTO = "auto";

    private static final String PORT_DOC =
            "Port of the HTTP endpoint with /metrics, /health/live, /health/ready and /info. 'auto' is the usual port"
                    + " of the application: 9640 for up and demo, 9641 process, 9642 sink, 9643 alerts, 9644 board. If"
                    + " it is in use, 10 is added until a port is free. Set a number where a scraper or a probe needs"
                    + " a fixed port: a port in use is then an error. 0 turns the endpoint off.";

    public static final String HOST_CONFIG = "metrics.host";
    private static final String HOST_DOC =
            "Address on which the endpoint for metrics and health listens. By default only this machine can connect."
                    + " The endpoint has neither encryption nor passwords. Set it to 0.0.0.0 in a container, whose"
                    + " network limits who may connect.";

    private static final int MAX_PORT = 65_535;

    private MonitoringSettings() {}

    /** Adds the settings to the definition of an application. */
    public static ConfigDef defineIn(ConfigDef definition) {
        return definition
                .define(
                        PORT_CONFIG,
                        ConfigDef.Type.STRING,
                        AUTO,
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> requirePort(name, (String) value), () -> "auto, or a port"),
                        Importance.MEDIUM,
                        PORT_DOC)
                .define(
                        HOST_CONFIG,
                        ConfigDef.Type.STRING,
                        "127.0.0.1",
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        HOST_DOC);
    }

    private static void requirePort(String name, String value) {
        if (value.equals(AUTO)) {
            return;
        }
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= MAX_PORT) {
                return;
            }
        } catch (NumberFormatException e) {
            // The exception below names the fault.
        }
        throw new ConfigException(name, value, "it must be auto, 0 for off, or a port up to " + MAX_PORT);
    }
}
