package dev.goldencorridor.processor;

import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The settings that say what is kept of runs, and how much. */
public final class JourneySettings {
    public static final String JOURNEY_RETENTION_CONFIG = "processor.journey.retention";
    private static final String JOURNEY_RETENTION_DOC =
            "How long a run's reports are kept after its last event, and so how late a duplicate or a retraction may come. It is never less than the calendar can change (366 days for each of processor.calendar.years and for two more), nor than twice the longest window. Longer costs disk.";

    public static final String JOURNEY_OPEN_RETENTION_CONFIG = "processor.journey.open.retention";
    private static final String JOURNEY_OPEN_RETENTION_DOC =
            "How long after its last event a train counts as waiting at a port, and as late, where nothing more is reported of it. Its reports are kept longer. Shorten it where many releases or departures are never reported.";

    public static final String JOURNEY_MAX_REPORTS_CONFIG = "processor.journey.max.reports";
    private static final String JOURNEY_MAX_REPORTS_DOC =
            "Most reports of one run at one facility, of at most 2 MiB together; more go to the rejects. It bounds what one faulty publisher can cost. Raise it where trains are reported more often than that.";

    public static final String DIMENSIONS_PER_PUBLISHER_CONFIG = "processor.dimensions.per.publisher";
    private static final String DIMENSIONS_PER_PUBLISHER_DOC =
            "How many hubs and routes outside the port catalogue a task counts by their own names for each publisher; further ones count under OTHER. Each costs heap, disk and keys in the topics. Raise it where a publisher reports more real places.";

    public static final String DIMENSIONS_TOTAL_CONFIG = "processor.dimensions.total";
    private static final String DIMENSIONS_TOTAL_DOC =
            "How many hubs and routes outside the port catalogue a task counts by their own names for all publishers together; further ones count under OTHER. It bounds heap and disk. Raise it together with the heap.";

    public static final String JOURNEYS_READY_CONFIG = "processor.journeys.ready";
    private static final String JOURNEYS_READY_DOC =
            "How many runs each task has ready on the heap, at some 4 KB each, and how many journeys of runs with many places; others are read from the local store first. Raise it where more runs than that are under way at once.";

    private static final int DAYS_A_YEAR = 366;
    /** The current year, and the one before all others, which they are compared with. */
    private static final int YEARS_BESIDE = 2;

    private JourneySettings() {}

    static ConfigDef defineIn(ConfigDef definition) {
        return definition
                .define(
                        JOURNEY_RETENTION_CONFIG,
                        ConfigDef.Type.STRING,
                        "1860d",
                        Durations.between("1h", "9125d"),
                        Importance.MEDIUM,
                        JOURNEY_RETENTION_DOC)
                .define(
                        JOURNEY_OPEN_RETENTION_CONFIG,
                        ConfigDef.Type.STRING,
                        "90d",
                        Durations.between("1h", "3650d"),
                        Importance.MEDIUM,
                        JOURNEY_OPEN_RETENTION_DOC)
                .define(
                        JOURNEY_MAX_REPORTS_CONFIG,
                        ConfigDef.Type.INT,
                        500,
                        Range.between(10, 5_000),
                        Importance.LOW,
                        JOURNEY_MAX_REPORTS_DOC)
                .define(
                        DIMENSIONS_PER_PUBLISHER_CONFIG,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(0, 1_000_000),
                        Importance.MEDIUM,
                        DIMENSIONS_PER_PUBLISHER_DOC)
                .define(
                        DIMENSIONS_TOTAL_CONFIG,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(0, 1_000_000),
                        Importance.MEDIUM,
                        DIMENSIONS_TOTAL_DOC)
                .define(
                        JOURNEYS_READY_CONFIG,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(100, 10_000_000),
                        Importance.MEDIUM,
                        JOURNEYS_READY_DOC);
    }

    /** How long runs are kept. If the calendar could still change by a forgotten run, a late duplicate would count twice. */
    static RunProcessor.Retention retention(Settings settings) {
        String windows = settings.string(ProcessorSettings.WINDOWS_CONFIG);
        int years = settings.integer(ProcessorSettings.CALENDAR_YEARS_CONFIG);
        Duration ofWindows = Duration.ofMinutes(2
                * ProcessorSettings.windows(ProcessorSettings.WINDOWS_CONFIG, windows).stream()
                        .mapToLong(Window::minutes)
                        .max()
                        .orElseThrow());
        Duration ofCalendar = Duration.ofDays(DAYS_A_YEAR * ((long) years + YEARS_BESIDE));
        Duration kept = Stream.of(settings.duration(JOURNEY_RETENTION_CONFIG), ofWindows, ofCalendar)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new RunProcessor.Retention(
                kept,
                settings.duration(JOURNEY_OPEN_RETENTION_CONFIG),
                settings.integer(JOURNEY_MAX_REPORTS_CONFIG),
                settings.integer(JOURNEYS_READY_CONFIG));
    }

    static RunProcessor.DimensionLimits dimensionLimits(Settings settings) {
        return new RunProcessor.DimensionLimits(
                settings.integer(DIMENSIONS_PER_PUBLISHER_CONFIG), settings.integer(DIMENSIONS_TOTAL_CONFIG));
    }
}
