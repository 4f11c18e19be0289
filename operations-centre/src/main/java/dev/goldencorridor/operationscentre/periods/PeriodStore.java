package dev.goldencorridor.operationscentre.periods;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The numbers of calendar periods. It keeps no texts, lists and maps of a period, so a period costs some 300 bytes.
 * Beyond {@link #MAX_KEPT_PERIODS} it forgets those that ended first. Thread-safe.
 */
public final class PeriodStore {
    /** At most about 150 MB. The default corridor has 40,000 periods after five years. */
    public static final int MAX_KEPT_PERIODS = 500_000;

    private static final String WINDOW_START = "windowStart";

    private final int capacity;
    private final Map<String, Columns> columns = new HashMap<>();
    private final Map<Series, NavigableMap<String, Figures>> series = new HashMap<>();
    private int size;
    private long forgottenEnd = Long.MIN_VALUE;

    public PeriodStore() {
        this(MAX_KEPT_PERIODS);
    }

    PeriodStore(int capacity) {
        this.capacity = capacity;
    }

    /**
     * The periods of one kind of one dimension.
     *
     * @param dimension for example {@code PORT/CNHRS}
     */
    public record Series(String topic, String dimension, CalendarPeriod.Kind kind) {}

    /**
     * A period with its numbers.
     *
     * @param start milliseconds since 1970
     * @param numbers by field; a field without a value is absent
     */
    public record Numbers(String label, long start, Map<String, Double> numbers) {}

    /** The numbers of one period, by column. */
    private static final class Figures {
        private final long start;
        private final long end;
        private final double[] numbers;

        private Figures(long start, long end, double[] numbers) {
            this.start = start;
            this.end = end;
            this.numbers = numbers;
        }

        private long end() {
            return end;
        }
    }

    /** The columns of a topic's numbers. */
    private static final class Columns {
        private final Map<String, Integer> byField = new LinkedHashMap<>();

        private double[] row(Map<String, Double> numbers) {
            numbers.keySet().forEach(field -> byField.computeIfAbsent(field, any -> byField.size()));
            double[] row = new double[byField.size()];
            Arrays.fill(row, Double.NaN);
            numbers.forEach((field, number) -> row[byField.get(field)] = number);
            return row;
        }

        private OptionalDouble number(double[] row, String field) {
            Integer column = byField.get(field);
            return column == null || column >= row.length || Double.isNaN(row[column])
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(row[column]);
        }
    }

    /**
     * Stores the latest numbers of a period.
     *
     * @param start milliseconds since 1970
     */
    public synchronized void put(Series of, CalendarPeriod period, long start, Map<String, Double> numbers) {
        long end = start + period.length().toMillis();
        if (end <= forgottenEnd) {
            return;
        }
        double[] row = columns.computeIfAbsent(of.topic(), any -> new Columns()).row(numbers);
        Figures before =
                series.computeIfAbsent(of, any -> new TreeMap<>()).put(period.label(), new Figures(start, end, row));
        if (before == null) {
            size++;
        }
        if (size > capacity) {
            forgetOldest();
        }
    }

    public synchronized void remove(Series of, String label) {
        NavigableMap<String, Figures> periods = series.get(of);
        if (periods != null && periods.remove(label) != null) {
            size--;
            if (periods.isEmpty()) {
                series.remove(of);
            }
        }
    }

    /** One field of the periods that begin in the range, oldest first. Periods without a value are left out. */
    public synchronized List<Point> points(Series of, String field, long fromMs, long toMs) {
        Columns known = columns.getOrDefault(of.topic(), new Columns());
        return series.getOrDefault(of, new TreeMap<>()).entrySet().stream()
                .filter(entry -> isWithin(entry.getValue(), fromMs, toMs))
                .flatMap(entry -> known.number(entry.getValue().numbers, field).stream()
                        .mapToObj(number -> new Point(entry.getKey(), entry.getValue().start, number)))
                .toList();
    }

    /** All numbers of the periods that begin in the range, oldest first. */
    public synchronized List<Numbers> numbers(Series of, long fromMs, long toMs) {
        Columns known = columns.getOrDefault(of.topic(), new Columns());
        return series.getOrDefault(of, new TreeMap<>()).entrySet().stream()
                .filter(entry -> isWithin(entry.getValue(), fromMs, toMs))
                .map(entry -> {
                    Map<String, Double> numbers = new LinkedHashMap<>();
                    known.byField.keySet().forEach(field -> known.number(entry.getValue().numbers, field)
                            .ifPresent(number -> numbers.put(field, number)));
                    return new Numbers(entry.getKey(), entry.getValue().start, numbers);
                })
                .toList();
    }

    /** The fields that occur in periods of a topic. */
    public synchronized List<String> fields(String topic) {
        return columns.getOrDefault(topic, new Columns()).byField.keySet().stream()
                .filter(field -> !field.equals(WINDOW_START))
                .toList();
    }

    /** The dimensions that have periods of this kind in a topic. */
    public synchronized List<String> dimensions(String topic, CalendarPeriod.Kind kind) {
        return series.keySet().stream()
                .filter(one -> one.topic().equals(topic) && one.kind() == kind)
                .map(Series::dimension)
                .sorted()
                .toList();
    }

    /**
     * A number of one period.
     *
     * @param start milliseconds since 1970
     */
    public record Point(String label, long start, double value) {}

    private static boolean isWithin(Figures figures, long fromMs, long toMs) {
        return figures.start >= fromMs && figures.start < toMs;
    }

    /** Forgets a tenth, so that this happens rarely. */
    private void forgetOldest() {
        long[] ends = series.values().stream()
                .flatMap(periods -> periods.values().stream())
                .mapToLong(Figures::end)
                .sorted()
                .toArray();
        forgottenEnd = ends[ends.length / 10];
        series.values().forEach(periods -> periods.values().removeIf(figures -> figures.end <= forgottenEnd));
        series.values().removeIf(Map::isEmpty);
        size = series.values().stream().mapToInt(Map::size).sum();
    }
}
