package dev.goldencorridor.cli;

import dev.goldencorridor.processor.DelaySettings;
import dev.goldencorridor.processor.ProcessorSettings;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The stack on which a scenario is replayed. The stack in the user's directory is used if it is on the event clock
 * and has no events. Otherwise the replay starts a stack of its own, which ends with it.
 */
public final class ReplayStack implements AutoCloseable {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);

    private final SettingsOptions options;
    private final Optional<Stack> own;

    private ReplayStack(SettingsOptions options, Optional<Stack> own) {
        this.options = options;
        this.own = own;
    }

    /**
     * Finds or starts the stack.
     *
     * @param isNamed whether the user named the directory; then a new stack may be started there, and its data is
     *     kept
     * @param out receives a line about the chosen stack
     */
    public static ReplayStack find(SettingsOptions options, boolean isNamed, PrintWriter out)
            throws InterruptedException {
        options.resolve(DeclaredSettings.ofAllApplications());
        Path directory = options.directory();
        if (CorridorDirectory.hasEndpoints(directory)
                && CorridorDirectory.staleBrokers(directory).isEmpty()) {
            Optional<String> unfit = unfit(options.resolvePart(CommonSettings.definition(), Map.of()));
            if (unfit.isEmpty()) {
                out.println("Replaying on the stack that runs in " + directory + ".");
                out.flush();
                return new ReplayStack(options, Optional.empty());
            }
            out.println("The stack that runs in " + directory + " " + unfit.get() + ", so it is left alone.");
        }
        boolean isKept = isNamed && isFree(directory);
        CorridorDirectory taken = isKept ? CorridorDirectory.take(directory) : CorridorDirectory.takeTemporary();
        return started(options, taken, isKept, out);
    }

    private static ReplayStack started(
            SettingsOptions options, CorridorDirectory directory, boolean isKept, PrintWriter out)
            throws InterruptedException {
        out.println("Starting a stack on the event clock in " + directory.path()
                + (isKept ? " ..." : " (deleted at the end) ..."));
        out.flush();
        StackLog.to(directory.logs().resolve("corridor.log"));
        Stack stack = new Stack(
                directory, (definition, fromStack) -> options.resolvePart(definition, withReplaySettings(fromStack)));
        StackOptions.stopAtExit(stack, out);
        try {
            stack.start();
            return new ReplayStack(options, Optional.of(stack));
        } catch (RuntimeException | InterruptedException e) {
            directory.keep();
            stack.close();
            throw e;
        }
    }

    /** The settings of an application that uses this stack. */
    Settings settingsOf(ConfigDef definition) {
        return own.map(stack -> stack.settingsOf(definition))
                .orElseGet(() -> options.resolvePart(definition, Map.of()));
    }

    /** @throws StackException if this replay started the stack and the stack has ended */
    void requireRunning() throws InterruptedException {
        if (own.isPresent() && own.get().hasEnded()) {
            own.get().awaitEnd();
            throw new StackException("the stack was stopped");
        }
    }

    @Override
    public void close() {
        own.ifPresent(Stack::close);
    }

    /** Publishes less often: the replay simulates weeks in a second, too fast for frequent revisions. */
    private static Map<String, String> withReplaySettings(Map<String, String> fromStack) {
        Map<String, String> given = new LinkedHashMap<>(fromStack);
        given.put(CommonSettings.CLOCK_CONFIG, "event");
        given.put(ProcessorSettings.COMBINE_INTERVAL_CONFIG, "250ms");
        given.put(ProcessorSettings.COMMIT_INTERVAL_CONFIG, "250ms");
        given.put(ProcessorSettings.PUBLISH_INTERVAL_CONFIG, "500ms");
        // Raise no alerts about delays of two years ago.
        DelaySettings.thresholdNames().forEach(steps -> given.put(steps, "-,-,-"));
        return given;
    }

    /** Why a running stack does not fit; empty if it has no events and the event clock. */
    private static Optional<String> unfit(Settings settings) {
        try (PublishedCount input = new PublishedCount(settings);
                Registry registry = Registry.connect(settings, REGISTRY_PATIENCE);
                LatestValues values = new LatestValues(settings, registry)) {
            if (input.events() > 0) {
                return Optional.of("has events already");
            }
            values.follow(List.of(AggregateRoute.CLOCK.downstream()));
            values.catchUp();
            return values.of(AggregateRoute.CLOCK.downstream(), "corridor")
                    .filter(clock -> !clock.text("mode").equals("event"))
                    .map(clock -> "is not on the event clock");
        }
    }

    private static boolean isFree(Path directory) {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new StackException("cannot look into " + directory + ": " + e, e);
        }
    }
}
