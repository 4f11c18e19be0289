package dev.goldencorridor.endtoend;

import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.simulator.SimulatedReport;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes reports at a steady rate, each through the publisher that reports it. */
final class PacedTraffic implements AutoCloseable {
    static final int PER_SECOND = 150;

    private final MovementPublishers publishers;
    private final Queue<SimulatedReport> waiting;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger published = new AtomicInteger();
    private volatile Throwable failure;
    private volatile long lastAt;

    private PacedTraffic(MovementPublishers publishers, List<SimulatedReport> reports) {
        this.publishers = publishers;
        this.waiting = new ConcurrentLinkedQueue<>(reports);
    }

    /** Connects each publisher, and starts. */
    static PacedTraffic start(Settings settings, List<SimulatedReport> reports) {
        MovementPublishers publishers = MovementPublishers.connect(settings, Clock.systemUTC());
        reports.stream().map(SimulatedReport::publisher).distinct().forEach(publishers::of);
        PacedTraffic traffic = new PacedTraffic(publishers, reports);
        ScheduledFuture<?> unused = traffic.thread.scheduleAtFixedRate(
                traffic::publish, 0, TimeUnit.SECONDS.toNanos(1) / PER_SECOND, TimeUnit.NANOSECONDS);
        return traffic;
    }

    private void publish() {
        SimulatedReport next = waiting.poll();
        if (next != null) {
            var unused = publishers
                    .of(next.publisher())
                    .publish(next.movement())
                    .exceptionally(problem -> {
                        failure = problem;
                        return null;
                    });
            lastAt = System.currentTimeMillis();
            published.incrementAndGet();
        }
    }

    /** @throws CompletionException if an event was not acknowledged */
    int published() {
        if (failure != null) {
            throw new CompletionException(failure);
        }
        return published.get();
    }

    /** When the last one was published, in epoch milliseconds. */
    long lastAt() {
        return lastAt;
    }

    /** Returns when all are acknowledged. */
    void flush() {
        publishers.flush();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        publishers.close();
    }
}
