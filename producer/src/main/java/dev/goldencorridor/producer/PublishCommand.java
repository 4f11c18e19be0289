package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.MovementFormat;
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
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
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
            "        customsOffice, declarationId, reason, regime, movement, estimatedAt,",
            "        alertType, code, text;",
            "        commodities are hs:tonnes:consignee;hs:tonnes:...",
            "trust:  arrays of messages of Great Britain's train-movement feed.",
            "",
            "Exit code: 0 all sent, 1 some rejected, 2 nothing could be done."
        })
public final class PublishCommand implements Callable<Integer> {
    private static final int ALL_DONE = 0;
    private static final int PARTLY_DONE = 1;
    private static final int NOTHING_DONE = 2;
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

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "UTF-8",
            converter = EncodingConverter.class,
            description = "The encoding of the files, e.g. windows-1251 or GBK (default UTF-8). A byte order mark,"
                    + " UTF-16 and XML are recognised.")
    private Charset encoding;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            description = "For ndjson and csv: the zone of times without an offset, e.g. Asia/Shanghai.")
    private ZoneId zone;

    @Option(names = "--strict", description = "Stop at the first event that is rejected.")
    private boolean strict;

    @Option(names = "--dry-run", description = "Read and check everything, send nothing; needs no broker.")
    private boolean dryRun;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files to read, also compressed with gzip or zip; - is standard input.")
    private List<String> files;

    private final Clock clock;
    private final PublishTally tally = new PublishTally();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicLong bytesRead = new AtomicLong();

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
            if (zone != null && format != MovementFormat.NDJSON && format != MovementFormat.CSV) {
                return nothing("--zone applies to ndjson and csv. Leave it out: " + format + " has its own zones");
            }
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
                unreadable += read(input, target, progress) ? 0 : 1;
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

    /** Reads the texts in a file. Returns false if one of them could not be read. */
    private boolean read(InputFile input, Target target, PublishProgress progress) {
        boolean isComplete = true;
        String current = input.displayName();
        try (InputSources sources = input.open(encoding, bytesRead)) {
            boolean hasNext = true;
            while (hasNext && !stopped.get()) {
                try {
                    Optional<InputSource> source = sources.next();
                    hasNext = source.isPresent();
                    if (hasNext) {
                        current = source.get().displayName();
                        read(source.get(), target, progress);
                    }
                } catch (InputSources.UnreadableEntryException e) {
                    isComplete = false;
                    unreadable(e.entryName(), e);
                }
            }
        } catch (IOException e) {
            isComplete = false;
            unreadable(current, e);
        }
        return isComplete;
    }

    private void unreadable(String source, IOException e) {
        problem("cannot read " + source + ": " + InputFile.reason(e));
    }

    private void read(InputSource source, Target target, PublishProgress progress) throws IOException {
        Optional<String> given = publisher.equals(AUTO) ? Optional.empty() : Optional.of(publisher);
        try (MovementReader reader =
                format.open(source.text(), source.displayName(), given, new ReadOptions(Optional.ofNullable(zone)))) {
            Optional<Reading> next = reader.next();
            while (next.isPresent() && !stopped.get()) {
                tally.read();
                handle(next.get(), target);
                progress.at(bytesRead.get(), tally);
                next = stopped.get() ? Optional.empty() : reader.next();
            }
        }
    }

    private void handle(Reading reading, Target target) {
        if (reading instanceof Reading.Movement found) {
            target.accept(found.where(), found.movement());
        } else if (reading instanceof Reading.NotMovement other) {
            tally.notMovement(other.kind());
        } else if (reading instanceof Reading.Unreadable unreadable) {
            reject(unreadable.where(), UNREADABLE, unreadable.message());
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
