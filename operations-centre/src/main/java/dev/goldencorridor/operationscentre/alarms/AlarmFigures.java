package dev.goldencorridor.operationscentre.alarms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Alarm-management figures of a time range, after EEMUA 191 and ISA-18.2.
 *
 * @param alarms how many alarms were raised in the range
 * @param perHour the average per hour
 * @param perTenMinutes the average per ten minutes
 * @param maxPerTenMinutes the most that were raised in one interval of ten minutes
 * @param floodSeconds the time in flood: the length of all intervals of ten minutes with more than ten alarms
 * @param floodShare the same as a share of the range; 0 if the range is empty
 * @param floods the intervals in flood, oldest first
 * @param stale the alarms that are raised at the end of the range, and were for more than 24 hours; oldest first
 * @param chattering the keys that were raised three times or more within an hour
 * @param bySeverity how many alarms of each severity were raised; every severity that occurs
 * @param mostFrequent the ten sources with the most alarms, the most frequent first
 * @param topTenShare their share of all alarms; 0 if there is none
 */
public record AlarmFigures(
        int alarms,
        double perHour,
        double perTenMinutes,
        int maxPerTenMinutes,
        long floodSeconds,
        double floodShare,
        List<Interval> floods,
        List<Alarm> stale,
        Map<String, Raisings> chattering,
        Map<String, Integer> bySeverity,
        List<Count> mostFrequent,
        double topTenShare) {
    /** Intervals begin at whole multiples of ten minutes. */
    public static final Duration INTERVAL = Duration.ofMinutes(10);
    /** More alarms than this in one interval are a flood: nobody can act on them. */
    public static final int MAX_MANAGEABLE_ALARMS = 10;
    /** An alarm that is raised for longer is stale. */
    public static final Duration STALE_AFTER = Duration.ofDays(1);
    /** So many raisings of one key within {@link #CHATTERING_WITHIN} are chattering. */
    public static final int MIN_CHATTERING_RAISINGS = 3;
    /**
     * An alert changes with reports of trains, which are minutes apart. So an alert that comes and goes does it within
     * an hour, and hardly ever within the minute of ISA-18.2. The figures have both.
     */
    public static final Duration CHATTERING_WITHIN = Duration.ofHours(1);
    /** The time in which ISA-18.2 counts the raisings of a chattering alarm. */
    public static final Duration ISA_CHATTERING_WITHIN = Duration.ofMinutes(1);

    private static final int MOST_FREQUENT = 10;
    private static final double SECONDS_PER_HOUR = 3_600;

    public AlarmFigures {
        floods = List.copyOf(floods);
        stale = List.copyOf(stale);
        chattering = Map.copyOf(chattering);
        bySeverity = Map.copyOf(bySeverity);
        mostFrequent = List.copyOf(mostFrequent);
    }

    /** An interval of ten minutes with its number of alarms. */
    public record Interval(Instant start, int alarms) {}

    /** The most raisings of one key in any hour, and in any minute. */
    public record Raisings(int inOneHour, int inOneMinute) {
        /** Whether the alarm chatters by the definition of ISA-18.2, too. */
        public boolean isChatteringByIsa() {
            return inOneMinute >= MIN_CHATTERING_RAISINGS;
        }
    }

    /** A source with its number of alarms. */
    public record Count(String source, int alarms) {}

    /**
     * Computes the figures.
     *
     * @param all the alarms known, in any order
     * @param from the beginning of the range, inclusive
     * @param to its end, exclusive
     */
    public static AlarmFigures of(List<Alarm> all, Instant from, Instant to) {
        List<Alarm> raised = all.stream()
                .filter(alarm ->
                        !alarm.raisedAt().isBefore(from) && alarm.raisedAt().isBefore(to))
                .toList();
        double seconds = Math.max(0, Duration.between(from, to).toMillis()) / 1_000.0;
        Map<Instant, Integer> intervals = intervals(raised);
        List<Interval> floods = intervals.entrySet().stream()
                .filter(interval -> interval.getValue() > MAX_MANAGEABLE_ALARMS)
                .map(interval -> new Interval(interval.getKey(), interval.getValue()))
                .toList();
        long floodSeconds = floods.stream()
                .mapToLong(flood -> overlapSeconds(flood.start(), from, to))
                .sum();
        List<Count> frequent = mostFrequent(raised);
        int ofFrequent = frequent.stream().mapToInt(Count::alarms).sum();
        return new AlarmFigures(
                raised.size(),
                seconds == 0 ? 0 : raised.size() / (seconds / SECONDS_PER_HOUR),
                seconds == 0 ? 0 : raised.size() / (seconds / INTERVAL.toSeconds()),
                intervals.values().stream().mapToInt(Integer::intValue).max().orElse(0),
                floodSeconds,
                seconds == 0 ? 0 : floodSeconds / seconds,
                floods,
                stale(all, to),
                chattering(raised),
                countBy(raised, Alarm::severity),
                frequent,
                raised.isEmpty() ? 0 : (double) ofFrequent / raised.size());
    }

    private static Map<Instant, Integer> intervals(List<Alarm> raised) {
        Map<Instant, Integer> counts = new TreeMap<>();
        long length = INTERVAL.toSeconds();
        raised.forEach(alarm -> counts.merge(
                Instant.ofEpochSecond(Math.floorDiv(alarm.raisedAt().getEpochSecond(), length) * length),
                1,
                Integer::sum));
        return counts;
    }

    private static long overlapSeconds(Instant start, Instant from, Instant to) {
        Instant end = start.plus(INTERVAL);
        return Duration.between(start.isBefore(from) ? from : start, end.isAfter(to) ? to : end)
                .toSeconds();
    }

    private static List<Alarm> stale(List<Alarm> all, Instant at) {
        return all.stream()
                .filter(alarm -> alarm.isRaisedAt(at)
                        && Duration.between(alarm.raisedAt(), at).compareTo(STALE_AFTER) > 0)
                .sorted(Comparator.comparing(Alarm::raisedAt).thenComparing(Alarm::key))
                .toList();
    }

    private static Map<String, Raisings> chattering(List<Alarm> raised) {
        Map<String, List<Instant>> byKey = new LinkedHashMap<>();
        raised.forEach(alarm ->
                byKey.computeIfAbsent(alarm.key(), any -> new ArrayList<>()).add(alarm.raisedAt()));
        Map<String, Raisings> chattering = new LinkedHashMap<>();
        byKey.forEach((key, times) -> {
            int most = mostWithin(CHATTERING_WITHIN, times);
            if (most >= MIN_CHATTERING_RAISINGS) {
                chattering.put(key, new Raisings(most, mostWithin(ISA_CHATTERING_WITHIN, times)));
            }
        });
        return chattering;
    }

    /** The most times within a span that includes its beginning and excludes its end. */
    private static int mostWithin(Duration span, List<Instant> times) {
        List<Instant> sorted = times.stream().sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (Duration.between(sorted.get(first), sorted.get(last)).compareTo(span) >= 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private static List<Count> mostFrequent(List<Alarm> raised) {
        return countBy(raised, Alarm::source).entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Count::alarms).reversed().thenComparing(Count::source))
                .limit(MOST_FREQUENT)
                .toList();
    }

    private static Map<String, Integer> countBy(List<Alarm> alarms, Function<Alarm, String> property) {
        Map<String, Integer> counts = new TreeMap<>();
        alarms.forEach(alarm -> counts.merge(property.apply(alarm), 1, Integer::sum));
        return counts;
    }
}
