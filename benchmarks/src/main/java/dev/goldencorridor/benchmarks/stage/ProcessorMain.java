package dev.goldencorridor.benchmarks.stage;

import dev.goldencorridor.processor.ProcessorApplication;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.schemas.settings.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Main class of the child process that is the stream-processor. Arguments: settings, each {@code name=value}. */
public final class ProcessorMain {
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private ProcessorMain() {}

    public static void main(String[] args) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : args) {
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        ProcessorApplication application =
                ProcessorApplication.create(Settings.of(ProcessorSettings.definition(), given));
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            Usage.now().tell();
                            application.close();
                        },
                        "stop"));
        Thread announcer = new Thread(() -> announce(application), "announce");
        announcer.setDaemon(true);
        announcer.start();
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
