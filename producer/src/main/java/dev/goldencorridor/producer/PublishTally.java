package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.text.TextTable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts the outcomes of all input. Synchronized, since acknowledgements come from another thread. */
public final class PublishTally {
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> notMovements = new TreeMap<>();
    private final Map<String, Long> warnings = new TreeMap<>();
    private long read;
    private long excluded;
    private long published;

    public synchronized void read() {
        read++;
    }

    public synchronized void published() {
        published++;
    }

    public synchronized void rejected(String reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    synchronized void notMovement(String kind) {
        notMovements.merge(kind, 1L, Long::sum);
    }

    /** Counts an event outside the times that are published. */
    synchronized void excluded() {
        excluded++;
    }

    synchronized void warned(String kind) {
        warnings.merge(kind, 1L, Long::sum);
    }

    synchronized long countRead() {
        return read;
    }

    public synchronized long countPublished() {
        return published;
    }

    public synchronized long countRejected() {
        return sum(rejected);
    }

    public synchronized String inOneLine() {
        return String.format(Locale.ROOT, "%,d read, %,d published, %,d rejected", read, published, sum(rejected));
    }

    public synchronized void print(PrintWriter out, boolean dryRun, Duration took) {
        TextTable table = TextTable.withoutTitles();
        add(table, "read", read);
        add(table, dryRun ? "good (not sent)" : "published", published);
        add(table, "not movements", sum(notMovements));
        notMovements.forEach((kind, count) -> add(table, "  message " + kind, count));
        if (excluded > 0) {
            add(table, "excluded", excluded);
        }
        add(table, "rejected", sum(rejected));
        rejected.forEach((reason, count) -> add(table, "  " + reason, count));
        if (!warnings.isEmpty()) {
            add(table, "warnings", sum(warnings));
            warnings.forEach((kind, count) -> add(table, "  " + kind, count));
        }
        double seconds = Math.max(0.001, took.toNanos() / 1e9);
        table.add(
                "seconds",
                String.format(Locale.ROOT, "%,.1f", seconds),
                String.format(Locale.ROOT, "(%,.0f per second)", published / seconds));
        table.lines().forEach(out::println);
        out.flush();
    }

    private static void add(TextTable table, String what, long count) {
        table.add(what, String.format(Locale.ROOT, "%,d", count), "");
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
