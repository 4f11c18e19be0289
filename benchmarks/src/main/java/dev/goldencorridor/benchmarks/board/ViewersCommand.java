package dev.goldencorridor.benchmarks.board;

import dev.goldencorridor.benchmarks.harness.BenchmarkException;
import dev.goldencorridor.benchmarks.harness.ChildJvm;
import dev.goldencorridor.benchmarks.harness.Results;
import dev.goldencorridor.benchmarks.harness.Stage;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code benchmarks/run viewers}: the board under many viewers, some of which never read. */
@Command(
        name = "viewers",
        mixinStandardHelpOptions = true,
        description = "Processor time of the board, and time from a commit until viewers have the change.")
public final class ViewersCommand implements Callable<Integer> {
    private static final int KEYS = 1_500;
    private static final int READING = 20;
    private static final Duration START_LIMIT = Duration.ofMinutes(1);
    private static final Duration SETTLE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Option(names = "--viewers", paramLabel = "N", defaultValue = "500", description = "Viewers (500).")
    private int viewers;

    @Option(names = "--stuck", paramLabel = "N", defaultValue = "5", description = "Viewers that never read (5).")
    private int stuck;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "20", description = "Changes a second (20).")
    private int rate;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "Measured (60).")
    private int seconds;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Stage stage = Stage.setAnew(Results.target().resolve("viewers"), 4);
                ChangeWriter writer = new ChangeWriter(stage.bootstrapServers(), KEYS)) {
            writer.fill();
            try (ChildJvm board = stage.startBoard(List.of("-Xmx512m", "-XX:+UseSerialGC"));
                    ViewerLoad load = new ViewerLoad(URI.create(board.awaitValue("url", START_LIMIT)))) {
                Thread thread = new Thread(load, "viewers");
                thread.start();
                load.openReading(READING);
                load.openCompressed(viewers - READING);
                load.openStuck(stuck);
                pace(writer, 0, SETTLE);
                long first = (long) rate * SETTLE.toSeconds();
                long bytes = load.bytes();
                Duration before = board.processorTime();
                long begin = System.nanoTime();
                long last = pace(writer, first, Duration.ofSeconds(seconds));
                double elapsed = (System.nanoTime() - begin) / 1e9;
                double used = board.processorTime().minus(before).toMillis() / 1e3;
                TimeUnit.SECONDS.sleep(2);
                board.requireAlive();
                print(out, writer, load, first, last, elapsed, used, load.bytes() - bytes);
            }
        }
        return 0;
    }

    /** Writes changes at the rate. Returns the number after the last one. */
    private long pace(ChangeWriter writer, long first, Duration time) {
        long begin = System.nanoTime();
        long count = rate * time.toSeconds();
        for (long i = 0; i < count; i++) {
            long due = begin + i * TimeUnit.SECONDS.toNanos(1) / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            writer.change(first + i);
        }
        return first + count;
    }

    private void print(
            PrintWriter out,
            ChangeWriter writer,
            ViewerLoad load,
            long first,
            long last,
            double elapsed,
            double used,
            long bytes) {
        Histogram micros = new Histogram(3);
        load.receivedAt().forEach((reading, received) -> {
            Long committed = writer.committedAt().get(reading.change());
            if (committed != null && reading.change() >= first && reading.change() < last) {
                micros.recordValue(Math.max(0, (received - committed) / 1_000));
            }
        });
        if (micros.getTotalCount() == 0) {
            throw new BenchmarkException("no viewer has received a change");
        }
        out.printf(
                Locale.ROOT,
                "%d viewers and %d that never read, %d changes/s for %.0f s: board %.2f cores, %.0f KB/s in all; commit"
                        + " to viewer p50 %.0f ms, p99 %.0f ms, max %.0f ms (%d of %d seen; the others were replaced"
                        + " by newer values)%n",
                viewers,
                stuck,
                rate,
                elapsed,
                used / elapsed,
                bytes / elapsed / 1_000,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getMaxValue() / 1e3,
                micros.getTotalCount(),
                (last - first) * READING);
        out.flush();
    }
}
