package dev.goldencorridor.cli;

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
 * The table of open alerts: the most severe first, then the oldest. A child alert comes below its parent. The last
 * cleared alerts follow below.
 */
final class DelayBoard {
    private static final List<String> SEVERITIES = List.of("CRITICAL", "MAJOR", "MINOR");
    private static final int MAX_CLEARED_SHOWN = 5;
    private static final int MIN_REASON_CHARS = 12;
    private static final String CHILD_INDENT = "  ";
    private static final String NONE = "-";
    private static final String GAP = "  ";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Map<String, AggregateValue> alerts = new LinkedHashMap<>();
    private final Optional<Instant> now;

    /**
     * Creates the board.
     *
     * @param topics values by key, of each topic; if several topics have an alert, its newest state counts
     * @param now the time of the pipeline's clock; without it, ages are those of the last publication
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

    /** The number of open alerts by severity. */
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

    /** The lines of the table. They keep to the width if the columns can be dropped or shortened enough. */
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
        dropEmpty(columns);
        fit(columns, width);
        return rendered(columns);
    }

    private static void dropEmpty(List<Column> columns) {
        columns.removeIf(column -> column.cells.stream().allMatch(NONE::equals));
    }

    /** Drops the least important columns, or shortens the reason, until the table fits. */
    private static void fit(List<Column> columns, int width) {
        for (String least : List.of("parent", "planned", "threshold", "since", "reason")) {
            int over = width(columns) - width;
            if (over <= 0) {
                break;
            }
            Optional<Column> reason = column(columns, "reason");
            if (reason.isPresent() && reason.get().width() - over >= MIN_REASON_CHARS) {
                reason.get().shorten(reason.get().width() - over);
                break;
            }
            columns.removeIf(column -> column.title.equals(least));
        }
    }

    /** Renders the titles and the rows. */
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
                (row.isChild ? CHILD_INDENT : "") + alert.text("severity"),
                alert.text("type"),
                alert.text("facility"),
                train(alert),
                time(alert, "raisedAt"),
                WatchView.elapsed(age(alert).toMillis() / 1_000.0),
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
                .limit(MAX_CLEARED_SHOWN)
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
            // Text of a publisher must not move the cursor of the terminal.
            columns.get(column).cells.add(cells[column].replaceAll("\\p{Cntrl}", " "));
        }
    }

    /**
     * The open alerts in groups: a single alert, or a parent with its children. Groups are ordered by their most
     * severe and oldest alert.
     */
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

    /** The age grows with the pipeline's clock, except for a lateness that an event has settled. */
    private Duration age(AggregateValue alert) {
        Double publishedSeconds = alert.number("valueSeconds");
        Duration age = Duration.ofMillis(Math.round((publishedSeconds == null ? 0 : publishedSeconds) * 1_000));
        boolean isSettled = alert.text("type").endsWith("_LATE")
                && alert.instant("occurredAt").isPresent();
        Optional<Instant> asOf = alert.instant("asOf");
        if (isSettled || now.isEmpty() || asOf.isEmpty() || now.get().isBefore(asOf.get())) {
            return age;
        }
        return age.plus(Duration.between(asOf.get(), now.get()));
    }

    /** An alert that is raised at once has no threshold to show. */
    private static String threshold(AggregateValue alert) {
        Double threshold = alert.number("thresholdSeconds");
        return threshold == null || threshold <= 0 ? NONE : WatchView.elapsed(threshold);
    }

    /** The train number; the run id if the number is unknown; none for an alert about a facility. */
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
        private final boolean alignRight;
        private final List<String> cells = new ArrayList<>();
        private int maxWidth = Integer.MAX_VALUE;

        Column(String title, boolean alignRight) {
            this.title = title;
            this.alignRight = alignRight;
        }

        int width() {
            int widest = cells.stream().mapToInt(String::length).max().orElse(0);
            return Math.min(maxWidth, Math.max(title.length(), widest));
        }

        void shorten(int width) {
            maxWidth = width;
        }

        /** The padded cell of a row; the title for row -1. */
        String cell(int row) {
            String text = row < 0 ? title : cells.get(row);
            int width = width();
            if (text.length() > width) {
                return text.substring(0, width - 1) + "…";
            }
            String padding = " ".repeat(width - text.length());
            return alignRight ? padding + text : text + padding;
        }
    }
}
