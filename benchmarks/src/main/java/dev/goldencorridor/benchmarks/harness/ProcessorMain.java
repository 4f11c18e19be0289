package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.processor.ProcessorApplication;
import dev.goldencorridor.processor.ProcessorSettings;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Main class of the child process that is the stream-processor. Arguments: settings, each {@code name=value}. It tells
 * when it runs, and every second what it has used: whoever kills it wants to know, too.
 */
public final class ProcessorMain {
    private static final Duration START_LIMIT = Duration.ofMinutes(30);

    private ProcessorMain() {}

    public static void main(String[] args) {
        ProcessorApplication application =
                ProcessorApplication.create(GivenSettings.parse(args, ProcessorSettings.definition()));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            Usage.now().tell();
                            application.close();
                        },
                        "stop"));
        ScheduledExecutorService teller = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "tell");
            thread.setDaemon(true);
            return thread;
        });
        var unusedUsage = teller.scheduleAtFixedRate(() -> Usage.now().tell(), 1, 1, TimeUnit.SECONDS);
        var unusedStart = teller.submit(() -> announce(application));
        application.run();
    }

    private static void announce(ProcessorApplication application) {
        try {
            if (application.awaitRunning(START_LIMIT)) {
                System.out.println("running " + System.currentTimeMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
