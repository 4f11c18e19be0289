package dev.goldencorridor.benchmarks.harness;

import dev.goldencorridor.processor.ProcessorApplication;
import dev.goldencorridor.processor.ProcessorSettings;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Main class of the child process that runs the stream-processor. Arguments: settings, each {@code name=value}. It
 * prints when it runs. It also prints its usage every second, so that the usage of a killed process is available.
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
                            Usage.now().print();
                            application.close();
                        },
                        "stop"));
        ScheduledExecutorService printer = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "usage");
            thread.setDaemon(true);
            return thread;
        });
        var unusedUsage = printer.scheduleAtFixedRate(() -> Usage.now().print(), 1, 1, TimeUnit.SECONDS);
        var unusedStart = printer.submit(() -> announce(application));
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
