package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.MovementFormat;
import dev.goldencorridor.producer.format.MovementJson;
import dev.goldencorridor.producer.format.MovementReader;
import dev.goldencorridor.producer.format.ReadOptions;
import dev.goldencorridor.producer.format.Reading;
import dev.goldencorridor.producer.validation.MovementFault;
import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.runtime.registry.IncompatibleRegistryException;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corridor publish}: sends the movements in files to the publisher's topic. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = "Publishes the movements in files, or standard input, to movements.<publisher>.",
        footer = {
            "",
            "Publishing a file again, or files that overlap, counts every event once.",
            "",
            "ndjson: one movement a line with the contract's field names; instants are ISO-8601 or milliseconds",
            "        since 1970; detail is {\"type\":\"Departure\"|\"Arrival\"|\"Clearance\", ...}, or, for what is planned",
            "        and why it is late, {\"type\":\"Plan\",\"movement\":\"DEPARTURE\"|\"ARRIVAL\"} with plannedAt (none:",
            "        it is cancelled), {\"type\":\"Estimate\",\"movement\":...,\"estimatedAt\":...} for a forecast,",
            "        and {\"type\":\"DelayCause\",\"alertType\":\"CLEARANCE_OVERDUE\",\"code\":...,",
            "        \"text\":...}; eventId, createdAt and publisher may be left out.",
            "csv:    a header row with any of eventId, retracts, trainRunId, trainNumber, facility, direction,",
            "        occurredAt, plannedAt, createdAt, publisher, type, origin, destination, nextBorder,",
            "        operatorLine, gauge, wagons, loadedTeu, emptyTeu, grossTonnes, commodities, step,",
            "        customsOffice, declarationId, reason, regime, movement, estimatedAt, alertType, code, text;",
            "        commodities are hs:tonnes:consignee;hs:tonnes:...; or any columns with --mapping",
            "trust:  arrays of messages of Great Britain's train-movement feed.",
            "",
            "Exit code: 0 all sent, 1 some rejected, 2 nothing could be done."
        })
public final class PublishCommand implements Callable<Integer> {
    private static final int ALL_DONE = 0;
    private static final int PARTLY_DONE = 1;
    private static final int NOTHING_DONE = 2;
    private static final int PREVIEWED_MOVEMENTS = 5;
    private static final String AUTO = "auto";
    private static final String UNREADABLE = "unreadable";

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(
            names = {"-p", "--publisher"},
            paramLabel = "NAME",
            defaultValue = AUTO,
            description = "Who publishes, e.g. khorgos; 'auto' (the default) takes each event's own publisher.")
    private String publisher;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            required = true,
            description = "ndjson, csv or trust.")
    private MovementFormat format;

    @Mixin
    private ReadingOptions reading;

    @Option(names = "--strict", description = "Stop at the first event that is rejected.")
    private boolean strict;

    @Option(names = "--dry-run", description = "Check all, print the first movements, send nothing; no broker.")
    private boolean dryRun;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, also in gzip or zip; - is standard input.")
    private List<String> files;

    private final Clock clock;
    private final PublishTally tally = new PublishTally();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong bytesRead = new AtomicLong();
    private ReadOptions readOptions = ReadOptions.DEFAULT;
    private int previewed;

    public PublishCommand() {
        this(Clock.systemUTC());
    }

    PublishCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        try {
            Settings settings = options.resolve(PublishSettings.definition());
            if (format == MovementFormat.TRUST && publisher.equals(AUTO)) {
                return nothing("this format does not say who publishes: name the publisher with --publisher");
            }
            readOptions = reading.of(format);
            PublisherCatalogue catalogue = PublisherCatalogue.of(settings);
            if (!publisher.equals(AUTO) && !catalogue.contains(publisher)) {
                return nothing(MovementPublishers.unknown(publisher, catalogue));
            }
            return dryRun ? check(new MovementValidation(catalogue, clock)) : send(settings);
        } catch (SettingsException
                | PublishException
                | RegistryUnavailableException
                | IncompatibleRegistryException e) {
            return nothing(e.getMessage());
        }
    }

    private int check(MovementValidation validation) {
        return run((where, movement) -> {
            List<MovementFault> faults = validation.faults(named(movement), movement);
            if (faults.isEmpty()) {
                tally.published();
            } else {
                reject(where, new InvalidMovementException(faults));
            }
        });
    }

    private int send(Settings settings) {
        try (MovementPublishers publishers = MovementPublishers.connect(settings, clock)) {
            if (!publisher.equals(AUTO)) {
                publishers.of(publisher);
            }
            return run(new Target() {
                @Override
                public void accept(String where, TrainMovement movement) {
                    String name = named(movement);
                    if (!publishers.contains(name)) {
                        reject(
                                where,
                                "unknown publisher",
                                "publisher: '" + name + "' is not in the publisher catalogue");
                        return;
                    }
                    try {
                        CompletableFuture<RecordMetadata> unused = publishers
                                .of(name)
                                .publish(movement)
                                .whenComplete((at, failure) -> {
                                    if (failure == null) {
                                        tally.published();
                                    } else {
                                        reject(where, "not acknowledged", failure.getMessage());
                                    }
                                });
                    } catch (InvalidMovementException e) {
                        reject(where, e);
                    }
                }

                @Override
                public void finish() {
                    publishers.flush();
                }
            });
        }
    }

    private String named(TrainMovement movement) {
        return publisher.equals(AUTO) ? movement.getPublisher() : publisher;
    }

    private int run(Target target) {
        long start = System.nanoTime();
        List<InputFile> inputs = files.stream().map(InputFile::new).toList();
        int unreadable = 0;
        String fatal = null;
        try (PublishProgress progress = PublishProgress.over(InputFile.totalBytes(inputs), onTerminal(), out())) {
            for (InputFile input : inputs) {
                if (stopped.get()) {
                    break;
                }
                boolean isComplete = input.forEach(
                        reading.encoding(),
                        bytesRead,
                        source -> read(source, target, progress),
                        (name, e) -> problem("cannot read " + name + ": " + InputFile.reason(e)));
                unreadable += isComplete ? 0 : 1;
            }
        } catch (PublishException | RegistryUnavailableException e) {
            fatal = e.getMessage();
        }
        target.finish();
        if (fatal != null) {
            problem(fatal);
        }
        tally.print(out(), dryRun, Duration.ofNanos(System.nanoTime() - start));
        boolean nothing = unreadable == inputs.size() || fatal != null;
        if (nothing && tally.countPublished() == 0) {
            return NOTHING_DONE;
        }
        return nothing || unreadable > 0 || tally.countRejected() > 0 ? PARTLY_DONE : ALL_DONE;
    }

    private void read(InputSource source, Target target, PublishProgress progress) throws IOException {
        Optional<String> given = publisher.equals(AUTO) ? Optional.empty() : Optional.of(publisher);
        try (MovementReader reader = format.open(source.text(), source.displayName(), given, readOptions)) {
            Optional<Reading> next = reader.next();
            while (next.isPresent() && !stopped.get()) {
                tally.read();
                handle(next.get(), target);
                progress.at(bytesRead.get(), tally);
                next = stopped.get() ? Optional.empty() : reader.next();
            }
        }
    }

    private void handle(Reading next, Target target) {
        if (next instanceof Reading.Movement found) {
            preview(found.movement());
            target.accept(found.where(), found.movement());
        } else if (next instanceof Reading.NotMovement other) {
            tally.notMovement(other.kind());
        } else if (next instanceof Reading.Unreadable unreadable) {
            reject(unreadable.where(), UNREADABLE, unreadable.message());
        }
    }

    /** A dry run prints the first movements, so that the user sees how each value is interpreted. */
    private void preview(TrainMovement movement) {
        if (dryRun && previewed < PREVIEWED_MOVEMENTS) {
            previewed++;
            out().println(MovementJson.write(movement));
        }
    }

    private void reject(String where, InvalidMovementException invalid) {
        reject(where, invalid.faults().get(0).reason(), invalid.getMessage());
    }

    private void reject(String where, String reason, String message) {
        tally.rejected(reason);
        problem(where + ": " + message);
        if (strict) {
            stopped.set(true);
        }
    }

    private static boolean onTerminal() {
        return CommandLine.Help.Ansi.AUTO.enabled();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private void problem(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(message);
        err.flush();
    }

    private int nothing(String message) {
        problem(message);
        return NOTHING_DONE;
    }

    /** Receives the movements that were read. */
    private interface Target {
        void accept(String where, TrainMovement movement);

        /** Returns when every accepted movement is acknowledged or rejected. */
        default void finish() {}
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PublishCommand()).execute(arguments));
    }
}
