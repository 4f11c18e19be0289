package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.security.Credentials.Mechanism;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
            names = "--secure",
            arity = "0..1",
            paramLabel = "tls|scram",
            fallbackValue = "tls",
            description = "Encrypt every connection, and let each program authenticate by its own name, with a"
                    + " certificate (tls) or with a password (scram). Each program has the permissions that it needs,"
                    + " and no others. Certificates and passwords are made in DIR/security. A directory that was"
                    + " secure stays so until --fresh.")
    private Mechanism secure;

    @Option(
            names = "--clock",
            paramLabel = "event|wall",
            description =
                    "What 'now' is: the time of day (wall), or the furthest event time seen (event; for replays).")
    private String clock;

    /**
     * Prepares a stack without starting it. A shutdown hook stops it at the end of the process.
     *
     * @param out receives a line when the stack stops
     * @param defaultClock the clock if the command line names none; null: the clock of the other settings
     */
    Stack prepare(PrintWriter out, String defaultClock) {
        // Report faulty settings before anything is changed.
        resolve(Map.of(), defaultClock);
        CorridorDirectory directory = CorridorDirectory.take(settings.directory());
        if (fresh) {
            directory.clear();
        }
        StackLog.to(directory.logs().resolve("corridor.log"));
        Stack stack = new Stack(
                directory,
                (definition, fromStack) -> settings.resolvePart(definition, given(fromStack, defaultClock)),
                Optional.ofNullable(secure));
        stopAtExit(stack, out);
        return stack;
    }

    /** Adds a shutdown hook that stops the stack. */
    static void stopAtExit(Stack stack, PrintWriter out) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, out), "stop"));
    }

    Path directory() {
        return settings.directory();
    }

    /** The argument {@code --dir DIR} if other commands would not find the directory by default, else empty. */
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

    /** Stops the stack within a limit. All state survives a sudden end. */
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
