package dev.goldencorridor.cli;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the downstream topics as consumers see them. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Print a live table from the downstream topics, until Ctrl-C.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:with --once: the picture was printed", "2:there is nothing to watch"})
final class WatchCommand implements Callable<Integer> {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration TERMINAL_REFRESH = Duration.ofSeconds(1);
    private static final Duration OUTPUT_REFRESH = Duration.ofSeconds(5);
    /** A new publisher adds a topic, so the list of topics is checked repeatedly. */
    private static final Duration TOPIC_CHECK_INTERVAL = Duration.ofSeconds(10);

    @Parameters(paramLabel = "trips|clearance|ports|runs|delays", description = "What to watch.")
    private WatchView view;

    @Option(names = "--once", description = "Print the picture as it is now, and end.")
    private boolean once;

    @Option(names = "--calendar", description = "Show calendar periods too: every day, month and year that is kept.")
    private boolean calendar;

    @Option(names = "--hours", description = "Show hours too: every hour that is kept. They may be hundreds of rows.")
    private boolean hours;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.resolve(CommonSettings.definition());
        try (Registry registry = Registry.connect(settings, REGISTRY_PATIENCE);
                LatestValues values = new LatestValues(settings, registry)) {
            values.follow(view.content().topics(values));
            values.follow(List.of(AggregateRoute.CLOCK.downstream()));
            values.catchUp();
            Screen screen = Screen.of(spec.commandLine().getOut());
            screen.show(lines(values));
            long nextTopicCheck = System.nanoTime() + TOPIC_CHECK_INTERVAL.toNanos();
            while (!once) {
                if (System.nanoTime() - nextTopicCheck > 0) {
                    values.follow(view.content().topics(values));
                    nextTopicCheck = System.nanoTime() + TOPIC_CHECK_INTERVAL.toNanos();
                }
                long next = System.nanoTime() + (screen.isTerminal() ? TERMINAL_REFRESH : OUTPUT_REFRESH).toNanos();
                for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                    values.poll(Duration.ofNanos(left));
                }
                screen.show(lines(values));
            }
            return 0;
        }
    }

    private List<String> lines(LatestValues values) {
        List<String> lines = new ArrayList<>();
        lines.add(view.content().head(values));
        lines.addAll(view.content().lines(values, this::isShown));
        return lines;
    }

    private boolean isShown(AggregateValue value) {
        if (WatchView.isHour(value)) {
            return hours;
        }
        return calendar || WatchView.isOfNow(value);
    }
}
