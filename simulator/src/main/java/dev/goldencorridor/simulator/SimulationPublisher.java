package dev.goldencorridor.simulator;

import dev.goldencorridor.producer.InvalidMovementException;
import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishException;
import dev.goldencorridor.producer.PublishTally;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes the reports of one simulation and counts the outcomes. */
final class SimulationPublisher {
    private static final long PROGRESS_INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MAX_SHUTDOWN_WAIT_SECONDS = 5;
    private static final int MAX_PRINTED_REJECTIONS = 20;

    private final Clock clock;
    private final PrintWriter out;
    private final Consumer<String> problems;
    private final PublishTally tally = new PublishTally();

    /** @param problems receives a message for each of the first rejections, and for a failure that ends the run */
    SimulationPublisher(Clock clock, PrintWriter out, Consumer<String> problems) {
        this.clock = clock;
        this.out = out;
        this.problems = problems;
    }

    /**
     * Publishes all reports, in the calling thread.
     *
     * @param withholding wraps the target of the reports
     * @return the command's exit code
     */
    int publish(
            CorridorSimulation simulation,
            Speed speed,
            Settings settings,
            Function<Consumer<SimulatedReport>, WithheldReports> withholding) {
        long start = System.nanoTime();
        String failure = "";
        try (MovementPublishers publishers = MovementPublishers.connect(settings, clock)) {
            CorridorSimulation.publishers().forEach(publishers::of);
            Consumer<SimulatedReport> target = report -> publish(report, publishers);
            try (WithheldReports reports = withholding.apply(target)) {
                untilEndOrShutdown(
                        new SimulationRun(simulation, speed, clock, reports.andThen(progress())), publishers, reports);
            } catch (PublishException | RegistryUnavailableException | UncheckedIOException e) {
                failure = e.getMessage();
            }
        }
        if (!failure.isEmpty()) {
            problems.accept(failure);
        }
        tally.print(out, false, Duration.ofNanos(System.nanoTime() - start));
        if (!failure.isEmpty() && tally.countPublished() == 0) {
            return SimulateCommand.NOTHING_DONE;
        }
        return failure.isEmpty() && tally.countRejected() == 0 ? SimulateCommand.ALL_DONE : SimulateCommand.PARTLY_DONE;
    }

    private void publish(SimulatedReport report, MovementPublishers publishers) {
        tally.read();
        try {
            CompletableFuture<RecordMetadata> unused = publishers
                    .of(report.publisher())
                    .publish(report.movement())
                    .whenComplete((where, failure) -> {
                        if (failure == null) {
                            tally.published();
                        } else {
                            reject("not acknowledged", failure);
                        }
                    });
        } catch (InvalidMovementException e) {
            reject(e.faults().get(0).reason(), e);
        }
    }

    private void reject(String reason, Throwable failure) {
        tally.rejected(reason);
        if (tally.countRejected() <= MAX_PRINTED_REJECTIONS) {
            problems.accept(failure.getMessage());
        }
    }

    /**
     * Runs in the calling thread. Ctrl-C stops the run between two reports. The shutdown then waits until the brokers
     * have acknowledged the reports that were sent.
     */
    private static void untilEndOrShutdown(SimulationRun run, MovementPublishers publishers, WithheldReports reports) {
        CountDownLatch done = new CountDownLatch(1);
        Thread onShutdown = new Thread(
                () -> {
                    run.stop();
                    try {
                        done.await(MAX_SHUTDOWN_WAIT_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop-simulation");
        Runtime.getRuntime().addShutdownHook(onShutdown);
        try {
            run.run();
            publishers.flush();
            reports.printSummary();
        } finally {
            done.countDown();
            if (!onShutdown.isAlive()) {
                Runtime.getRuntime().removeShutdownHook(onShutdown);
            }
        }
    }

    /** Prints a line of progress now and then. */
    private Consumer<SimulatedReport> progress() {
        long[] next = {System.nanoTime() + PROGRESS_INTERVAL_NANOS};
        return report -> {
            if (System.nanoTime() >= next[0]) {
                next[0] = System.nanoTime() + PROGRESS_INTERVAL_NANOS;
                out.println("simulated until " + report.reportedAt() + ": " + tally.inOneLine());
                out.flush();
            }
        };
    }
}
