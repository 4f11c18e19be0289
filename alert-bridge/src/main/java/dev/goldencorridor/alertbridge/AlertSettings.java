package dev.goldencorridor.alertbridge;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;

/** The settings of the bridge to alerting services, on top of the common ones. */
public final class AlertSettings {
    public static final String TO_CONFIG = "alerts.to";
    private static final String TO_DOC =
            "Where alerts go: alertmanager=URL or webhook=URL, several separated by commas. The option --to says the same. Each target has its own pace.";

    public static final String TOPICS_CONFIG = "alerts.topics";
    private static final String TOPICS_DOC =
            "Topics to read, separated by commas; a name that ends with * stands for all that begin so, but for delays.critical, whose alerts are in the others too. Set delays.critical to pass on the worst alone.";

    public static final String GROUP_CONFIG = "alerts.group";
    private static final String GROUP_DOC =
            "What the consumer groups of webhooks begin with; each webhook has its own, named after its address. Under a new name every alert that the topics hold is sent again.";

    public static final String RESEND_INTERVAL_CONFIG = "alerts.resend.interval";
    private static final String RESEND_INTERVAL_DOC =
            "How often an alert that fires is sent to Alertmanager again. Alertmanager ends by itself what it has not heard of for four times as long. Raise it to send less; lower it to have a restarted Alertmanager know everything sooner.";

    public static final String REQUEST_TIMEOUT_CONFIG = "alerts.request.timeout";
    private static final String REQUEST_TIMEOUT_DOC =
            "How long a target may take to answer a request before it is tried again. Raise it for slow receivers.";

    public static final String BACKOFF_SHORTEST_CONFIG = "alerts.backoff.shortest";
    private static final String BACKOFF_SHORTEST_DOC =
            "First pause after a target that does not take alerts; it doubles with each try. Raise it to spare a target that is often overloaded.";

    public static final String BACKOFF_LONGEST_CONFIG = "alerts.backoff.longest";
    private static final String BACKOFF_LONGEST_DOC =
            "Longest pause between two tries. Lower it to be back sooner after a long outage.";

    /** Alertmanager is told that an alert ends after so many intervals without a word: three sends may get lost. */
    private static final int INTERVALS_HELD = 4;

    private AlertSettings() {}

    /** All settings of the bridge. */
    public static ConfigDef definition() {
        return CommonSettings.definition()
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
                        BACKOFF_SHORTEST_CONFIG,
                        ConfigDef.Type.STRING,
                        "500ms",
                        Durations.between("10ms", "1h"),
                        Importance.LOW,
                        BACKOFF_SHORTEST_DOC)
                .define(
                        BACKOFF_LONGEST_CONFIG,
                        ConfigDef.Type.STRING,
                        "30s",
                        Durations.between("10ms", "1h"),
                        Importance.LOW,
                        BACKOFF_LONGEST_DOC);
    }

    /** How long Alertmanager holds an alert that it hears nothing more of. */
    static Duration hold(Settings settings) {
        return settings.duration(RESEND_INTERVAL_CONFIG).multipliedBy(INTERVALS_HELD);
    }

    /**
     * A backoff within the bounds of the settings.
     *
     * @throws SettingsException if the shortest pause is longer than the longest
     */
    static Backoff backoff(Settings settings) {
        Duration shortest = settings.duration(BACKOFF_SHORTEST_CONFIG);
        Duration longest = settings.duration(BACKOFF_LONGEST_CONFIG);
        if (shortest.compareTo(longest) > 0) {
            throw new SettingsException(BACKOFF_SHORTEST_CONFIG + " (" + settings.string(BACKOFF_SHORTEST_CONFIG)
                    + ") is longer than " + BACKOFF_LONGEST_CONFIG + " (" + settings.string(BACKOFF_LONGEST_CONFIG)
                    + ")");
        }
        return new Backoff(shortest, longest);
    }
}
