package dev.goldencorridor.processor.publishers;

import dev.goldencorridor.processor.messages.HourOfReports;
import dev.goldencorridor.processor.messages.PublisherCounts;
import dev.goldencorridor.processor.messages.PublisherTotals;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All counts of one publisher: the totals, and the hours of the last seven days by the broker's time. Hours and minutes
 * count from 1970-01-01T00:00Z. Mutable; not thread-safe.
 */
final class PublisherReports {
    private static final long NONE = -1;
    private static final int MINUTES_PER_HOUR = 60;

    private final PublisherTotals totals;
    private final TreeMap<Long, HourOfReports> hours = new TreeMap<>();
    private final ReportGaps gaps = new ReportGaps();

    PublisherReports(PublisherTotals totals) {
        this.totals = totals;
    }

    PublisherTotals totals() {
        return totals;
    }

    /** The counts of an hour; null if there are none. */
    HourOfReports hour(long number) {
        return hours.get(number);
    }

    void add(PublisherCounts counts) {
        totals.add(counts.totals());
        counts.hours().forEach(this::addHour);
    }

    void addHour(long number, HourOfReports added) {
        HourOfReports hour = hours.computeIfAbsent(number, key -> new HourOfReports());
        BitSet seconds = added.seconds();
        for (int at = seconds.nextSetBit(0); at >= 0; at = seconds.nextSetBit(at + 1)) {
            if (!hour.seconds().get(at)) {
                addSecond(number * HourOfReports.SECONDS + at, number, at);
                hour.seconds().set(at);
            }
        }
        hour.add(added);
    }

    /** Divides the gap in which a second falls. */
    private void addSecond(long second, long hour, int at) {
        long before = secondBefore(hour, at);
        long after = secondAfter(hour, at);
        if (before != NONE && after != NONE) {
            gaps.remove(after - before);
        }
        if (before != NONE) {
            gaps.add(second - before);
        }
        if (after != NONE) {
            gaps.add(after - second);
        }
    }

    private long secondBefore(long hour, int at) {
        int inHour = at == 0 ? -1 : hours.get(hour).seconds().previousSetBit(at - 1);
        if (inHour >= 0) {
            return hour * HourOfReports.SECONDS + inHour;
        }
        for (Map.Entry<Long, HourOfReports> earlier :
                hours.headMap(hour, false).descendingMap().entrySet()) {
            if (!earlier.getValue().seconds().isEmpty()) {
                return earlier.getKey() * HourOfReports.SECONDS
                        + earlier.getValue().seconds().length()
                        - 1;
            }
        }
        return NONE;
    }

    private long secondAfter(long hour, int at) {
        int inHour = hours.get(hour).seconds().nextSetBit(at + 1);
        if (inHour >= 0) {
            return hour * HourOfReports.SECONDS + inHour;
        }
        for (Map.Entry<Long, HourOfReports> later : hours.tailMap(hour, false).entrySet()) {
            if (!later.getValue().seconds().isEmpty()) {
                return later.getKey() * HourOfReports.SECONDS
                        + later.getValue().seconds().nextSetBit(0);
            }
        }
        return NONE;
    }

    /**
     * Evicts the hours that are no longer kept.
     *
     * @param hour the hour of the time of day
     * @return the evicted hours
     */
    List<Long> advanceTo(long hour) {
        List<Long> evicted = new ArrayList<>();
        while (!hours.isEmpty() && hours.firstKey() <= hour - PublisherCounts.KEPT_HOURS) {
            long first = hours.firstKey();
            removeSeconds(first);
            hours.remove(first);
            evicted.add(first);
        }
        return evicted;
    }

    /** Removes the gaps that begin in the first hour. */
    private void removeSeconds(long first) {
        BitSet seconds = hours.get(first).seconds();
        for (int at = seconds.nextSetBit(0); at >= 0; at = seconds.nextSetBit(at + 1)) {
            long after = secondAfter(first, at);
            if (after != NONE) {
                gaps.remove(after - (first * HourOfReports.SECONDS + at));
            }
        }
    }

    /** The accepted records from a minute on. */
    long acceptedFrom(long minute) {
        long hour = Math.floorDiv(minute, MINUTES_PER_HOUR);
        long sum = 0;
        for (Map.Entry<Long, HourOfReports> entry : hours.tailMap(hour).entrySet()) {
            sum += entry.getValue().acceptedFrom(firstMinute(entry.getKey(), hour, minute));
        }
        return sum;
    }

    /** The rejected records from a minute on. */
    long rejectedFrom(long minute) {
        long hour = Math.floorDiv(minute, MINUTES_PER_HOUR);
        long sum = 0;
        for (Map.Entry<Long, HourOfReports> entry : hours.tailMap(hour).entrySet()) {
            sum += entry.getValue().rejectedFrom(firstMinute(entry.getKey(), hour, minute));
        }
        return sum;
    }

    private static int firstMinute(long hour, long firstHour, long minute) {
        return hour == firstHour ? Math.floorMod(minute, MINUTES_PER_HOUR) : 0;
    }

    /** The usual gap between reports in seconds; null if there are too few. */
    Double usualGapSeconds() {
        return gaps.usual();
    }
}
