package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds events whose times are far from the others of a file, such as one wrong year among thousands. It counts events
 * by day, so its memory is bounded by the days that are accepted as event times. Not thread-safe.
 */
final class OutlyingTimes {
    private static final long MILLIS_PER_DAY = 86_400_000;
    /** An event is outlying if it is further than this from the middle 98 % of the events, and than a part of their span. */
    private static final int MAX_DAYS_BEYOND = 30;

    private static final int MAX_PART_OF_SPAN = 10;

    private static final int MIN_EVENTS = 20;
    private static final double TAIL = 0.01;
    private static final int MAX_NAMED_OF_A_DAY = 3;

    private final TreeMap<Long, Day> days = new TreeMap<>();
    private long events;

    private static final class Day {
        private final List<String> first = new ArrayList<>(1);
        private long events;
    }

    void add(Reading.Movement reading) {
        long day = Math.floorDiv(reading.movement().getOccurredAt().toEpochMilli(), MILLIS_PER_DAY);
        Day counted = days.computeIfAbsent(day, any -> new Day());
        if (counted.first.size() < MAX_NAMED_OF_A_DAY) {
            counted.first.add(
                    reading.where() + ": occurredAt " + reading.movement().getOccurredAt());
        }
        counted.events++;
        events++;
    }

    /** Returns the outlying events: the first of each day, and how many more there are. */
    List<String> warnings() {
        if (events < MIN_EVENTS) {
            return List.of();
        }
        // At least one event at each end may be wrong, also in a short file.
        long tail = Math.max(1, (long) (events * TAIL));
        long first = dayAtRank(days, tail);
        long last = dayAtRank(days.descendingMap(), tail);
        long limit = Math.max(MAX_DAYS_BEYOND, (last - first) / MAX_PART_OF_SPAN);
        List<String> warnings = new ArrayList<>();
        days.forEach((day, counted) -> {
            if (day < first - limit || day > last + limit) {
                long more = counted.events - counted.first.size();
                warnings.add(String.join("; ", counted.first)
                        + (more == 0 ? "" : "; and " + more + " more on this day")
                        + " is more than " + limit + " days from nearly all other events of the file");
            }
        });
        return warnings;
    }

    /** Returns the day that holds the event after {@code rank} others. */
    private static long dayAtRank(Map<Long, Day> ordered, long rank) {
        long before = 0;
        for (Map.Entry<Long, Day> day : ordered.entrySet()) {
            before += day.getValue().events;
            if (before > rank) {
                return day.getKey();
            }
        }
        throw new IllegalStateException("fewer than " + rank + " events");
    }
}
