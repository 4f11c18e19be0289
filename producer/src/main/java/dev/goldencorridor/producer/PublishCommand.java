package dev.goldencorridor.producer;

import dev.goldencorridor.producer.format.MovementFormat;
import dev.goldencorridor.producer.format.MovementOpener;
import dev.goldencorridor.producer.format.StopSelection;
import dev.goldencorridor.producer.validation.MovementValidation;
import dev.goldencorridor.runtime.registry.IncompatibleRegistryException;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
            "Publishing a file again, or files that overlap, counts every event once. Reports without createdAt",
            "count as created when the file was last modified, so a corrected file replaces what it corrects.",
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
            "trust:  arrays of messages of Great Britain's train-movement feed; summer times are local there.",
            "digitraffic: Finland's open train data: answers of /api/v1/trains, histories, MQTT messages, lines of",
            "        them, or {\"receivedAt\":...,\"trains\":[...]}; places are fi:<stationShortCode>.",
            "taf:    TAF TSI running messages, as XML; see the settings publish.taf.*.",
            "",
            "Exit code: 0 all sent, 1 some rejected, 2 nothing could be done."
        })
public final class PublishCommand implements Callable<Integer> {
    private static final int ALL_DONE = 0;
    private static final int PARTLY_DONE = 1;
    private static final int NOTHING_DONE = 2;
    private static final String AUTO = "auto";

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
            description = "ndjson, csv, trust, digitraffic or taf.")
    private MovementFormat format;

    @Option(
            names = "--stops",
            paramLabel = "WHICH",
            description = "For digitraffic: stopping (the default) publishes places where the train stops, all also"
                    + " those that it passes.")
    private StopSelection stops;

    @Mixin
    private ReadingOptions reading;

    @Option(names = "--strict", description = "Stop at the first event that is rejected.")
    private boolean strict;

    @Option(names = "--dry-run", description = "Check all, print the first movements, send nothing; no broker.")
    private boolean dryRun;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeRange.Converter.class,
            description = "Exclude events before this time: a date (UTC) or an instant.")
    private Instant from;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeRange.Converter.class,
            description = "Exclude events at this time and later: a date (UTC) or an instant.")
    private Instant until;

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "Write every faulty record with its fault, to be repaired and published again.")
    private String faultsFile;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "Write the event id of each published movement, for a later retraction (CSV).")
    private String idsFile;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files, also in gzip or zip; - is standard input.")
    private List<String> files;

    private final Clock clock;
    private final PublishTally tally = new PublishTally();
    private MovementOpener opener;

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
            if (stops != null && format != MovementFormat.DIGITRAFFIC) {
                return failed("--stops applies to --format digitraffic alone, not to " + format
                        + ": leave it out, or choose that format");
            }
            if (!format.namesPublishers() && publisher.equals(AUTO)) {
                return failed("this format does not say who publishes: name the publisher with --publisher");
            }
            opener = format.opener(settings, stops == null ? StopSelection.STOPPING : stops, reading.of(format));
            PublisherCatalogue catalogue = PublisherCatalogue.of(settings);
            if (!publisher.equals(AUTO) && !catalogue.contains(publisher)) {
                return failed(MovementPublishers.unknown(publisher, catalogue));
            }
            return publish(settings, catalogue);
        } catch (SettingsException
                | PublishException
                | RegistryUnavailableException
                | IncompatibleRegistryException e) {
            return failed(e.getMessage());
        }
    }

    private int publish(Settings settings, PublisherCatalogue catalogue) {
        List<InputFile> inputs = files.stream().map(InputFile::new).toList();
        try (PublishOutcomes outcomes = outcomes(inputs)) {
            if (dryRun) {
                MovementValidation validation = new MovementValidation(catalogue, clock);
                return run(inputs, PublishTarget.checking(validation, this::named, outcomes, out()), outcomes);
            }
            try (MovementPublishers publishers = MovementPublishers.connect(settings, clock)) {
                if (!publisher.equals(AUTO)) {
                    publishers.of(publisher);
                }
                return run(inputs, PublishTarget.sending(publishers, this::named, outcomes), outcomes);
            }
        }
    }

    private PublishOutcomes outcomes(List<InputFile> inputs) {
        PublishOutcomes outcomes = new PublishOutcomes(tally, spec.commandLine().getErr(), strict);
        if (faultsFile != null) {
            outcomes.writeFaultsTo(faultsFile, format, inputs);
        }
        if (idsFile != null) {
            outcomes.writeIdsTo(idsFile, inputs);
        }
        return outcomes;
    }

    private String named(TrainMovement movement) {
        return publisher.equals(AUTO) ? movement.getPublisher() : publisher;
    }

    private int run(List<InputFile> inputs, PublishTarget target, PublishOutcomes outcomes) {
        long start = System.nanoTime();
        PublishRun.Source source = new PublishRun.Source(
                opener,
                reading.encoding(),
                publisher.equals(AUTO) ? Optional.empty() : Optional.of(publisher),
                new TimeRange(from, until));
        PublishRun run = new PublishRun(source, clock, tally, outcomes, target);
        int unreadable;
        try (PublishProgress progress = PublishProgress.over(InputFile.totalBytes(inputs), onTerminal(), out())) {
            unreadable = run.readAll(inputs, progress);
        }
        outcomes.printRest();
        tally.print(out(), dryRun, Duration.ofNanos(System.nanoTime() - start));
        if (unreadable == inputs.size()) {
            return nothingOrPart();
        }
        return unreadable > 0 || tally.countRejected() > 0 ? PARTLY_DONE : ALL_DONE;
    }

    private int nothingOrPart() {
        return tally.countPublished() == 0 ? NOTHING_DONE : PARTLY_DONE;
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

    private int failed(String message) {
        problem(message);
        return nothingOrPart();
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PublishCommand()).execute(arguments));
    }
}
