package dev.goldencorridor.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Open alerts, the most severe first and among those the oldest; alerts that follow from another stand under it. Below
 * them the ones that were cleared last.
 */
final class DelayBoard {
    private static final List<String> SEVERITIES = List.of("CRITICAL", "MAJOR", "MINOR");
    private static final int CLEARED_SHOWN = 5;
    private static final int SHORTEST_REASON = 12;
    private static final String UNDER_PARENT = "  ";
    private static final String NONE = "-";
    private static final String GAP = "  ";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Map<String, AggregateValue> alerts = new LinkedHashMap<>();
    private final Optional<Instant> now;

    /**
     * @param topics values by key, of each topic; where an alert is in several its newest state counts
     * @param now what the pipeline's clock shows; without it, ages are those told last
     */
    DelayBoard(Collection<Map<String, AggregateValue>> topics, Optional<Instant> now) {
        topics.forEach(topic -> topic.forEach((key, alert) -> alerts.merge(key, alert, DelayBoard::newer)));
        this.now = now;
    }

    private static AggregateValue newer(AggregateValue one, AggregateValue other) {
        return Comparator.comparing((AggregateValue alert) ->
                                        alert.instant("asOf").orElse(Instant.MIN))
                                .thenComparing(alert -> alert.count("revision"))
                                .compare(one, other)
                        < 0
                ? other
                : one;
    }

    /** How many are open, by severity. */
    String counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        SEVERITIES.forEach(severity -> counts.put(severity, 0));
        alerts.values().stream()
                .filter(DelayBoard::isOpen)
                .forEach(alert -> counts.merge(alert.text("severity"), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((severity, count) -> parts.add(count + " " + severity));
        return String.join(", ", parts) + " open";
    }

    /** The table, in lines of at most the given width as far as that can be. */
    List<String> lines(int width) {
        List<String> lines = new ArrayList<>(open(width));
        if (lines.isEmpty()) {
            lines.add("No alert is open.");
        }
        List<String> cleared = cleared();
        if (!cleared.isEmpty()) {
            lines.add("");
            lines.addAll(cleared);
        }
        return lines;
    }

    private List<String> open(int width) {
        List<List<Row>> groups = groups();
        if (groups.isEmpty()) {
            return List.of();
        }
        List<Column> columns = new ArrayList<>(List.of(
                new Column("severity", false),
                new Column("type", false),
                new Column("facility", false),
                new Column("train", false),
                new Column("since", false),
                new Column("age/late", true),
                new Column("threshold", true),
                new Column("planned", false),
                new Column("reason", false),
                new Column("parent", false)));
        groups.forEach(group -> group.forEach(row -> add(columns, row)));
        // What is empty in every row says nothing; then what can be missed most easily makes room.
        columns.removeIf(column -> column.cells.stream().allMatch(NONE::equals));
        for (String least : List.of("parent", "planned", "threshold", "since", "reason")) {
            int over = width(columns) - width;
            if (over <= 0) {
                break;
            }
            Optional<Column> reason = column(columns, "reason");
            if (reason.isPresent() && reason.get().width() - over >= SHORTEST_REASON) {
                reason.get().shorten(reason.get().width() - over);
                break;
            }
            columns.removeIf(column -> column.title.equals(least));
        }
        return rendered(columns);
    }

    /** Titles and rows. */
    private static List<String> rendered(List<Column> columns) {
        List<String> lines = new ArrayList<>();
        int rows = columns.get(0).cells.size();
        for (int row = -1; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (Column column : columns) {
                line.append(line.isEmpty() ? "" : GAP).append(column.cell(row));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private void add(List<Column> columns, Row row) {
        AggregateValue alert = row.alert;
        add(
                columns,
                (row.isChild ? UNDER_PARENT : "") + alert.text("severity"),
                alert.text("type"),
                alert.text("facility"),
                train(alert),
                time(alert, "raisedAt"),
                View.elapsed(age(alert).toMillis() / 1_000.0),
                threshold(alert),
                time(alert, "plannedAt"),
                alert.text("reason"),
                alert.text("parentKey"));
    }

    private List<String> cleared() {
        List<Column> columns = List.of(
                new Column("cleared last", false),
                new Column("cause", false),
                new Column("severity", false),
                new Column("type", false),
                new Column("facility", false),
                new Column("train", false));
        alerts.values().stream()
                .filter(alert -> !isOpen(alert))
                .sorted(Comparator.comparing(
                        (AggregateValue alert) -> alert.instant("clearedAt").orElse(Instant.MIN),
                        Comparator.reverseOrder()))
                .limit(CLEARED_SHOWN)
                .forEach(alert -> add(
                        columns,
                        time(alert, "clearedAt"),
                        alert.text("clearedCause"),
                        alert.text("severity"),
                        alert.text("type"),
                        alert.text("facility"),
                        train(alert)));
        return columns.get(0).cells.isEmpty() ? List.of() : rendered(columns);
    }

    private static void add(List<Column> columns, String... cells) {
        for (int column = 0; column < cells.length; column++) {
            // What a publisher writes must not move the terminal's cursor.
            columns.get(column).cells.add(cells[column].replaceAll("\\p{Cntrl}", " "));
        }
    }

    /** An alert that stands by itself, or a parent with its children; in the order of their most severe and oldest. */
    private List<List<Row>> groups() {
        Map<String, List<Row>> groups = new HashMap<>();
        alerts.forEach((key, alert) -> {
            if (isOpen(alert)) {
                AggregateValue parent = alerts.get(alert.text("parentKey"));
                boolean isChild = parent != null && isOpen(parent);
                groups.computeIfAbsent(isChild ? alert.text("parentKey") : key, any -> new ArrayList<>())
                        .add(new Row(key, alert, isChild));
            }
        });
        Comparator<Row> bySeverityAndAge = Comparator.comparingInt((Row row) -> rank(row.alert))
                .thenComparing(row -> age(row.alert), Comparator.reverseOrder())
                .thenComparing(Row::key);
        List<List<Row>> sorted = new ArrayList<>(groups.values());
        sorted.forEach(group -> group.sort(Comparator.comparing(Row::isChild).thenComparing(bySeverityAndAge)));
        sorted.sort(Comparator.comparing(
                (List<Row> group) -> group.stream().min(bySeverityAndAge).orElseThrow(), bySeverityAndAge));
        return sorted;
    }

    private static boolean isOpen(AggregateValue alert) {
        return !alert.text("state").equals("CLEARED");
    }

    private static int rank(AggregateValue alert) {
        int rank = SEVERITIES.indexOf(alert.text("severity"));
        return rank < 0 ? SEVERITIES.size() : rank;
    }

    /** It grows with the pipeline's clock, but for a lateness that an event has settled. */
    private Duration age(AggregateValue alert) {
        Double told = alert.number("valueSeconds");
        Duration age = Duration.ofMillis(Math.round((told == null ? 0 : told) * 1_000));
        boolean isSettled = alert.text("type").endsWith("_LATE")
                && alert.instant("occurredAt").isPresent();
        Optional<Instant> asOf = alert.instant("asOf");
        if (isSettled || now.isEmpty() || asOf.isEmpty() || now.get().isBefore(asOf.get())) {
            return age;
        }
        return age.plus(Duration.between(asOf.get(), now.get()));
    }

    /** Where an alert is raised at once there is none to show. */
    private static String threshold(AggregateValue alert) {
        Double threshold = alert.number("thresholdSeconds");
        return threshold == null || threshold <= 0 ? NONE : View.elapsed(threshold);
    }

    /** Its number or, where that is not known, its run; none where the alert is about the place. */
    private static String train(AggregateValue alert) {
        String number = alert.text("trainNumber");
        if (!number.equals(NONE)) {
            return number;
        }
        return alert.text("trainRunId").equals("ALL") ? NONE : alert.text("trainRunId");
    }

    private static String time(AggregateValue alert, String field) {
        return alert.instant(field).map(TIME::format).orElse(NONE);
    }

    private static Optional<Column> column(List<Column> columns, String title) {
        return columns.stream().filter(column -> column.title.equals(title)).findFirst();
    }

    private static int width(List<Column> columns) {
        return columns.stream().mapToInt(Column::width).sum() + GAP.length() * (columns.size() - 1);
    }

    private record Row(String key, AggregateValue alert, boolean isChild) {}

    private static final class Column {
        private final String title;
        private final boolean toTheRight;
        private final List<String> cells = new ArrayList<>();
        private int longest = Integer.MAX_VALUE;

        Column(String title, boolean toTheRight) {
            this.title = title;
            this.toTheRight = toTheRight;
        }

        int width() {
            int widest = cells.stream().mapToInt(String::length).max().orElse(0);
            return Math.min(longest, Math.max(title.length(), widest));
        }

        void shorten(int width) {
            longest = width;
        }

        /** The cell of a row, the title of row -1; padded. */
        String cell(int row) {
            String text = row < 0 ? title : cells.get(row);
            int width = width();
            if (text.length() > width) {
                return text.substring(0, width - 1) + "…";
            }
            String padding = " ".repeat(width - text.length());
            return toTheRight ? padding + text : text + padding;
        }
    }
}
