package dev.goldencorridor.cli;

import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.settings.Durations;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.InjectedDelays;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import dev.goldencorridor.simulator.SimulationRun;
import dev.goldencorridor.simulator.Speed;
import dev.goldencorridor.simulator.WithheldTrain;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the stack with a simulated corridor and shows the results live. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run the whole pipeline on this machine with simulated trains, and show the results live, until Ctrl-C.",
            "The simulation begins 60 days ago, or where an earlier demo in the same directory stopped.",
            "With --withhold nothing more is reported of one train: nothing comes, and the alert does. The demo says",
            "how to report it after all."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the time of --for is over",
            "1:a part of the stack failed while it ran",
            "2:nothing was started"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);
    private static final long SEED = 2025;
    private static final int HISTORY_DAYS = 60;
    private static final int MAX_DAYS = 3_650;
    /** Older visits are over. Reports of younger ones that an earlier demo did not publish are published again. */
    private static final Duration MAX_VISIT = Duration.ofDays(3);

    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(250);
    private static final Duration TERMINAL_REFRESH = Duration.ofMillis(500);
    private static final Duration OUTPUT_REFRESH = Duration.ofSeconds(5);

    @Option(
            names = "--speed",
            paramLabel = "TIMES",
            defaultValue = "3600",
            description = "How many times as fast as real the trains run (default: ${DEFAULT-VALUE}; a day in 24 s).")
    private String speed;

    @Option(names = "--for", paramLabel = "DURATION", description = "Stop after this time, e.g. 2m (default: never).")
    private String duration;

    @Option(
            names = "--delays",
            paramLabel = "P%",
            defaultValue = "6%",
            description =
                    "Let this share of the trains be late, held, or lost (default: ${DEFAULT-VALUE}; about three a"
                            + " day).")
    private String delays;

    @Option(
            names = "--withhold",
            paramLabel = "TRAIN|any",
            description = "Report nothing more of one train, named by its number or its run id, once customs have begun"
                    + " with it; any: the first that comes.")
    private String withheld;

    @Mixin
    private StackOptions options;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws InterruptedException {
        Speed pacing = parsed("--speed", () -> Speed.parse(speed));
        InjectedDelays injected = parsed("--delays", () -> InjectedDelays.parse(delays));
        if (injected.runs() > 0) {
            throw new ParameterException(
                    spec.commandLine(), "--delays: a demo has no end, so name a share of the trains, such as 6%");
        }
        Duration limit = duration == null ? null : parsed("--for", () -> Durations.parse(duration));
        PrintWriter out = spec.commandLine().getOut();
        try (Stack stack = options.prepare(out, "event")) {
            out.println("Starting in " + options.directory() + " ...");
            out.flush();
            Settings settings = stack.start();
            String board = stack.serveBoard();
            out.println("Ready. Ctrl-C stops everything.");
            new UsageHints(settings, options, stack.monitoringAddress()).printTo(out, board);
            out.println();
            try (Registry registry = Registry.connect(settings, REGISTRY_PATIENCE);
                    LatestValues values = new LatestValues(settings, registry);
                    PublishedCount input = new PublishedCount(settings)) {
                return run(stack, values, input, new Simulated(pacing, injected), limit);
            }
        }
    }

    /** The parameters of the simulated trains. */
    private record Simulated(Speed pacing, InjectedDelays delays) {}

    private int run(Stack stack, LatestValues values, PublishedCount input, Simulated trains, Duration limit)
            throws InterruptedException {
        List<String> topics = new ArrayList<>(List.of(TopicCatalogue.REJECTED, AggregateRoute.CLOCK.downstream()));
        for (WatchView view : WatchView.values()) {
            topics.addAll(view.content().topics(values));
        }
        values.follow(topics);
        values.catchUp();
        Optional<WithheldTrain> withheldTrain = simulate(stack, trains, watermark(values));

        Screen screen = Screen.of(spec.commandLine().getOut());
        if (screen.isTerminal()) {
            StackLog.detachTerminal();
        }
        try {
            return show(stack, values, input, withheldTrain, screen, limit);
        } finally {
            withheldTrain.ifPresent(train -> {
                withheld(train).forEach(spec.commandLine().getOut()::println);
                spec.commandLine().getOut().flush();
            });
        }
    }

    private int show(
            Stack stack,
            LatestValues values,
            PublishedCount input,
            Optional<WithheldTrain> withheldTrain,
            Screen screen,
            Duration limit)
            throws InterruptedException {
        long end = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
        Duration between = screen.isTerminal() ? TERMINAL_REFRESH : OUTPUT_REFRESH;
        long next = System.nanoTime();
        while (!stack.hasEnded()) {
            values.poll(POLL_INTERVAL);
            long now = System.nanoTime();
            boolean last = limit != null && now - end >= 0;
            if (last || now - next >= 0) {
                List<String> picture = new ArrayList<>();
                withheldTrain.map(this::withheld).ifPresent(picture::addAll);
                picture.addAll(picture(values, input.events()));
                screen.show(picture);
                next = now + between.toNanos();
            }
            if (last) {
                return 0;
            }
        }
        try {
            stack.awaitEnd();
            return 0;
        } catch (StackException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    /** The watermark of the results in the directory; empty if there are none. */
    private static Optional<Instant> watermark(LatestValues values) {
        return values.of(AggregateRoute.CLOCK.downstream(), "corridor").flatMap(latest -> latest.instant("watermark"));
    }

    /**
     * Continues where an earlier demo stopped. A simulated run is always the same, so reports that are published
     * again count once. Trains that were at a facility then complete their visits.
     */
    private Optional<WithheldTrain> simulate(Stack stack, Simulated trains, Optional<Instant> watermark) {
        Instant historyStart =
                clock.instant().minus(Duration.ofDays(HISTORY_DAYS)).truncatedTo(ChronoUnit.DAYS);
        Instant from = watermark
                .map(end -> end.minus(MAX_VISIT).truncatedTo(ChronoUnit.DAYS))
                .orElse(historyStart);
        MovementPublishers publishers =
                MovementPublishers.connect(stack.settingsOf(PublishSettings.definition()), clock);
        Consumer<SimulatedReport> target = report -> publish(publishers, report);
        Optional<WithheldTrain> withheldTrain = Optional.ofNullable(withheld)
                .map(train -> new WithheldTrain(train, CorridorDirectory.withheld(options.directory()), target));
        SimulationRun simulation = new SimulationRun(
                new CorridorSimulation(new SimulationPlan(SEED, from, MAX_DAYS, 1)
                        .with(trains.delays())
                        .promptly()),
                watermark.orElse(from),
                trains.pacing(),
                clock,
                report -> {
                    // Days of an earlier demo are published again completely; only new reports are withheld.
                    boolean isNew = watermark.isEmpty() || !report.reportedAt().isBefore(watermark.get());
                    (isNew && withheldTrain.isPresent() ? withheldTrain.get() : target).accept(report);
                });
        stack.run("simulator", simulation, () -> {
            simulation.stop();
            publishers.close();
        });
        return withheldTrain;
    }

    private List<String> withheld(WithheldTrain train) {
        if (train.runId().isEmpty()) {
            return List.of("Withheld: " + withheld + ", once customs have begun with it", "");
        }
        return List.of(
                "Withheld: " + train.runId().get() + " at " + train.facility() + "; " + train.count()
                        + " reports. To report them:",
                "  " + Corridor.command() + " publish --format ndjson" + options.directoryArgument() + " "
                        + train.file(),
                "");
    }

    private static void publish(MovementPublishers publishers, SimulatedReport report) {
        publishers.of(report.publisher()).publish(report.movement()).exceptionally(failure -> {
            LOG.warn("Event {} was not published: {}", report.movement().getEventId(), failure.toString());
            return null;
        });
    }

    private static List<String> picture(LatestValues values, long published) {
        List<String> picture = new ArrayList<>();
        picture.add(WatchView.asOf(values) + "; " + published + " events published, "
                + values.recordsOf(TopicCatalogue.REJECTED) + " rejected");
        picture.add("");
        picture.addAll(AggregateTable.TRIPS.lines(values, DemoCommand::isOverview));
        picture.add("");
        picture.addAll(AggregateTable.CLEARANCE.lines(values, DemoCommand::isOverview));
        picture.add("");
        picture.addAll(AggregateTable.PORTS.lines(values, any -> true));
        picture.add("");
        picture.add(OpenDelays.counts(values));
        picture.addAll(WatchView.DELAYS.content().lines(values, any -> true));
        return picture;
    }

    private static boolean isOverview(AggregateValue value) {
        return WatchView.isOfNow(value) && isOfPorts(value);
    }

    private static boolean isOfPorts(AggregateValue value) {
        return value.text("dimension").equals("NETWORK")
                || value.text("dimension").equals("PORT");
    }

    private <T> T parsed(String option, Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }
}
