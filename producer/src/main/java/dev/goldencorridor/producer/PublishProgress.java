package dev.goldencorridor.producer;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows the progress of publishing: a bar on a terminal, otherwise a line every few seconds. */
final class PublishProgress implements AutoCloseable {
    private static final long LINE_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final ProgressBar bar;
    private final PrintWriter out;
    private long lineAt = System.nanoTime() + LINE_EVERY_NANOS;

    private PublishProgress(ProgressBar bar, PrintWriter out) {
        this.bar = bar;
        this.out = out;
    }

    /**
     * Starts the display.
     *
     * @param bytes the size of the input, if it is known
     * @param terminal whether a bar can be drawn
     */
    static PublishProgress over(OptionalLong bytes, boolean terminal, PrintWriter out) {
        if (!terminal) {
            return new PublishProgress(null, out);
        }
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("publish")
                .setInitialMax(bytes.orElse(-1))
                .setUnit(" KiB", 1024)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build();
        return new PublishProgress(bar, out);
    }

    void at(long bytesRead, PublishTally tally) {
        if (bar != null) {
            bar.stepTo(bytesRead);
        } else if (System.nanoTime() >= lineAt) {
            lineAt = System.nanoTime() + LINE_EVERY_NANOS;
            out.println(tally.inOneLine());
            out.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
