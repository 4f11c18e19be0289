package dev.goldencorridor.quickstart;

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

/** Shows the downstream topics as the operations centre sees them. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Print a live table from the downstream topics, until Ctrl-C.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:with --once: the picture was printed", "2:there is nothing to watch"})
final class WatchCommand implements Callable<Integer> {
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration ON_TERMINAL = Duration.ofSeconds(1);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);
    /** A new publisher has a topic of its own. */
    private static final Duration LOOK_FOR_TOPICS = Duration.ofSeconds(10);

    @Parameters(paramLabel = "trips|clearance|ports|delays", description = "What to watch.")
    private View view;

    @Option(names = "--once", description = "Print the picture as it is now, and end.")
    private boolean once;

    @Option(names = "--calendar", description = "Show calendar periods too: every day, month and year that is kept.")
    private boolean calendar;

    @Mixin
    private SettingsOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.resolve(CommonSettings.definition());
        try (Registry registry = Registry.connect(settings, REGISTRY_PATIENCE);
                LatestValues values = new LatestValues(settings, registry)) {
            values.follow(view.topics(values));
            values.follow(List.of(AggregateRoute.CLOCK.downstream()));
            values.catchUp();
            Screen screen = Screen.of(spec.commandLine().getOut());
            screen.show(picture(values));
            long lookAgain = System.nanoTime() + LOOK_FOR_TOPICS.toNanos();
            while (!once) {
                if (System.nanoTime() - lookAgain > 0) {
                    values.follow(view.topics(values));
                    lookAgain = System.nanoTime() + LOOK_FOR_TOPICS.toNanos();
                }
                long next = System.nanoTime() + (screen.isTerminal() ? ON_TERMINAL : ELSEWHERE).toNanos();
                for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
                    values.poll(Duration.ofNanos(left));
                }
                screen.show(picture(values));
            }
            return 0;
        }
    }

    private List<String> picture(LatestValues values) {
        List<String> picture = new ArrayList<>();
        picture.add(view.head(values));
        picture.addAll(view.table(values, value -> calendar || View.isOfNow(value)));
        return picture;
    }
}
