package dev.goldencorridor.processor;

import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.DelayPlan;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the stream-processor: the common ones, {@code processor.*} and {@code delays.*}. */
public final class ProcessorSettings {
    public static final String APPLICATION_ID_CONFIG = "processor.application.id";
    private static final String APPLICATION_ID_DOC =
            "Name of the streams application: its consumer group, and how its internal topics and transactional ids begin."
                    + " It ends with a delimiter, since ACLs are granted by prefix. Change it to run a second one beside the first.";

    public static final String STATE_DIR_CONFIG = "processor.state.dir";
    private static final String STATE_DIR_DOC =
            "Directory for local state. What is in it can be restored from the brokers, but that takes time: give it a disk that survives restarts.";

    public static final String THREADS_CONFIG = "processor.threads";
    private static final String THREADS_DOC =
            "Stream threads of this instance. Raise it to the number of cores that the instance may use.";

    public static final String STANDBY_REPLICAS_CONFIG = "processor.standby.replicas";
    private static final String STANDBY_REPLICAS_DOC =
            "Copies of the state that other instances keep warm. 0 saves their memory and makes a failover wait for the restore.";

    public static final String GUARANTEE_CONFIG = "processor.guarantee";
    private static final String GUARANTEE_DOC =
            "exactly_once_v2 counts each event once whatever fails; at_least_once is fresher, but what was under way at a failure may be counted twice or not at all.";

    public static final String COMMIT_INTERVAL_CONFIG = "processor.commit.interval";
    private static final String COMMIT_INTERVAL_DOC =
            "How long results of a transaction are held back at most; a thread that keeps up commits what its tasks have told as soon as a fifth of this has passed since its last commit. Shorter is fresher; longer costs the brokers less.";

    public static final String COMBINE_INTERVAL_CONFIG = "processor.combine.interval";
    private static final String COMBINE_INTERVAL_DOC =
            "How long a task adds up changes of a minute before it passes their sum on; longer by itself where many dimensions change at once. Longer saves traffic where one dimension is hot.";

    public static final String PUBLISH_INTERVAL_CONFIG = "processor.publish.interval";
    private static final String PUBLISH_INTERVAL_DOC =
            "How often changed aggregates are published; less often by itself where many change at once. Longer saves traffic, shorter is fresher.";

    public static final String WINDOWS_CONFIG = "processor.windows";
    private static final String WINDOWS_DOC =
            "Rolling windows as ISO-8601 durations of whole minutes, separated by commas. Each costs memory per dimension and keeps panes for twice its length. Longer windows fill as time passes; 'corridor reset' fills them at once.";

    public static final String CALENDAR_CONFIG = "processor.calendar";
    private static final String CALENDAR_DOC =
            "What a day is. railway: China's railway statistics, 18:01 to 18:00 Beijing time; civil: midnight to midnight in Beijing. After a change run 'corridor reset', so that all days are counted alike.";

    public static final String CALENDAR_INTERVAL_CONFIG = "processor.calendar.interval";
    private static final String CALENDAR_INTERVAL_DOC =
            "How often changed calendar periods are published. They are longer than windows, with what trips carried: shorter is fresher, and costs traffic.";

    public static final String CALENDAR_YEARS_CONFIG = "processor.calendar.years";
    private static final String CALENDAR_YEARS_DOC =
            "Full calendar years told of before the current one; one more is kept to compare with. More lets late reports reopen older periods and costs disk for each day of each dimension.";

    public static final String REGISTRY_PATIENCE_CONFIG = "processor.registry.patience";
    private static final String REGISTRY_PATIENCE_DOC =
            "How long one attempt waits for a schema registry that is away, with a line in the log for each try. After that the thread starts afresh and waits on; nothing is lost either way.";

    public static final String SCHEMA_GRACE_CONFIG = "processor.schema.grace";
    private static final String SCHEMA_GRACE_DOC =
            "How long a record waits for a schema id that the registry does not know yet, before it is rejected; others are not held up. Raise it where the registry has nodes that are longer behind each other.";

    public static final String CLOSE_TIMEOUT_CONFIG = "processor.close.timeout";
    private static final String CLOSE_TIMEOUT_DOC =
            "How long an orderly stop may take before what is left is abandoned (and done again after the next start).";

    private ProcessorSettings() {}

    /** What the stream-processor declares. */
    public static ConfigDef definition() {
        return JourneySettings.defineIn(DelaySettings.defineIn(CommonSettings.definition()))
                .define(
                        APPLICATION_ID_CONFIG,
                        ConfigDef.Type.STRING,
                        "corridor-processor.",
                        new NonEmptyString(),
                        Importance.HIGH,
                        APPLICATION_ID_DOC)
                .define(
                        STATE_DIR_CONFIG,
                        ConfigDef.Type.STRING,
                        "state",
                        new NonEmptyString(),
                        Importance.HIGH,
                        STATE_DIR_DOC)
                .define(THREADS_CONFIG, ConfigDef.Type.INT, 2, Range.between(1, 256), Importance.HIGH, THREADS_DOC)
                .define(
                        STANDBY_REPLICAS_CONFIG,
                        ConfigDef.Type.INT,
                        1,
                        Range.between(0, 8),
                        Importance.MEDIUM,
                        STANDBY_REPLICAS_DOC)
                .define(
                        GUARANTEE_CONFIG,
                        ConfigDef.Type.STRING,
                        "exactly_once_v2",
                        ValidString.in("exactly_once_v2", "at_least_once"),
                        Importance.HIGH,
                        GUARANTEE_DOC)
                .define(
                        COMMIT_INTERVAL_CONFIG,
                        ConfigDef.Type.STRING,
                        "100ms",
                        Durations.between("10ms", "60s"),
                        Importance.MEDIUM,
                        COMMIT_INTERVAL_DOC)
                .define(
                        COMBINE_INTERVAL_CONFIG,
                        ConfigDef.Type.STRING,
                        "10ms",
                        Durations.between("1ms", "10s"),
                        Importance.LOW,
                        COMBINE_INTERVAL_DOC)
                .define(
                        PUBLISH_INTERVAL_CONFIG,
                        ConfigDef.Type.STRING,
                        "10ms",
                        Durations.between("1ms", "10s"),
                        Importance.LOW,
                        PUBLISH_INTERVAL_DOC)
                .define(
                        WINDOWS_CONFIG,
                        ConfigDef.Type.STRING,
                        "PT1H,PT24H,P7D,P30D",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> windows(name, (String) value), () -> "ISO-8601 durations"),
                        Importance.MEDIUM,
                        WINDOWS_DOC)
                .define(
                        CALENDAR_CONFIG,
                        ConfigDef.Type.STRING,
                        "railway",
                        ValidString.in("railway", "civil"),
                        Importance.MEDIUM,
                        CALENDAR_DOC)
                .define(
                        CALENDAR_INTERVAL_CONFIG,
                        ConfigDef.Type.STRING,
                        "1s",
                        Durations.between("1ms", "60s"),
                        Importance.LOW,
                        CALENDAR_INTERVAL_DOC)
                .define(
                        CALENDAR_YEARS_CONFIG,
                        ConfigDef.Type.INT,
                        3,
                        Range.between(1, 20),
                        Importance.LOW,
                        CALENDAR_YEARS_DOC)
                .define(
                        REGISTRY_PATIENCE_CONFIG,
                        ConfigDef.Type.STRING,
                        "60s",
                        Durations.between("1s", "4m"),
                        Importance.LOW,
                        REGISTRY_PATIENCE_DOC)
                .define(
                        SCHEMA_GRACE_CONFIG,
                        ConfigDef.Type.STRING,
                        "30s",
                        Durations.between("0ms", "10m"),
                        Importance.LOW,
                        SCHEMA_GRACE_DOC)
                .define(
                        CLOSE_TIMEOUT_CONFIG,
                        ConfigDef.Type.STRING,
                        "8s",
                        Durations.between("1s", "10m"),
                        Importance.LOW,
                        CLOSE_TIMEOUT_DOC);
    }

    static RollingProcessor.Plan plan(Settings settings) {
        return new RollingProcessor.Plan(
                windows(WINDOWS_CONFIG, settings.string(WINDOWS_CONFIG)),
                calendar(settings),
                settings.integer(CALENDAR_YEARS_CONFIG),
                isEventClock(settings),
                settings.duration(PUBLISH_INTERVAL_CONFIG),
                settings.duration(CALENDAR_INTERVAL_CONFIG));
    }

    /** For all tasks. */
    static EarlyCommitScheduler earlyCommits(Settings settings) {
        return new EarlyCommitScheduler(
                settings.string(GUARANTEE_CONFIG).equals("exactly_once_v2"),
                settings.duration(COMMIT_INTERVAL_CONFIG),
                System::nanoTime);
    }

    /** How delays are watched for. */
    public static DelayPlan delayPlan(Settings settings) {
        return DelaySettings.plan(settings, isEventClock(settings));
    }

    /** What a day is. */
    public static CorridorCalendar calendar(Settings settings) {
        return settings.string(CALENDAR_CONFIG).equals("civil") ? CorridorCalendar.CIVIL : CorridorCalendar.RAILWAY;
    }

    static boolean isEventClock(Settings settings) {
        return settings.string(CommonSettings.CLOCK_CONFIG).equals("event");
    }

    static List<Window> windows(String name, String value) {
        try {
            return Arrays.stream(value.split(","))
                    .map(String::trim)
                    .map(Window::of)
                    .toList();
        } catch (RuntimeException e) {
            throw new ConfigException(name, value, e.getMessage());
        }
    }
}
