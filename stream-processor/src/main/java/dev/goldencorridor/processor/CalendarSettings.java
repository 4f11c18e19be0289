package dev.goldencorridor.processor;

import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** The settings of calendar periods: {@code processor.calendar} and {@code processor.calendar.*}. */
public final class CalendarSettings {
    public static final String CALENDAR_CONFIG = "processor.calendar";
    private static final String CALENDAR_DOC =
            "When a day begins. railway is the rule of China's railway statistics: 18:01 to 18:00 Beijing time."
                    + " civil is midnight to midnight in Beijing. After a change run 'corridor reset', so that all days"
                    + " follow the same rule.";

    public static final String CALENDAR_INTERVAL_CONFIG = "processor.calendar.interval";
    private static final String CALENDAR_INTERVAL_DOC =
            "How often changed calendar periods are emitted. Their records are larger than those of windows,"
                    + " because they include the cargo. Lower it for fresher results, raise it to save traffic.";

    public static final String CALENDAR_YEARS_CONFIG = "processor.calendar.years";
    private static final String CALENDAR_YEARS_DOC =
            "Number of full calendar years that are published before the current one. One more year is kept to"
                    + " compare with. Raise it so that late reports can still change older periods; each day of each"
                    + " dimension costs disk.";

    public static final String CALENDAR_HOURS_CONFIG = "processor.calendar.hours";
    private static final String CALENDAR_HOURS_DOC =
            "How long hours are published, in whole hours with the running one; 0 turns them off. Late reports still"
                    + " correct an hour in this time. Then its keys are deleted. Raise it for longer curves; each hour"
                    + " of each dimension with events has a key on each topic.";

    private CalendarSettings() {}

    static ConfigDef defineIn(ConfigDef definition) {
        return definition
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
                        CALENDAR_HOURS_CONFIG,
                        ConfigDef.Type.STRING,
                        "P8D",
                        ConfigDef.LambdaValidator.with(
                                (name, value) -> checkHours(name, (String) value),
                                () -> "duration [0h..60d], whole hours"),
                        Importance.LOW,
                        CALENDAR_HOURS_DOC);
    }

    private static void checkHours(String name, String value) {
        Durations.between("0h", "60d").ensureValid(name, value);
        Duration kept = Durations.parse(value);
        if (!kept.equals(Duration.ofHours(kept.toHours()))) {
            throw new ConfigException(name, value, "must be a whole number of hours, for example 192h or P8D");
        }
    }

    /** The calendar that decides when a day begins. */
    public static CorridorCalendar calendar(Settings settings) {
        return settings.string(CALENDAR_CONFIG).equals("civil") ? CorridorCalendar.CIVIL : CorridorCalendar.RAILWAY;
    }
}
