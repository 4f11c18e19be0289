package dev.goldencorridor.simulator;

import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of {@code corridor simulate} that describe the simulation; a picocli mixin. */
final class SimulationOptions {
    private static final String START_OF_FILES = "2025-06-01T00:00:00Z";
    /** A scenario fixes what these options would choose. */
    private static final List<String> EXCLUDED_BY_SCENARIO = List.of(
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
            "--withheld-file");

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
            description = "Publish no timetable in advance: a plan comes with the event alone, and is often missed.")
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
                    + " some are retracted and corrected.")
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

    /** The scenario to replay; empty if none is named. */
    Optional<Scenario> scenario(ParseResult arguments) {
        if (scenario == null) {
            return Optional.empty();
        }
        Scenario named = Scenario.named(scenario);
        for (String option : EXCLUDED_BY_SCENARIO) {
            if (arguments.hasMatchedOption(option)) {
                throw new IllegalArgumentException(option + " and --scenario exclude each other");
            }
        }
        return Optional.of(named);
    }

    SimulationPlan plan(Clock clock) {
        SimulationPlan plan = new SimulationPlan(seed, beginning(clock), days, scale);
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

    Speed speed() {
        return Speed.parse(speed);
    }

    /** The file to write the reports to; empty if they are published. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    boolean hasDelays() {
        return delays != null;
    }

    /** The file to write the injected delays to; empty if they are printed. */
    Optional<Path> delaysFile() {
        return Optional.ofNullable(delaysFile);
    }

    /** Passes reports on to the target, without those of the train to withhold, if there is one. */
    WithheldReports withholding(Consumer<SimulatedReport> target, SettingsOptions settings, PrintWriter out) {
        if (withheld == null) {
            return WithheldReports.none(target);
        }
        String directory =
                settings.directory().equals(new SettingsOptions().directory()) ? "" : " --dir " + settings.directory();
        String publish = System.getProperty("corridor.command", "corridor") + " publish --format ndjson" + directory
                + " " + withheldFile;
        return WithheldReports.of(withheld, withheldFile, publish, out, target);
    }

    private Instant beginning(Clock clock) {
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
}
