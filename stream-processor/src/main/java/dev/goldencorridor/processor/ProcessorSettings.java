package dev.goldencorridor.processor;

import dev.goldencorridor.processor.aggregation.CombinePlan;
import dev.goldencorridor.processor.aggregation.RollingPlan;
import dev.goldencorridor.processor.aggregation.RollingProcessor;
import dev.goldencorridor.processor.alerts.DelayPlan;
import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.state.EarlyCommitScheduler;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import dev.goldencorridor.runtime.monitoring.MonitoringSettings;
import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.tracing.TracingSettings;
import dev.goldencorridor.schemas.topics.ClusterCheck;
import java.time.Duration;
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
            "Name of the Kafka Streams application: its consumer group, and the prefix of its internal topics"
                    + " and transactional ids. It must end with a delimiter, because ACLs are granted by prefix. Change it"
                    + " to run a second pipeline beside the first.";

    public static final String INSTANCE_CONFIG = "processor.instance";
    private static final String INSTANCE_DOC =
            "Name of this instance within the application. A restarted instance first frees the partitions and ends"
                    + " the open transactions of its killed predecessor, so that others take them over at once. If"
                    + " empty, they wait until the session of the killed process ends. Two running instances must not"
                    + " have the same name.";

    public static final String STATE_DIR_CONFIG = "processor.state.dir";
    private static final String STATE_DIR_DOC =
            "Directory of the local state. The state can be restored from the brokers, but that takes time. Set"
                    + " it to a disk that survives restarts.";

    public static final String THREADS_CONFIG = "processor.threads";
    private static final String THREADS_DOC =
            "Number of stream threads of this instance. Raise it to the number of cores that the instance may"
                    + " use.";

    public static final String STANDBY_REPLICAS_CONFIG = "processor.standby.replicas";
    private static final String STANDBY_REPLICAS_DOC =
            "Number of standby copies of the state on other instances. 0 saves their memory and disk, but a"
                    + " failover then waits until the state is restored.";

    public static final String GUARANTEE_CONFIG = "processor.guarantee";
    private static final String GUARANTEE_DOC =
            "Processing guarantee. exactly_once_v2 counts each event once, also after a failure. at_least_once"
                    + " is fresher, but events in progress at a failure may be counted twice or not at all.";

    public static final String COMMIT_INTERVAL_CONFIG = "processor.commit.interval";
    private static final String COMMIT_INTERVAL_DOC =
            "Maximum time between two commits of a thread that is not behind; results become visible at a commit. It"
                    + " commits early, once a fifth of the interval has passed since its last commit. A thread that is"
                    + " behind takes five intervals, at most a second. Lower it for fresher results, raise it for less"
                    + " load on the brokers.";

    public static final String COMBINE_INTERVAL_CONFIG = "processor.combine.interval";
    private static final String COMBINE_INTERVAL_DOC =
            "How long a task adds up measurements of a minute before it forwards the sum. The task extends it"
                    + " where many dimensions change at once. Raise it to save traffic where one dimension changes very"
                    + " often.";

    public static final String PUBLISH_INTERVAL_CONFIG = "processor.publish.interval";
    private static final String PUBLISH_INTERVAL_DOC =
            "How often changed aggregates are emitted. The interval grows where many aggregates change at once."
                    + " Lower it for fresher results, raise it to save traffic.";

    public static final String WINDOWS_CONFIG = "processor.windows";
    private static final String WINDOWS_DOC =
            "Rolling windows, as ISO-8601 durations of whole minutes, separated by commas. Each window costs"
                    + " memory for each dimension, and panes are kept for twice its length. A longer window fills as time"
                    + " passes; 'corridor reset' fills it at once.";

    public static final String REGISTRY_PATIENCE_CONFIG = "processor.registry.patience";
    private static final String REGISTRY_PATIENCE_DOC =
            "How long one attempt waits for a schema registry that is unavailable. Each retry is logged. After"
                    + " that the thread restarts and waits again; no event is lost. Raise it for fewer restarts during an"
                    + " outage.";

    @Limit(
            scope = Scope.MOVEMENT,
            of = "the wait for a schema id that the registry does not have",
            beyond = "`UNKNOWN_SCHEMA`",
            reason = "The nodes of a registry may lag behind each other. Other records do not wait.")
    public static final String SCHEMA_GRACE_CONFIG = "processor.schema.grace";

    private static final String SCHEMA_GRACE_DOC =
            "How long a record waits for a schema id that the registry does not have yet. Then the record is"
                    + " rejected. Other records do not wait. Raise it where the nodes of the registry replicate slowly.";

    public static final String CLOCK_MAX_JUMP_CONFIG = "processor.clock.max.jump";
    private static final String CLOCK_MAX_JUMP_DOC =
            "How far an event may be ahead of the event clock and still advance it at once. After a larger jump the"
                    + " clock waits until events of six runs confirm it, so that one wrong time moves no other figures."
                    + " Raise it where trains run more than a week apart. Lower it where many times are wrong. It has no"
                    + " effect with clock=wall.";

    public static final String CLOSE_TIMEOUT_CONFIG = "processor.close.timeout";
    private static final String CLOSE_TIMEOUT_DOC =
            "Maximum time of an orderly stop. Unfinished work is then abandoned and done again after the next"
                    + " start. Raise it where a stop takes longer.";

    private ProcessorSettings() {}

    /** The definitions of all settings of the stream-processor. */
    public static ConfigDef definition() {
        ConfigDef definition = StatusSettings.defineIn(RunSettings.defineIn(DelaySettings.defineIn(
                ClusterCheck.defineIn(MonitoringSettings.defineIn(CommonSettings.definition(Principals.PROCESSOR))))));
        TracingSettings.defineIn(definition);
        CalendarSettings.defineIn(definition);
        defineApplication(definition);
        defineAggregation(definition);
        defineTimeLimits(definition);
        return definition;
    }

    private static void defineApplication(ConfigDef definition) {
        definition
                .define(
                        APPLICATION_ID_CONFIG,
                        ConfigDef.Type.STRING,
                        "corridor-processor.",
                        new NonEmptyString(),
                        Importance.HIGH,
                        APPLICATION_ID_DOC)
                .define(INSTANCE_CONFIG, ConfigDef.Type.STRING, "", Importance.LOW, INSTANCE_DOC)
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
                        COMMIT_INTERVAL_DOC);
    }

    private static void defineAggregation(ConfigDef definition) {
        definition
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
                        WINDOWS_DOC);
    }

    private static void defineTimeLimits(ConfigDef definition) {
        definition
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
                        CLOCK_MAX_JUMP_CONFIG,
                        ConfigDef.Type.STRING,
                        "7d",
                        Durations.between("1h", "36500d"),
                        Importance.LOW,
                        CLOCK_MAX_JUMP_DOC)
                .define(
                        CLOSE_TIMEOUT_CONFIG,
                        ConfigDef.Type.STRING,
                        "8s",
                        Durations.between("1s", "10m"),
                        Importance.LOW,
                        CLOSE_TIMEOUT_DOC);
    }

    static RollingPlan rollingPlan(Settings settings) {
        return new RollingPlan(
                windows(WINDOWS_CONFIG, settings.string(WINDOWS_CONFIG)),
                CalendarSettings.calendar(settings),
                settings.integer(CalendarSettings.CALENDAR_YEARS_CONFIG),
                isEventClock(settings),
                settings.duration(PUBLISH_INTERVAL_CONFIG),
                settings.duration(CalendarSettings.CALENDAR_INTERVAL_CONFIG),
                settings.duration(CalendarSettings.CALENDAR_HOURS_CONFIG).toHours());
    }

    /** The intervals of the sums. With the time of day, a watermark only shows how old the events are. */
    static CombinePlan combinePlan(Settings settings) {
        return new CombinePlan(
                settings.duration(COMBINE_INTERVAL_CONFIG),
                isEventClock(settings) ? Duration.ZERO : RollingProcessor.CLOCK_INTERVAL);
    }

    /** The scheduler that all tasks of the process share. */
    static EarlyCommitScheduler earlyCommits(Settings settings) {
        return new EarlyCommitScheduler(
                isTransactional(settings), settings.duration(COMMIT_INTERVAL_CONFIG), System::nanoTime);
    }

    static boolean isTransactional(Settings settings) {
        return settings.string(GUARANTEE_CONFIG).equals("exactly_once_v2");
    }

    /** The configuration of the alerts. */
    public static DelayPlan delayPlan(Settings settings, TaskHeap heap) {
        return DelaySettings.plan(settings, isEventClock(settings), heap);
    }

    static RunProcessor.ClockMode clockMode(Settings settings) {
        return new RunProcessor.ClockMode(isEventClock(settings), settings.duration(CLOCK_MAX_JUMP_CONFIG));
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
