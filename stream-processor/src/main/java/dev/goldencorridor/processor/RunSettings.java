package dev.goldencorridor.processor;

import dev.goldencorridor.processor.runs.RunProcessor;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.processor.windows.Window;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * The settings that limit what is stored of train runs: {@code processor.journey.*} and
 * {@code processor.dimensions.*}.
 */
public final class RunSettings {
    public static final String JOURNEY_ORDER_TOLERANCE_CONFIG = "processor.journey.order.tolerance";
    private static final String JOURNEY_ORDER_TOLERANCE_DOC =
            "By how much a departure may precede the arrival of the same call. Sources that round to minutes report"
                    + " such departures. With a greater difference, the arrival begins a new call of the train at the"
                    + " place. Raise it for sources that round more. A change recounts all runs.";

    public static final String JOURNEY_RETENTION_CONFIG = "processor.journey.retention";
    private static final String JOURNEY_RETENTION_DOC =
            "How long a run's reports are kept after its last event. It limits how late a duplicate or a"
                    + " retraction may arrive. The minimum is the time in which the calendar can change (366 days for each"
                    + " of processor.calendar.years and for two more) and twice the longest window. Raise it for later"
                    + " corrections; it costs disk.";

    public static final String JOURNEY_OPEN_RETENTION_CONFIG = "processor.journey.open.retention";
    private static final String JOURNEY_OPEN_RETENTION_DOC =
            "How long after its last event a train still counts as waiting at a port, or as late, if no further"
                    + " report arrives. Its reports are kept longer. Lower it where many releases or departures are never"
                    + " reported.";

    @Limit(
            scope = Scope.RUN,
            of = "the reports of a run at one facility",
            beyond = "`TOO_MANY_REPORTS`",
            reason = "Each further report costs time and bytes for all reports of the visit.")
    public static final String JOURNEY_MAX_REPORTS_CONFIG = "processor.journey.max.reports";

    private static final String JOURNEY_MAX_REPORTS_DOC =
            "Maximum number of reports of one run at one facility, with at most 2 MiB together. Further reports"
                    + " are rejected. It limits the cost of a faulty publisher. Raise it where trains are reported more"
                    + " often.";

    @Limit(
            scope = Scope.PUBLISHER,
            of = "the hubs and routes outside the port catalogue that a task counts by name",
            beyond = "they count under `OTHER`",
            reason = "Each name costs heap, disk and topic keys. A small heap lowers the limit.")
    public static final String DIMENSIONS_PER_PUBLISHER_CONFIG = "processor.dimensions.per.publisher";

    private static final String DIMENSIONS_PER_PUBLISHER_DOC =
            "Maximum number of hubs and routes outside the port catalogue that a task counts by name for each"
                    + " publisher. Further ones count under OTHER. Each costs heap, disk and keys in the topics. Raise it"
                    + " where a publisher reports more real places. A small heap lowers it: all names take a quarter of the heap"
                    + " at most, and those of one publisher half of that.";

    @Limit(
            scope = Scope.TASK,
            of = "the hubs and routes outside the port catalogue of all publishers",
            beyond = "they count under `OTHER`",
            reason = "Each name costs heap, disk and topic keys. A small heap lowers the limit.")
    public static final String DIMENSIONS_TOTAL_CONFIG = "processor.dimensions.total";

    private static final String DIMENSIONS_TOTAL_DOC =
            "Maximum number of hubs and routes outside the port catalogue that a task counts by name for all"
                    + " publishers together. Further ones count under OTHER. It limits heap and disk. Raise it together"
                    + " with the heap: all names take a quarter of it at most.";

    @Limit(
            scope = Scope.TASK,
            of = "the train runs on the heap, with their calls and alerts",
            beyond = "they are read from the store",
            reason = "A run takes some 6 KB. A small heap lowers the limit.")
    public static final String JOURNEYS_READY_CONFIG = "processor.journeys.ready";

    private static final String JOURNEYS_READY_DOC =
            "Number of train runs that each task caches on the heap, with their calls and alerts, at about 6 KB"
                    + " each. It also limits the cached visits of runs with many places. Other runs are read from the"
                    + " local store first. Raise it where more runs are under way at once. A small heap lowers it: they"
                    + " take a sixth of the heap at most.";

    private static final int MAX_DAYS_PER_YEAR = 366;
    /** The current year, and the year before the oldest, which the oldest is compared with. */
    private static final int ADDITIONAL_YEARS = 2;
    /** A window, and the window before it, which it is compared with. */
    private static final int COMPARED_WINDOWS = 2;

    private static final int DIMENSIONS_FRACTION = 4;
    /** Measured with a trip in each dimension. */
    private static final int DIMENSION_BYTES = 6_000;

    static final int READY_RUNS_FRACTION = 6;
    /** The visits, calls and alerts of a run. */
    static final int READY_RUN_BYTES = 6_000;

    private RunSettings() {}

    static ConfigDef defineIn(ConfigDef definition) {
        return definition
                .define(
                        JOURNEY_ORDER_TOLERANCE_CONFIG,
                        ConfigDef.Type.STRING,
                        "10m",
                        Durations.between("0s", "12h"),
                        Importance.LOW,
                        JOURNEY_ORDER_TOLERANCE_DOC)
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

    /**
     * How long runs are kept. The minimum is the time in which windows and calendar periods can still change.
     * Otherwise a late duplicate of a deleted run would count twice.
     */
    static RunProcessor.Retention retention(Settings settings, TaskHeap heap) {
        String windows = settings.string(ProcessorSettings.WINDOWS_CONFIG);
        int years = settings.integer(CalendarSettings.CALENDAR_YEARS_CONFIG);
        Duration windowsChangeFor = Duration.ofMinutes(COMPARED_WINDOWS
                * ProcessorSettings.windows(ProcessorSettings.WINDOWS_CONFIG, windows).stream()
                        .mapToLong(Window::minutes)
                        .max()
                        .orElseThrow());
        Duration calendarChangesFor = Duration.ofDays(MAX_DAYS_PER_YEAR * ((long) years + ADDITIONAL_YEARS));
        Duration kept = Stream.of(settings.duration(JOURNEY_RETENTION_CONFIG), windowsChangeFor, calendarChangesFor)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new RunProcessor.Retention(
                kept,
                settings.duration(JOURNEY_OPEN_RETENTION_CONFIG),
                settings.integer(JOURNEY_MAX_REPORTS_CONFIG),
                heap.limit(settings.integer(JOURNEYS_READY_CONFIG), READY_RUNS_FRACTION, READY_RUN_BYTES));
    }

    /** The limits of the settings, or those of a small heap. One publisher leaves half of the heap's limit to the others. */
    static RunProcessor.DimensionLimits dimensionLimits(Settings settings, TaskHeap heap) {
        return new RunProcessor.DimensionLimits(
                heap.limit(settings.integer(DIMENSIONS_PER_PUBLISHER_CONFIG), 2 * DIMENSIONS_FRACTION, DIMENSION_BYTES),
                heap.limit(settings.integer(DIMENSIONS_TOTAL_CONFIG), DIMENSIONS_FRACTION, DIMENSION_BYTES));
    }
}
