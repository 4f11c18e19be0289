package dev.goldencorridor.simulator;

import dev.goldencorridor.producer.InvalidMovementException;
import dev.goldencorridor.producer.MovementPublishers;
import dev.goldencorridor.producer.PublishException;
import dev.goldencorridor.producer.PublishSettings;
import dev.goldencorridor.producer.PublishTally;
import dev.goldencorridor.producer.format.MovementJson;
import dev.goldencorridor.runtime.registry.IncompatibleRegistryException;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code corridor simulate}: publishes what the port systems of a believable corridor report, or writes it to a file. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Publishes what the port systems of a simulated corridor report, or writes it to a file.",
        footer = {
            "",
            "The same seed, beginning, days and scale give the same reports, down to their ids. Reports never run",
            "ahead of the clock: a simulation that catches up with the present goes on in real time.",
            "",
            "Every train's timetable is told hours before it begins; trains keep to it within 25 minutes, but for those",
            "that --delays lets be late, held, or lost. With --withhold nothing more is reported of one train, which goes",
            "into a file instead, to be published by hand: nothing comes, and the alert does.",
            "",
            "Scenario corridor-2025: both ports and the hubs in 2024 and 2025, with as many trips as were published.",
            "",
            "Exit code: 0 all sent, 1 some rejected, 2 nothing could be done."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final int ALL = 0;
    private static final int PARTLY = 1;
    private static final int NOTHING = 2;
    private static final String START_OF_FILES = "2025-06-01T00:00:00Z";
    private static final long LINE_EVERY_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int SHOWN_REJECTIONS = 20;
    private static final int SHOWN_DELAYS = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description =
                    "Replay a scenario (corridor-2025), which says for itself when it begins and how long it is, as"
                            + " fast as possible.")
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "2011", description = "Which corridor (default: 2011).")
    private long seed;

    @Option(
            names = "--speed",
            paramLabel = "N|max",
            defaultValue = "1",
            description = "How many times faster than real time (default: 1); max is as fast as possible.")
    private String speed;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "When it begins: an ISO-8601 date (UTC) or date-time with zone, or 'now' (default: now; with"
                    + " --to-file " + START_OF_FILES + ").")
    private String from;

    @Option(names = "--days", paramLabel = "N", defaultValue = "7", description = "How many days (default: 7).")
    private int days;

    @Option(
            names = "--scale",
            paramLabel = "X",
            defaultValue = "1",
            description = "Traffic relative to the real corridor's, about 48 trains a day (default: 1).")
    private double scale;

    @Option(
            names = "--to-file",
            paramLabel = "FILE",
            description = "Write NDJSON for 'corridor publish --format ndjson' instead of publishing; needs no broker.")
    private Path file;

    @Option(
            names = "--no-plans",
            description =
                    "Do not tell the timetable in advance: a plan is told with the event alone, and often missed.")
    private boolean unannounced;

    @Option(
            names = "--delays",
            paramLabel = "N|P%",
            description = "Let so many trains, or this share of them, be late, held, or lost (default: none).")
    private String delays;

    @Option(
            names = "--delays-file",
            paramLabel = "FILE",
            description = "Write which trains these are, one JSON object a line (default: print them, up to 50).")
    private Path delaysFile;

    @Option(
            names = "--prompt",
            description = "Reports come within two minutes and are right at first; otherwise some come hours late, and"
                    + " some are withdrawn and corrected.")
    private boolean prompt;

    @Option(
            names = "--withhold",
            paramLabel = "TRAIN|any",
            description =
                    "Hold back all reports of one train, by its number (the first to come) or its run id, from its"
                            + " first customs step on; any: the first train that customs begin with.")
    private String withheld;

    @Option(
            names = "--withheld-file",
            paramLabel = "FILE",
            defaultValue = "withheld.ndjson",
            description = "Where the reports held back go (default: ${DEFAULT-VALUE}).")
    private Path withheldFile;

    private final Clock clock;
    private final Replay replay;

    /** What is done with a scenario that is not to be written to a file. */
    public interface Replay {
        /**
         * Replays it.
         *
         * @param options the settings that the user gave
         * @param line where to print
         * @return the command's exit code
         */
        int replay(Scenario scenario, SettingsOptions options, CommandLine line) throws InterruptedException;
    }

    /** A scenario is published like any simulation. */
    public SimulateCommand() {
        this.clock = Clock.systemUTC();
        this.replay = (scenario, options, line) -> publish(scenario.simulation(), Speed.MAX);
    }

    public SimulateCommand(Replay replay) {
        this.clock = Clock.systemUTC();
        this.replay = replay;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            if (scenario != null) {
                return scenario(Scenario.named(scenario));
            }
            CorridorSimulation simulation = new CorridorSimulation(plan());
            Speed pace = Speed.parse(speed);
            if (!tellDelays(simulation)) {
                return NOTHING;
            }
            return file == null ? publish(simulation, pace) : write(simulation);
        } catch (IllegalArgumentException
                | UncheckedIOException
                | SettingsException
                | PublishException
                | RegistryUnavailableException
                | IncompatibleRegistryException e) {
            problem(e.getMessage());
            return NOTHING;
        }
    }

    private SimulationPlan plan() {
        SimulationPlan plan = new SimulationPlan(seed, beginning(), days, scale);
        if (!unannounced) {
            plan = plan.announced();
        } else if (delays != null) {
            throw new IllegalArgumentException("--no-plans and --delays exclude each other");
        }
        if (delays != null) {
            plan = plan.with(InjectedDelays.parse(delays));
        }
        return prompt ? plan.promptly() : plan;
    }

    /** Returns false if the file could not be written. */
    private boolean tellDelays(CorridorSimulation simulation) {
        if (delays == null) {
            return true;
        }
        List<InjectedDelay> injected = simulation.injectedDelays();
        if (delaysFile != null) {
            try {
                Files.write(
                        delaysFile, injected.stream().map(InjectedDelay::toJson).toList());
            } catch (IOException e) {
                problem("cannot write " + delaysFile.toAbsolutePath() + ": " + e + ". Name another file, or make room");
                return false;
            }
        }
        out().println(injected.size() + " delays on purpose"
                + (delaysFile == null ? (injected.isEmpty() ? "" : ":") : ", written to " + delaysFile));
        if (delaysFile == null) {
            injected.stream().limit(SHOWN_DELAYS).map(InjectedDelay::toJson).forEach(out()::println);
            if (injected.size() > SHOWN_DELAYS) {
                out().println("... and " + (injected.size() - SHOWN_DELAYS) + " more; --delays-file tells all");
            }
        }
        out().flush();
        return true;
    }

    private int scenario(Scenario named) throws InterruptedException {
        for (String option : List.of(
                "--seed",
                "--from",
                "--days",
                "--scale",
                "--speed",
                "--no-plans",
                "--delays",
                "--delays-file",
                "--prompt",
                "--withhold",
                "--withheld-file")) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new IllegalArgumentException(option + " and --scenario exclude each other");
            }
        }
        return file == null ? replay.replay(named, options, spec.commandLine()) : write(named.simulation());
    }

    private int publish(CorridorSimulation simulation, Speed pace) {
        PublishTally tally = new PublishTally();
        long start = System.nanoTime();
        String ended = "";
        try (MovementPublishers publishers =
                MovementPublishers.connect(options.resolve(PublishSettings.definition()), clock)) {
            CorridorSimulation.publishers().forEach(publishers::of);
            Consumer<SimulatedReport> target = report -> publish(report, publishers, tally);
            try (WithheldReports withholding = withholding(target)) {
                untilEndOrShutdown(
                        new SimulationRun(simulation, pace, clock, withholding.andThen(lines(tally))),
                        publishers,
                        withholding);
            } catch (PublishException | RegistryUnavailableException | UncheckedIOException e) {
                ended = e.getMessage();
            }
        }
        if (!ended.isEmpty()) {
            problem(ended);
        }
        tally.print(out(), false, Duration.ofNanos(System.nanoTime() - start));
        if (!ended.isEmpty() && tally.countPublished() == 0) {
            return NOTHING;
        }
        return ended.isEmpty() && tally.countRejected() == 0 ? ALL : PARTLY;
    }

    private void publish(SimulatedReport report, MovementPublishers publishers, PublishTally tally) {
        tally.read();
        try {
            CompletableFuture<RecordMetadata> unused = publishers
                    .of(report.publisher())
                    .publish(report.movement())
                    .whenComplete((where, failure) -> {
                        if (failure == null) {
                            tally.published();
                        } else {
                            reject(tally, "not acknowledged", failure);
                        }
                    });
        } catch (InvalidMovementException e) {
            reject(tally, e.faults().get(0).reason(), e);
        }
    }

    private void reject(PublishTally tally, String reason, Throwable failure) {
        tally.rejected(reason);
        if (tally.countRejected() <= SHOWN_REJECTIONS) {
            problem(failure.getMessage());
        }
    }

    /** Runs here; on Ctrl-C stops between two reports and lets what was sent be acknowledged before the process ends. */
    private static void untilEndOrShutdown(SimulationRun run, MovementPublishers publishers, WithheldReports withholding) {
        CountDownLatch done = new CountDownLatch(1);
        Thread onShutdown = new Thread(
                () -> {
                    run.stop();
                    try {
                        done.await(5, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop-simulation");
        Runtime.getRuntime().addShutdownHook(onShutdown);
        try {
            run.run();
            publishers.flush();
            withholding.tellAtTheEnd();
        } finally {
            done.countDown();
            if (!onShutdown.isAlive()) {
                Runtime.getRuntime().removeShutdownHook(onShutdown);
            }
        }
    }

    private Consumer<SimulatedReport> lines(PublishTally tally) {
        long[] next = {System.nanoTime() + LINE_EVERY_NANOS};
        return report -> {
            if (System.nanoTime() >= next[0]) {
                next[0] = System.nanoTime() + LINE_EVERY_NANOS;
                out().println("simulated until " + report.reportedAt() + ": " + tally.inOneLine());
                out().flush();
            }
        };
    }

    private WithheldReports withholding(Consumer<SimulatedReport> target) {
        if (withheld == null) {
            return WithheldReports.nothing(target);
        }
        String directory =
                options.directory().equals(new SettingsOptions().directory()) ? "" : " --dir " + options.directory();
        String publish = System.getProperty("corridor.command", "corridor") + " publish --format ndjson" + directory
                + " " + withheldFile;
        return WithheldReports.of(withheld, withheldFile, publish, out(), target);
    }

    private int write(CorridorSimulation simulation) {
        AtomicLong written = new AtomicLong();
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                WithheldReports withholding = withholding(report -> write(report, writer, written))) {
            simulation.forEach(withholding);
            withholding.tellAtTheEnd();
        } catch (IOException | UncheckedIOException e) {
            problem("cannot write " + file.toAbsolutePath() + " after " + written + " reports: " + e
                    + ". Name another file, or make room");
            return written.get() == 0 ? NOTHING : PARTLY;
        }
        out().println(String.format(
                Locale.ROOT,
                "wrote %,d reports from %s to %s to %s",
                written.get(),
                simulation.plan().from(),
                simulation.plan().until(),
                file));
        out().flush();
        return ALL;
    }

    private static void write(SimulatedReport report, BufferedWriter writer, AtomicLong written) {
        try {
            writer.write(MovementJson.write(report.movement()));
            writer.write('\n');
            written.incrementAndGet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Instant beginning() {
        String text = from == null ? (file == null ? "now" : START_OF_FILES) : from;
        if (text.equals("now")) {
            return clock.instant();
        }
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--from: '" + text + "' is none of 2025-06-01, 2025-06-01T08:00:00Z, now", e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void problem(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
    }
}
