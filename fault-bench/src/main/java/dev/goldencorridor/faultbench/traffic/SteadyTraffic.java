package dev.goldencorridor.faultbench.traffic;

import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishException;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.SimulatedReport;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes simulated reports at a steady rate, in a thread of its own. An event that is not acknowledged is published
 * again, as a port system must do. So in the end each event of the ledger is acknowledged.
 */
public final class SteadyTraffic implements AutoCloseable {
    /** Longer than any fault, so that a partition keeps the order of sending. */
    private static final String DELIVERY_TIMEOUT = "20m";

    private static final long MAX_LAG_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final MovementPublishers publishers;
    private final Iterator<SimulatedReport> reports;
    private final Ledger ledger;
    private final Clock clock = Clock.systemUTC();
    private final long intervalNanos;
    /** The plans of all trains under way come at this time, thousands at once. They need not take the steady pace. */
    private final Instant begin;

    private final Queue<SimulatedReport> failed = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final Object pausing = new Object();
    /** Guarded by {@link #pausing}. */
    private boolean isPaused;

    private volatile boolean isStopped;
    private volatile RuntimeException failure;

    private SteadyTraffic(
            MovementPublishers publishers, CorridorSimulation simulation, Ledger ledger, int eventsPerSecond) {
        this.publishers = publishers;
        this.reports = simulation.iterator();
        this.ledger = ledger;
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / eventsPerSecond;
        this.begin = simulation.plan().from();
        this.thread = new Thread(this::run, "traffic");
    }

    /**
     * Connects, and starts to publish.
     *
     * @param addresses the settings that name brokers and registry
     */
    public static SteadyTraffic start(
            Map<String, String> addresses, CorridorSimulation simulation, Ledger ledger, int eventsPerSecond) {
        Map<String, String> given = new HashMap<>(addresses);
        given.put(PublishSettings.DELIVERY_TIMEOUT_CONFIG, DELIVERY_TIMEOUT);
        // A publisher learns of a new leader at once, so that its wait is not counted as a pause of the pipeline.
        given.put("kafka.metadata.max.age.ms", "1000");
        given.put("kafka.request.timeout.ms", "3000");
        MovementPublishers publishers =
                MovementPublishers.connect(Settings.of(PublishSettings.definition(), given), Clock.systemUTC());
        CorridorSimulation.publishers().forEach(publishers::of);
        SteadyTraffic traffic = new SteadyTraffic(publishers, simulation, ledger, eventsPerSecond);
        traffic.thread.start();
        return traffic;
    }

    /** Publishes nothing until {@link #resume()}. */
    public void pause() {
        synchronized (pausing) {
            isPaused = true;
        }
    }

    public void resume() {
        synchronized (pausing) {
            isPaused = false;
            pausing.notifyAll();
        }
    }

    /** Returns whether it had to wait. */
    private boolean awaitResumed() throws InterruptedException {
        synchronized (pausing) {
            boolean hadToWait = isPaused;
            while (isPaused) {
                pausing.wait();
            }
            return hadToWait;
        }
    }

    /** The reason why the traffic ended by itself; null while it runs. */
    public RuntimeException failure() {
        return failure;
    }

    private void run() {
        try {
            long due = System.nanoTime();
            while (!isStopped && reports.hasNext()) {
                if (awaitResumed()) {
                    due = System.nanoTime();
                    continue;
                }
                resendFailed();
                SimulatedReport next = reports.next();
                long now = System.nanoTime();
                boolean isKnownAtStart = !next.reportedAt().isAfter(begin);
                if (now < due && !isKnownAtStart) {
                    TimeUnit.NANOSECONDS.sleep(due - now);
                }
                ledger.sending(next, System.nanoTime());
                send(next);
                // After a block, the rate goes on and does not catch up.
                due = Math.max(due + intervalNanos, System.nanoTime() - MAX_LAG_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void resendFailed() {
        for (SimulatedReport report = failed.poll(); report != null; report = failed.poll()) {
            ledger.resent();
            send(report);
        }
    }

    private void send(SimulatedReport report) {
        while (true) {
            try {
                CompletableFuture<RecordMetadata> unused = publishers
                        .of(report.publisher())
                        .publish(report.movement())
                        .whenComplete((where, problem) -> {
                            if (problem == null) {
                                ledger.acknowledged(report, Instant.ofEpochMilli(where.timestamp()), clock.instant());
                            } else {
                                failed.add(report);
                            }
                        });
                return;
            } catch (PublishException e) {
                // Nothing was sent: the limit of events in flight was reached for long.
                ledger.resent();
            }
        }
    }

    /** Stops, and waits until each event that was sent is acknowledged. */
    @Override
    public void close() {
        isStopped = true;
        resume();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publishers.flush();
        while (!failed.isEmpty()) {
            resendFailed();
            publishers.flush();
        }
        publishers.close();
    }
}
