package dev.goldencorridor.processor.windows;

import java.util.LinkedHashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** A calendar dimension whose day panes are on the heap. */
final class CalendarDriver {
    private final NavigableMap<Long, Pane> days = new TreeMap<>();
    private final CalendarDimension calendar;

    CalendarDriver(int years) {
        DayPanes panes = (from, before, visitor) -> {
            if (from < before) {
                days.subMap(from, before).forEach(visitor::visit);
            }
        };
        this.calendar = new CalendarDimension(years, panes, CalendarDimension.BEGINNING);
    }

    void change(long day, Pane delta) {
        Pane pane = days.computeIfAbsent(day, none -> new Pane());
        calendar.change(day, pane, delta);
        if (pane.isZero()) {
            days.remove(day);
        }
    }

    void advanceTo(long day) {
        calendar.advanceTo(day);
    }

    /** Takes all changed periods, also the running ones, and confirms them as published. */
    Set<Period> takeChanged() {
        Set<Period> taken = new LinkedHashSet<>(calendar.takeChanged());
        calendar.confirmEmitted();
        if (calendar.isRunningChanged()) {
            taken.addAll(calendar.takeRunning());
        }
        return taken;
    }

    PeriodSum sum(Period period) {
        return calendar.sum(period);
    }

    void dropSums() {
        calendar.dropSums();
    }

    NavigableMap<Long, Pane> between(long from, long before) {
        return days.subMap(from, true, before, false);
    }

    boolean isEmpty() {
        return days.isEmpty();
    }
}
