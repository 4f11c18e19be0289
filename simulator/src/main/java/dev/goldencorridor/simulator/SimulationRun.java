package dev.goldencorridor.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Passes the reports of a simulation to a target when they are due.
 *
 * <p>{@link #run()} works in the calling thread until the plan ends or another thread calls {@link #stop()}. A report
 * is never passed on before the clock has reached its report time. A simulation that has caught up with the present
 * continues in real time.
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
     * Creates a run that is paced from the beginning of the plan.
     *
     * @param clock the present; reports never run ahead of it
     * @param target receives each report, in order, in the running thread. It may block to slow the simulation
     *     down. Its exceptions end the run
     */
    public SimulationRun(CorridorSimulation simulation, Speed speed, Clock clock, Consumer<SimulatedReport> target) {
        this(simulation, simulation.plan().from(), speed, clock, target);
    }

    /**
     * Creates a run that is paced from a later time.
     *
     * @param pacedFrom reports before this time are passed on as fast as possible, for a target that may have
     *     lost some of them
     * @param speed the pace from then on
     * @param clock the present; reports never run ahead of it
     * @param target receives each report, as above
     */
    public SimulationRun(
            CorridorSimulation simulation,
            Instant pacedFrom,
            Speed speed,
            Clock clock,
            Consumer<SimulatedReport> target) {
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

    /** Ends {@link #run()} before its next report. Returns without waiting for the end. */
    public void stop() {
        stopped.countDown();
    }

    /** The number of reports passed on so far. */
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
