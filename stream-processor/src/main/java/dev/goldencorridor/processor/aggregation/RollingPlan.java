package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.windows.CorridorCalendar;
import dev.goldencorridor.processor.windows.Window;
import java.time.Duration;
import java.util.List;

/**
 * The windows, the calendar and the intervals of {@link RollingProcessor}.
 *
 * @param windows the rolling windows of every dimension
 * @param calendar the rule for when a day begins
 * @param years the number of full calendar years before the current one whose periods are emitted
 * @param eventClock whether the pipeline's clock is the watermark; otherwise it is the time of day
 * @param interval the interval between two punctuations (wall clock)
 * @param calendarInterval the shortest interval between two rounds over the calendar periods (wall clock)
 * @param hours the number of hours that are kept, with the running one; 0 if no hour is emitted
 */
public record RollingPlan(
        List<Window> windows,
        CorridorCalendar calendar,
        int years,
        boolean eventClock,
        Duration interval,
        Duration calendarInterval,
        long hours) {}
