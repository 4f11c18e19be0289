package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.monitoring.MonitoringSettings;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.tracing.TracingSettings;
import dev.goldencorridor.schemas.topics.ClusterCheck;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;

/** The settings of the alert bridge, in addition to the common ones. */
public final class AlertSettings {
    public static final String TO_CONFIG = "alerts.to";
    private static final String TO_DOC =
            "Targets of the alerts: alertmanager=URL or webhook=URL, separated by commas. The option --to has"
                    + " the same effect. Targets are independent: a slow one does not delay the others.";

    public static final String TOPICS_CONFIG = "alerts.topics";
    private static final String TOPICS_DOC =
            "Topics to read, separated by commas. A name that ends with * selects all topics with that prefix,"
                    + " except delays.critical, whose alerts are also in the other topics. Set it to delays.critical to"
                    + " forward only critical alerts.";

    public static final String GROUP_CONFIG = "alerts.group";
    private static final String GROUP_DOC =
            "Prefix of the webhooks' consumer groups. Each webhook has its own group, named after its address."
                    + " Under a new name, every alert that the topics hold is sent again.";

    public static final String RESEND_INTERVAL_CONFIG = "alerts.resend.interval";
    private static final String RESEND_INTERVAL_DOC =
            "How often a firing alert is sent to Alertmanager again. Alertmanager resolves an alert that it has"
                    + " not received for four intervals. Raise it to send less. Lower it so that a restarted Alertmanager"
                    + " is complete sooner.";

    public static final String REQUEST_TIMEOUT_CONFIG = "alerts.request.timeout";
    private static final String REQUEST_TIMEOUT_DOC =
            "How long a target may take to answer a request. Then the request is retried. Raise it for slow"
                    + " receivers.";

    public static final String BACKOFF_MIN_CONFIG = "alerts.backoff.shortest";
    private static final String BACKOFF_MIN_DOC =
            "Pause before the first retry after a target has failed. The pause doubles with each retry. Raise it"
                    + " to spare a target that is often overloaded.";

    public static final String BACKOFF_MAX_CONFIG = "alerts.backoff.longest";
    private static final String BACKOFF_MAX_DOC =
            "Maximum pause between two retries. Lower it to resume sooner after a long outage.";

    /**
     * An alert ends in Alertmanager after this many resend intervals without a repetition: three sends may get lost.
     */
    private static final int HOLD_INTERVALS = 4;

    private AlertSettings() {}

    /** All settings of the bridge. */
    public static ConfigDef definition() {
        return TracingSettings.defineIn(ClusterCheck.defineIn(
                        MonitoringSettings.defineIn(CommonSettings.definition(Principals.ALERTS))))
                .define(TO_CONFIG, ConfigDef.Type.STRING, "", Importance.HIGH, TO_DOC)
                .define(
                        TOPICS_CONFIG,
                        ConfigDef.Type.STRING,
                        "delays.*",
                        new NonEmptyString(),
                        Importance.HIGH,
                        TOPICS_DOC)
                .define(
                        GROUP_CONFIG,
                        ConfigDef.Type.STRING,
                        "corridor-alerts",
                        new NonEmptyString(),
                        Importance.MEDIUM,
                        GROUP_DOC)
                .define(
                        RESEND_INTERVAL_CONFIG,
                        ConfigDef.Type.STRING,
                        "1m",
                        Durations.between("100ms", "1h"),
                        Importance.MEDIUM,
                        RESEND_INTERVAL_DOC)
                .define(
                        REQUEST_TIMEOUT_CONFIG,
                        ConfigDef.Type.STRING,
                        "10s",
                        Durations.between("100ms", "5m"),
                        Importance.LOW,
                        REQUEST_TIMEOUT_DOC)
                .define(
                        BACKOFF_MIN_CONFIG,
                        ConfigDef.Type.STRING,
                        "500ms",
                        Durations.between("10ms", "1h"),
                        Importance.LOW,
                        BACKOFF_MIN_DOC)
                .define(
                        BACKOFF_MAX_CONFIG,
                        ConfigDef.Type.STRING,
                        "30s",
                        Durations.between("10ms", "1h"),
                        Importance.LOW,
                        BACKOFF_MAX_DOC);
    }

    /** How long Alertmanager keeps an alert firing that is not sent again. */
    static Duration hold(Settings settings) {
        return settings.duration(RESEND_INTERVAL_CONFIG).multipliedBy(HOLD_INTERVALS);
    }

    /**
     * Creates a backoff with the shortest and the longest pause of the settings.
     *
     * @throws SettingsException if the shortest pause is longer than the longest
     */
    static Backoff backoff(Settings settings) {
        Duration shortest = settings.duration(BACKOFF_MIN_CONFIG);
        Duration longest = settings.duration(BACKOFF_MAX_CONFIG);
        if (shortest.compareTo(longest) > 0) {
            throw new SettingsException(BACKOFF_MIN_CONFIG + " (" + settings.string(BACKOFF_MIN_CONFIG)
                    + ") is longer than " + BACKOFF_MAX_CONFIG + " (" + settings.string(BACKOFF_MAX_CONFIG)
                    + ")");
        }
        return new Backoff(shortest, longest);
    }
}
