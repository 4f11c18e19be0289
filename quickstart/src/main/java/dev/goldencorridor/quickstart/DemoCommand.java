package dev.goldencorridor.quickstart;

import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.producer.simulation.CorridorSimulation;
import dev.goldencorridor.producer.simulation.Report;
import dev.goldencorridor.producer.simulation.SimulationPlan;
import dev.goldencorridor.producer.simulation.SimulationRun;
import dev.goldencorridor.producer.simulation.Speed;
import dev.goldencorridor.schemas.registry.Registry;
import dev.goldencorridor.schemas.settings.Durations;
import dev.goldencorridor.schemas.settings.Settings;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The stack with a simulated corridor and a live picture of its results. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Run the whole pipeline on this machine with simulated trains, and show the results live, until Ctrl-C.",
            "The simulation begins 60 days ago, or where an earlier demo in the same directory stopped."
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
    private static final int BACK_DAYS = 60;
    private static final int DAYS = 3_650;
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    @Option(
            names = "--speed",
            paramLabel = "TIMES",
            defaultValue = "3600",
            description = "How many times as fast as real the trains run (default: ${DEFAULT-VALUE}; a day in 24 s).")
    private String speed;

    @Option(names = "--for", paramLabel = "DURATION", description = "Stop after this time, e.g. 2m (default: never).")
    private String duration;

    @Mixin
    private StackOptions options;

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws InterruptedException {
        Speed pace = parsed("--speed", () -> Speed.parse(speed));
        Duration limit = duration == null ? null : parsed("--for", () -> Durations.parse(duration));
        PrintWriter out = spec.commandLine().getOut();
        try (Stack stack = options.prepare(out, "event")) {
            out.println("Starting in " + options.directory() + " ...");
            out.flush();
            Settings settings = stack.start();
            out.println("Ready. Ctrl-C stops everything.");
            new Directions(settings, options).printTo(out);
            out.println();
            try (Registry registry = Registry.connect(settings, REGISTRY_PATIENCE);
                    LatestValues values = new LatestValues(settings, registry);
                    InputVolume input = new InputVolume(settings)) {
                return run(stack, values, input, pace, limit);
            }
        }
    }

    private int run(Stack stack, LatestValues values, InputVolume input, Speed pace, Duration limit)
            throws InterruptedException {
        List<String> topics = new ArrayList<>(List.of(TopicCatalogue.REJECTED, AggregateRoute.CLOCK.downstream()));
        for (View view : List.of(View.TRIPS, View.CLEARANCE, View.PORTS)) {
            topics.addAll(view.topics(values));
        }
        values.follow(topics);
        values.catchUp();
        simulate(stack, pace, beginning(values));

        Screen screen = Screen.of(spec.commandLine().getOut());
        if (screen.isTerminal()) {
            StackLog.offTerminal();
        }
        long end = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
        Duration between = screen.isTerminal() ? ON_TERMINAL : ELSEWHERE;
        long next = System.nanoTime();
        while (!stack.hasEnded()) {
            values.poll(STEP);
            long now = System.nanoTime();
            boolean last = limit != null && now - end >= 0;
            if (last || now - next >= 0) {
                screen.show(picture(values, input.events()));
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

    /** Goes on where the results in the directory end: a simulated run is the same whenever it is simulated. */
    private Instant beginning(LatestValues values) {
        return values.of(AggregateRoute.CLOCK.downstream(), "corridor")
                .flatMap(latest -> latest.instant("watermark"))
                .orElseGet(() -> clock.instant().minus(Duration.ofDays(BACK_DAYS)))
                .truncatedTo(ChronoUnit.DAYS);
    }

    private void simulate(Stack stack, Speed pace, Instant from) {
        MovementPublishers publishers =
                MovementPublishers.connect(stack.settingsOf(PublishSettings.definition()), clock);
        SimulationRun simulation = new SimulationRun(
                new CorridorSimulation(new SimulationPlan(SEED, from, DAYS, 1)),
                pace,
                clock,
                report -> publish(publishers, report));
        stack.run("simulator", simulation, () -> {
            simulation.stop();
            publishers.close();
        });
    }

    private static void publish(MovementPublishers publishers, Report report) {
        publishers.of(report.publisher()).publish(report.movement()).exceptionally(failure -> {
            LOG.warn("Event {} was not published: {}", report.movement().getEventId(), failure.toString());
            return null;
        });
    }

    private static List<String> picture(LatestValues values, long published) {
        List<String> picture = new ArrayList<>();
        picture.add(View.asOf(values) + "; " + published + " events published, "
                + values.recordsOf(TopicCatalogue.REJECTED) + " rejected");
        picture.add("");
        picture.addAll(View.TRIPS.table(values, DemoCommand::isOverview));
        picture.add("");
        picture.addAll(View.CLEARANCE.table(values, DemoCommand::isOverview));
        picture.add("");
        picture.addAll(View.PORTS.table(values, any -> true));
        return picture;
    }

    private static boolean isOverview(AggregateValue value) {
        return View.isOfNow(value) && isOfPorts(value);
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
