package dev.goldencorridor.simulator;

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
    private final Instant pacedFrom;
    private final Speed speed;
    private final Clock clock;
    private final Consumer<SimulatedReport> target;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicLong handedOver = new AtomicLong();

    /**
     * @param simulation what to hand over
     * @param speed how fast
     * @param clock the present, which reports must not run ahead of
     * @param target takes each report, in order, in the thread that runs; may block to slow the simulation down; what it
     *     throws ends the run
     */
    public SimulationRun(CorridorSimulation simulation, Speed speed, Clock clock, Consumer<SimulatedReport> target) {
        this(simulation, simulation.plan().from(), speed, clock, target);
    }

    /**
     * @param simulation what to hand over
     * @param pacedFrom what is reported before this time is handed over as fast as possible, for a target that may have
     *     lost some of it
     * @param speed how fast from then on
     * @param clock the present, which reports must not run ahead of
     * @param target as above
     */
    public SimulationRun(
            CorridorSimulation simulation, Instant pacedFrom, Speed speed, Clock clock, Consumer<SimulatedReport> target) {
        this.simulation = simulation;
        this.pacedFrom = pacedFrom;
        this.speed = speed;
        this.clock = clock;
        this.target = target;
    }

    /** Returns when the plan has ended, {@link #stop()} was called or the thread was interrupted. */
    @Override
    public void run() {
        long start = System.nanoTime();
        boolean isPaced = false;
        try {
            for (SimulatedReport report : simulation) {
                if (!isPaced && !report.reportedAt().isBefore(pacedFrom)) {
                    isPaced = true;
                    start = System.nanoTime();
                }
                long due = isPaced
                        ? start
                                + speed.realTime(Duration.between(pacedFrom, report.reportedAt()))
                                        .toNanos()
                        : start;
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
