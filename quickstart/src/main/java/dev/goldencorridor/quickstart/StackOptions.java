package dev.goldencorridor.quickstart;

import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that run a whole stack; a picocli mixin. */
final class StackOptions {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    @Mixin
    private SettingsOptions settings;

    @Option(names = "--fresh", description = "Delete what an earlier stack has left in the directory, and start over.")
    private boolean fresh;

    @Option(
            names = "--clock",
            paramLabel = "event|wall",
            description =
                    "What 'now' is: the time of day (wall), or the furthest event time seen (event; for replays).")
    private String clock;

    /**
     * Prepares a stack that is yet to be started. The process's end, for whatever reason but a kill, will stop it.
     *
     * @param out told that the stack is stopping
     * @param defaultClock the clock where the command line names none; null: what the other sources of settings say
     */
    Stack prepare(PrintWriter out, String defaultClock) {
        // Faults in the settings are the user's to hear before anything is touched.
        resolve(Map.of(), defaultClock);
        CorridorDirectory directory = CorridorDirectory.take(settings.directory());
        if (fresh) {
            directory.clear();
        }
        StackLog.to(directory.logs().resolve("corridor.log"));
        Stack stack = new Stack(
                directory, (definition, fromStack) -> settings.resolvePart(definition, given(fromStack, defaultClock)));
        stopAtExit(stack, out);
        return stack;
    }

    /** The process's end, for whatever reason but a kill, will stop the stack. */
    static void stopAtExit(Stack stack, PrintWriter out) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, out), "stop"));
    }

    Path directory() {
        return settings.directory();
    }

    /** {@code  --dir DIR} where the other commands would not find the directory by themselves, else nothing. */
    String directoryArgument() {
        return settings.directory().equals(new SettingsOptions().directory()) ? "" : " --dir " + settings.directory();
    }

    private void resolve(Map<String, String> fromStack, String defaultClock) {
        settings.resolve(DeclaredSettings.ofAllApplications(), given(fromStack, defaultClock));
    }

    private Map<String, String> given(Map<String, String> fromStack, String defaultClock) {
        Map<String, String> given = new LinkedHashMap<>(fromStack);
        String chosen = clock == null ? defaultClock : clock;
        if (chosen != null) {
            given.put(CommonSettings.CLOCK_CONFIG, chosen);
        }
        return given;
    }

    /** Nothing that hangs may keep the user waiting; all state survives a sudden end. */
    private static void stop(Stack stack, PrintWriter out) {
        if (!stack.hasEnded()) {
            out.println("Stopping ...");
            out.flush();
        }
        Thread closing = new Thread(stack::close, "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            out.println("Not everything stopped within " + STOP_LIMIT.toSeconds() + " s; ending all the same.");
        }
        out.flush();
    }
}
