package dev.goldencorridor.quickstart;

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
 * The stack that a scenario is replayed on: the one that runs in the user's directory, if it is on the event clock and has
 * seen nothing yet; else one of its own, which ends with the replay.
 */
final class ReplayVenue implements AutoCloseable {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);

    private final SettingsOptions options;
    private final Optional<Stack> own;

    private ReplayVenue(SettingsOptions options, Optional<Stack> own) {
        this.options = options;
        this.own = own;
    }

    /**
     * @param isNamed whether the user named the directory: then a stack of its own may be started there, and its data stay
     * @param out told which stack it is
     */
    static ReplayVenue find(SettingsOptions options, boolean isNamed, PrintWriter out) throws InterruptedException {
        options.resolve(DeclaredSettings.ofAllApplications());
        Path directory = options.directory();
        if (CorridorDirectory.isAnnounced(directory)
                && CorridorDirectory.leftBrokers(directory).isEmpty()) {
            Optional<String> unfit = unfit(options.resolvePart(CommonSettings.definition(), Map.of()));
            if (unfit.isEmpty()) {
                out.println("Replaying on the stack that runs in " + directory + ".");
                out.flush();
                return new ReplayVenue(options, Optional.empty());
            }
            out.println("The stack that runs in " + directory + " " + unfit.get() + ", so it is left alone.");
        }
        boolean stays = isNamed && isFree(directory);
        CorridorDirectory taken = stays ? CorridorDirectory.take(directory) : CorridorDirectory.takePassing();
        return started(options, taken, stays, out);
    }

    private static ReplayVenue started(
            SettingsOptions options, CorridorDirectory directory, boolean stays, PrintWriter out)
            throws InterruptedException {
        out.println("Starting a stack on the event clock in " + directory.path()
                + (stays ? " ..." : " (deleted at the end) ..."));
        out.flush();
        StackLog.to(directory.logs().resolve("corridor.log"));
        Stack stack =
                new Stack(directory, (definition, fromStack) -> options.resolvePart(definition, forReplay(fromStack)));
        StackOptions.stopAtExit(stack, out);
        try {
            stack.start();
            return new ReplayVenue(options, Optional.of(stack));
        } catch (RuntimeException | InterruptedException e) {
            directory.keep();
            stack.close();
            throw e;
        }
    }

    /** The settings of an application that uses the stack. */
    Settings settingsOf(ConfigDef definition) {
        return own.map(stack -> stack.settingsOf(definition))
                .orElseGet(() -> options.resolvePart(definition, Map.of()));
    }

    /** @throws StackException if it is a stack of its own and has failed */
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

    /** With simulated weeks in a second, nobody can use values a hundred times a second. */
    private static Map<String, String> forReplay(Map<String, String> fromStack) {
        Map<String, String> given = new LinkedHashMap<>(fromStack);
        given.put(CommonSettings.CLOCK_CONFIG, "event");
        given.put(ProcessorSettings.COMBINE_INTERVAL_CONFIG, "250ms");
        given.put(ProcessorSettings.COMMIT_INTERVAL_CONFIG, "250ms");
        given.put(ProcessorSettings.PUBLISH_INTERVAL_CONFIG, "500ms");
        // Nor is anybody to be alerted of what was late two years ago.
        DelaySettings.ofSteps().forEach(steps -> given.put(steps, "-,-,-"));
        return given;
    }

    /** Why nothing should be replayed on a running stack; empty if it is as good as new. */
    private static Optional<String> unfit(Settings settings) throws InterruptedException {
        try (InputVolume input = new InputVolume(settings);
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
