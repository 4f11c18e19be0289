package dev.goldencorridor.processor;

import dev.goldencorridor.processor.alerts.DelayPlan;
import dev.goldencorridor.processor.alerts.SeverityThresholds;
import dev.goldencorridor.processor.alerts.ThresholdTable;
import dev.goldencorridor.processor.state.TaskHeap;
import dev.goldencorridor.runtime.limits.Limit;
import dev.goldencorridor.runtime.limits.Scope;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.alerts.AlertType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The settings of the alerts, {@code delays.*}. A change needs a restart, which evaluates all raised alerts again. */
public final class DelaySettings {
    private static final String STEPS =
            " The three values are the times after which the alert is minor, major and critical; - disables a"
                    + " step.";

    public static final String CLEARANCE_OVERDUE_CONFIG = "delays.clearance.overdue";
    private static final String CLEARANCE_OVERDUE_DOC =
            "A train has arrived at a border port and is not released. The time counts from its arrival."
                    + STEPS
                    + " The default is the pledge to release within a day, with warnings at half and two thirds of it."
                    + " Change it where customs pledge another time.";

    public static final String DWELL_CONFIG = "delays.dwell";
    private static final String DWELL_DOC =
            "A train is released and has not departed. The time counts from its release, or from its arrival if"
                    + " that is later."
                    + STEPS
                    + " Transshipment may take some four hours after an early release. Raise it where trains wait longer"
                    + " for locomotives.";

    public static final String DEPARTURE_LATE_CONFIG = "delays.departure.late";
    private static final String DEPARTURE_LATE_DOC =
            "A departure is later than planned, whether or not it has been reported. The time counts from the"
                    + " plan."
                    + STEPS
                    + " Raise it where timetables are rough.";

    public static final String ARRIVAL_LATE_CONFIG = "delays.arrival.late";
    private static final String ARRIVAL_LATE_DOC =
            "An arrival is later than planned, whether or not it has been reported. The time counts from the"
                    + " plan."
                    + STEPS
                    + " Raise it where timetables are rough.";

    public static final String SILENT_CONFIG = "delays.silent";
    private static final String SILENT_DOC =
            "A train has departed, and neither its planned arrival nor anything else is reported. The time"
                    + " counts from that plan, or from its last report if that is later."
                    + STEPS
                    + " The train has been late for long by then; this alert says that its position is unknown. Lower it"
                    + " where places report trains often.";

    public static final String HELD_CONFIG = "delays.held";
    private static final String HELD_DOC = "Customs hold a train. The time counts from the hold."
            + STEPS
            + " By default a hold raises a MINOR alert at once. Set the first value to '-' where holds are"
            + " routine.";

    public static final String REFUSED_CONFIG = "delays.refused";
    private static final String REFUSED_DOC = "Customs refuse a train. The time counts from the refusal."
            + STEPS
            + " By default a refusal raises a MAJOR alert at once, because somebody must decide what happens to"
            + " the train. Raise it where refusals are routine.";

    public static final String LATE_CLEAR_CONFIG = "delays.late.clear";
    private static final String LATE_CLEAR_DOC =
            "A raised lateness clears when a later report or plan reduces it to this value. Keep it below the"
                    + " first step, so that an alert is not raised and cleared again with each minute of difference.";

    public static final String SHOWN_FOR_CONFIG = "delays.shown.for";
    private static final String SHOWN_FOR_DOC =
            "How long an alert stays raised if a late event itself revealed the lateness, unless the train moves"
                    + " on before. Raise it to keep such alerts visible for longer.";

    public static final String CLEARED_KEPT_CONFIG = "delays.cleared.kept";
    private static final String CLEARED_KEPT_DOC =
            "How long a cleared alert is kept, on the pipeline's clock, before its key is deleted. Raise it so"
                    + " that causes of delay that are reported late are still added to it.";

    public static final String THRESHOLDS_FILE_CONFIG = "delays.thresholds.file";
    private static final String THRESHOLDS_FILE_DOC =
            "CSV file with other thresholds for some facilities, directions or types of alert. Its header is"
                    + " 'facility,direction,type,minor,major,critical', and * matches any value. The most specific row"
                    + " applies. Set it where ports differ. It is read at start.";

    public static final String TICK_CONFIG = "delays.tick";
    private static final String TICK_DOC =
            "How often each task polls for due runs. An alert is emitted at most this long after it is due."
                    + " Lower it for earlier alerts; a poll at which no run is due costs almost nothing.";

    @Limit(
            scope = Scope.TASK,
            of = "the train runs on the heap, if it is more than `processor.journeys.ready`",
            beyond = "they are read from the store",
            reason = "A run is cached as a whole. A small heap lowers the limit.")
    public static final String RUNS_READY_CONFIG = "delays.runs.ready";

    private static final String RUNS_READY_DOC =
            "Number of train runs that each task caches on the heap. The visits of a run and its alerts are cached"
                    + " together. So the greater of this and processor.journeys.ready applies. A small heap lowers it"
                    + " too.";

    private static final Map<String, AlertType> TYPES = Map.of(
            CLEARANCE_OVERDUE_CONFIG, AlertType.CLEARANCE_OVERDUE,
            DWELL_CONFIG, AlertType.DWELL_EXCEEDED,
            DEPARTURE_LATE_CONFIG, AlertType.DEPARTURE_LATE,
            ARRIVAL_LATE_CONFIG, AlertType.ARRIVAL_LATE,
            SILENT_CONFIG, AlertType.TRAIN_SILENT,
            HELD_CONFIG, AlertType.CLEARANCE_HELD,
            REFUSED_CONFIG, AlertType.CLEARANCE_REFUSED);

    private DelaySettings() {}

    /** The names of the settings with thresholds. The value {@code -,-,-} disables an alert type. */
    public static Set<String> thresholdNames() {
        return TYPES.keySet();
    }

    static ConfigDef defineIn(ConfigDef definition) {
        defineThresholds(definition, CLEARANCE_OVERDUE_CONFIG, "12h,16h,24h", CLEARANCE_OVERDUE_DOC);
        defineThresholds(definition, DWELL_CONFIG, "6h,12h,24h", DWELL_DOC);
        defineThresholds(definition, DEPARTURE_LATE_CONFIG, "30m,2h,6h", DEPARTURE_LATE_DOC);
        defineThresholds(definition, ARRIVAL_LATE_CONFIG, "30m,2h,6h", ARRIVAL_LATE_DOC);
        defineThresholds(definition, SILENT_CONFIG, "24h,48h,96h", SILENT_DOC);
        defineThresholds(definition, HELD_CONFIG, "0s,12h,24h", HELD_DOC);
        defineThresholds(definition, REFUSED_CONFIG, "-,0s,24h", REFUSED_DOC);
        return definition
                .define(
                        LATE_CLEAR_CONFIG,
                        ConfigDef.Type.STRING,
                        "15m",
                        Durations.between("0s", "30d"),
                        Importance.LOW,
                        LATE_CLEAR_DOC)
                .define(
                        SHOWN_FOR_CONFIG,
                        ConfigDef.Type.STRING,
                        "6h",
                        Durations.between("1m", "365d"),
                        Importance.MEDIUM,
                        SHOWN_FOR_DOC)
                .define(
                        CLEARED_KEPT_CONFIG,
                        ConfigDef.Type.STRING,
                        "24h",
                        Durations.between("1m", "365d"),
                        Importance.MEDIUM,
                        CLEARED_KEPT_DOC)
                .define(THRESHOLDS_FILE_CONFIG, ConfigDef.Type.STRING, "", Importance.MEDIUM, THRESHOLDS_FILE_DOC)
                .define(
                        TICK_CONFIG,
                        ConfigDef.Type.STRING,
                        "250ms",
                        Durations.between("10ms", "60s"),
                        Importance.LOW,
                        TICK_DOC)
                .define(
                        RUNS_READY_CONFIG,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(100, 10_000_000),
                        Importance.MEDIUM,
                        RUNS_READY_DOC);
    }

    private static void defineThresholds(ConfigDef definition, String name, String defaultValue, String doc) {
        definition.define(
                name,
                ConfigDef.Type.STRING,
                defaultValue,
                ConfigDef.LambdaValidator.with(
                        (setting, value) -> requireThresholds(setting, (String) value), () -> "minor,major,critical"),
                Importance.MEDIUM,
                doc);
    }

    private static void requireThresholds(String name, String value) {
        try {
            SeverityThresholds.parse(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, e.getMessage());
        }
    }

    /**
     * The configuration of the alerts.
     *
     * @throws dev.goldencorridor.runtime.settings.SettingsException with file and line, if the file of thresholds is
     *     faulty
     */
    static DelayPlan plan(Settings settings, boolean isEventClock, TaskHeap heap) {
        Map<AlertType, SeverityThresholds> defaults = new EnumMap<>(AlertType.class);
        TYPES.forEach((name, type) -> defaults.put(type, SeverityThresholds.parse(settings.string(name))));
        return new DelayPlan(
                ThresholdTable.of(defaults, settings.path(THRESHOLDS_FILE_CONFIG)),
                settings.duration(LATE_CLEAR_CONFIG),
                settings.duration(SHOWN_FOR_CONFIG),
                settings.duration(CLEARED_KEPT_CONFIG),
                isEventClock,
                settings.duration(TICK_CONFIG),
                heap.limit(
                        settings.integer(RUNS_READY_CONFIG),
                        RunSettings.READY_RUNS_FRACTION,
                        RunSettings.READY_RUN_BYTES),
                settings.integer(CommonSettings.PARTITIONS_CONFIG));
    }
}
