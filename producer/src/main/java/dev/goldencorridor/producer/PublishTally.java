package dev.goldencorridor.producer;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts the outcomes of all input. Synchronized, since acknowledgements come from another thread. */
public final class PublishTally {
    private final Map<String, Long> rejected = new TreeMap<>();
    private final Map<String, Long> notMovements = new TreeMap<>();
    private long read;
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
        line(out, "read", read);
        line(out, dryRun ? "good (not sent)" : "published", published);
        line(out, "not movements", sum(notMovements));
        notMovements.forEach((kind, count) -> line(out, "  message " + kind, count));
        line(out, "rejected", sum(rejected));
        rejected.forEach((reason, count) -> line(out, "  " + reason, count));
        double seconds = Math.max(0.001, took.toNanos() / 1e9);
        out.println(String.format(
                Locale.ROOT, "%-32s %,12.1f (%,.0f per second)", "seconds", seconds, published / seconds));
        out.flush();
    }

    private static void line(PrintWriter out, String what, long count) {
        out.println(String.format(Locale.ROOT, "%-32s %,12d", what, count));
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
