package dev.goldencorridor.processor;

import dev.goldencorridor.processor.alerts.DelayPlan;
import dev.goldencorridor.processor.alerts.SeverityThresholds;
import dev.goldencorridor.processor.alerts.ThresholdTable;
import dev.goldencorridor.processor.alerts.rules.AlertType;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/** The settings that say what a delay is, {@code delays.*}. A change of them needs a restart; alerts that stand are judged anew. */
public final class DelaySettings {
    private static final String STEPS =
            " From when on an alert is minor, major, critical; - for a step that is not wanted.";

    public static final String CLEARANCE_OVERDUE_CONFIG = "delays.clearance.overdue";
    private static final String CLEARANCE_OVERDUE_DOC =
            "A train that has arrived at a border port and is not released, since its arrival." + STEPS
                    + " The default is the pledge to release within a day, with warnings at half and two thirds of it.";

    public static final String DWELL_CONFIG = "delays.dwell";
    private static final String DWELL_DOC =
            "A train that is released and has not departed, since its release (or its arrival, if that was later)."
                    + STEPS
                    + " Transshipment may take some four hours after an early release; raise it where trains wait for locomotives longer.";

    public static final String DEPARTURE_LATE_CONFIG = "delays.departure.late";
    private static final String DEPARTURE_LATE_DOC =
            "A departure against its plan, whether it came late or has not come." + STEPS
                    + " Raise it where a timetable is no more than a guess.";

    public static final String ARRIVAL_LATE_CONFIG = "delays.arrival.late";
    private static final String ARRIVAL_LATE_DOC = "An arrival against its plan, whether it came late or has not come."
            + STEPS + " Raise it where a timetable is no more than a guess.";

    public static final String SILENT_CONFIG = "delays.silent";
    private static final String SILENT_DOC =
            "A train that has departed, was planned to arrive, and of which nothing is heard, since that plan (or since it was last heard of, if that was later)."
                    + STEPS
                    + " By then it is long known to be late; this says that nobody knows where it is. Shorten it where places report trains often.";

    public static final String HELD_CONFIG = "delays.held";
    private static final String HELD_DOC = "A train that customs hold, since the hold." + STEPS
            + " Of the default the first step is at once. Put - for it where holds are usual.";

    public static final String REFUSED_CONFIG = "delays.refused";
    private static final String REFUSED_DOC = "A train that customs refuse, since the refusal." + STEPS
            + " By default it is major at once: somebody has to decide what becomes of it.";

    public static final String LATE_CLEAR_CONFIG = "delays.late.clear";
    private static final String LATE_CLEAR_DOC =
            "A lateness that was raised is over when a later report or plan makes it as short as this. Below the first step, so that an alert does not come and go with each minute.";

    public static final String SHOWN_FOR_CONFIG = "delays.shown.for";
    private static final String SHOWN_FOR_DOC =
            "How long an alert stands that a late event itself has shown, if the train does not move on before. Longer keeps it in view where trains stay.";

    public static final String CLEARED_KEPT_CONFIG = "delays.cleared.kept";
    private static final String CLEARED_KEPT_DOC =
            "How long an alert that is over can be read, on the pipeline's clock, before its key is deleted. Longer lets causes that are told late reach it.";

    public static final String THRESHOLDS_FILE_CONFIG = "delays.thresholds.file";
    private static final String THRESHOLDS_FILE_DOC =
            "CSV file (facility,direction,type,minor,major,critical; * for any) with other steps for some facilities, directions or types of alert; the most specific row counts. It is read at the start.";

    public static final String TICK_CONFIG = "delays.tick";
    private static final String TICK_DOC =
            "How often each task looks for what is due. An alert is told that much after it is due at most; a look at which nothing is due costs next to nothing.";

    public static final String RUNS_READY_CONFIG = "delays.runs.ready";
    private static final String RUNS_READY_DOC =
            "How many runs each task that watches delays has ready on the heap, at about 2 KB each; others are read from the local store first. Raise it where more runs than that are under way at once.";

    private static final Map<String, AlertType> TYPES = Map.of(
            CLEARANCE_OVERDUE_CONFIG, AlertType.CLEARANCE_OVERDUE,
            DWELL_CONFIG, AlertType.DWELL_EXCEEDED,
            DEPARTURE_LATE_CONFIG, AlertType.DEPARTURE_LATE,
            ARRIVAL_LATE_CONFIG, AlertType.ARRIVAL_LATE,
            SILENT_CONFIG, AlertType.TRAIN_SILENT,
            HELD_CONFIG, AlertType.CLEARANCE_HELD,
            REFUSED_CONFIG, AlertType.CLEARANCE_REFUSED);

    private DelaySettings() {}

    /** Those that say from when on something is an alert; {@code -,-,-} for never. */
    public static Set<String> ofSteps() {
        return TYPES.keySet();
    }

    static ConfigDef defineIn(ConfigDef definition) {
        steps(definition, CLEARANCE_OVERDUE_CONFIG, "12h,16h,24h", CLEARANCE_OVERDUE_DOC);
        steps(definition, DWELL_CONFIG, "6h,12h,24h", DWELL_DOC);
        steps(definition, DEPARTURE_LATE_CONFIG, "30m,2h,6h", DEPARTURE_LATE_DOC);
        steps(definition, ARRIVAL_LATE_CONFIG, "30m,2h,6h", ARRIVAL_LATE_DOC);
        steps(definition, SILENT_CONFIG, "24h,48h,96h", SILENT_DOC);
        steps(definition, HELD_CONFIG, "0s,12h,24h", HELD_DOC);
        steps(definition, REFUSED_CONFIG, "-,0s,24h", REFUSED_DOC);
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

    private static void steps(ConfigDef definition, String name, String usual, String doc) {
        definition.define(
                name,
                ConfigDef.Type.STRING,
                usual,
                ConfigDef.LambdaValidator.with(
                        (setting, value) -> requireSteps(setting, (String) value), () -> "minor,major,critical"),
                Importance.MEDIUM,
                doc);
    }

    private static void requireSteps(String name, String value) {
        try {
            SeverityThresholds.parse(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, e.getMessage());
        }
    }

    /**
     * What they say.
     *
     * @throws dev.goldencorridor.runtime.settings.SettingsException naming file and line, if the file of thresholds is wrong
     */
    static DelayPlan plan(Settings settings, boolean eventClock) {
        Map<AlertType, SeverityThresholds> usual = new EnumMap<>(AlertType.class);
        TYPES.forEach((name, type) -> usual.put(type, SeverityThresholds.parse(settings.string(name))));
        return new DelayPlan(
                ThresholdTable.of(usual, settings.path(THRESHOLDS_FILE_CONFIG)),
                settings.duration(LATE_CLEAR_CONFIG),
                settings.duration(SHOWN_FOR_CONFIG),
                settings.duration(CLEARED_KEPT_CONFIG),
                eventClock,
                settings.duration(TICK_CONFIG),
                settings.integer(RUNS_READY_CONFIG),
                settings.integer(CommonSettings.PARTITIONS_CONFIG));
    }
}
