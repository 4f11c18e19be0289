package dev.goldencorridor.producer.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Hands the reports of a simulation over as their time comes. {@link #run()} works in the calling thread until the plan
 * ends or {@link #stop()} is called from another. A report is never handed over before the clock has reached the time at
 * which it is made: a simulation that catches up with the present goes on in real time.
 */
public final class SimulationRun implements Runnable {
    private final CorridorSimulation simulation;
    private final Speed speed;
    private final Clock clock;
    private final Consumer<Report> target;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong handedOver = new AtomicLong();

    /**
     * @param simulation what to hand over
     * @param speed how fast
     * @param clock the present, which reports must not run ahead of
     * @param target takes each report, in order, in the thread that runs; may block to slow the simulation down; what it
     *     throws ends the run
     */
    public SimulationRun(CorridorSimulation simulation, Speed speed, Clock clock, Consumer<Report> target) {
        this.simulation = simulation;
        this.speed = speed;
        this.clock = clock;
        this.target = target;
    }

    /** Returns when the plan has ended, {@link #stop()} was called or the thread was interrupted. */
    @Override
    public void run() {
        Instant from = simulation.plan().from();
        long start = System.nanoTime();
        try {
            for (Report report : simulation) {
                long due = start
                        + speed.realTime(Duration.between(from, report.reportedAt()))
                                .toNanos();
                if (waitUntil(due, report.reportedAt())) {
                    return;
                }
                target.accept(report);
                handedOver.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends {@link #run()} before its next report. Does not wait for it. */
    public void stop() {
        stopped.countDown();
    }

    /** How many reports have been handed over so far. */
    public long handedOver() {
        return handedOver.get();
    }

    /** Returns true if stopped. */
    private boolean waitUntil(long dueNanos, Instant reportedAt) throws InterruptedException {
        while (true) {
            long nanos = dueNanos - System.nanoTime();
            long millisAhead = Duration.between(clock.instant(), reportedAt).toMillis();
            long wait = Math.max(nanos, millisAhead > 0 ? TimeUnit.MILLISECONDS.toNanos(millisAhead) : 0);
            if (wait <= 0) {
                return stopped.getCount() == 0;
            }
            if (stopped.await(wait, TimeUnit.NANOSECONDS)) {
                return true;
            }
        }
    }
}
