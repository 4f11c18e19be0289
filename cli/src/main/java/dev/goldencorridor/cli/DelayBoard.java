package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.text.TextTable;
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
import java.util.stream.Stream;

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
        TextTable table = TextTable.of(
                        "severity",
                        "type",
                        "facility",
                        "train",
                        "since",
                        "age/late",
                        "threshold",
                        "planned",
                        "reason",
                        "parent")
                .alignRight("age/late", "threshold");
        groups.forEach(group -> group.forEach(row -> add(table, row)));
        table.removeColumnsOf(NONE);
        fit(table, width);
        return table.lines();
    }

    /** Drops the least important columns, or shortens the reason, until the table fits. */
    private static void fit(TextTable table, int width) {
        for (String least : List.of("parent", "planned", "threshold", "since", "reason")) {
            int over = table.width() - width;
            if (over <= 0) {
                break;
            }
            int reason = table.widthOf("reason").orElse(0) - over;
            if (reason >= MIN_REASON_CHARS) {
                table.shorten("reason", reason);
                break;
            }
            table.remove(least);
        }
    }

    private void add(TextTable table, Row row) {
        AggregateValue alert = row.alert;
        add(
                table,
                (row.isChild ? CHILD_INDENT : "") + alert.text("severity"),
                alert.text("type"),
                alert.text("facility"),
                train(alert),
                time(alert, "raisedAt"),
                AggregateTable.elapsed(age(alert).toMillis() / 1_000.0),
                threshold(alert),
                time(alert, "plannedAt"),
                alert.text("reason"),
                alert.text("parentKey"));
    }

    private List<String> cleared() {
        TextTable table = TextTable.of("cleared last", "cause", "severity", "type", "facility", "train");
        alerts.values().stream()
                .filter(alert -> !isOpen(alert))
                .sorted(Comparator.comparing(
                        (AggregateValue alert) -> alert.instant("clearedAt").orElse(Instant.MIN),
                        Comparator.reverseOrder()))
                .limit(MAX_CLEARED_SHOWN)
                .forEach(alert -> add(
                        table,
                        time(alert, "clearedAt"),
                        alert.text("clearedCause"),
                        alert.text("severity"),
                        alert.text("type"),
                        alert.text("facility"),
                        train(alert)));
        return table.isEmpty() ? List.of() : table.lines();
    }

    /** Replaces control characters: the text of a publisher must not move the cursor of the terminal. */
    private static void add(TextTable table, String... cells) {
        table.add(
                Stream.of(cells).map(cell -> cell.replaceAll("\\p{Cntrl}", " ")).toArray(String[]::new));
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
        return threshold == null || threshold <= 0 ? NONE : AggregateTable.elapsed(threshold);
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

    private record Row(String key, AggregateValue alert, boolean isChild) {}
}
