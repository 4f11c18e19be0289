package dev.goldencorridor.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: runs the contenders in rounds and prints their results. */
@Command(
        name = "benchmarks/peers/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Compares the rolling windows with what else one could have built, end to end on one broker.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all answers were right", "1:some were wrong", "2:it could not be run"})
public final class Peers implements Callable<Integer> {
    private static final String BROKER_HEAP = "1g";
    private static final Duration MAX_START = Duration.ofSeconds(60);

    @Option(names = "--events", description = "Trips for contenders that are fast.", paramLabel = "N")
    private long events = 2_000_000;

    @Option(names = "--slow-events", description = "Trips for contenders that are slow.", paramLabel = "N")
    private long slowEvents = 30_000;

    @Option(
            names = "--hot-share",
            description = "Share of the trips that one dimension has besides its own.",
            paramLabel = "0-1")
    private double hotShare;

    @Option(names = "--rounds", description = "How often each contender runs, in turns.", paramLabel = "N")
    private int rounds = 5;

    @Option(
            names = "--only",
            split = ",",
            description = "Contenders to run: ${COMPLETION-CANDIDATES}",
            completionCandidates = Labels.class,
            converter = ByLabel.class,
            paramLabel = "NAME")
    private List<Contender> only = List.of();

    @Option(names = "--limit", description = "Longest time for one run, in seconds.", paramLabel = "S")
    private long limitSeconds = 300;

    @Option(
            names = "--directory",
            description = "For the broker's data, state, logs and results.",
            paramLabel = "DIR",
            defaultValue = "${sys:peers.target:-target}")
    private Path target;

    /** As options name it. */
    static final class ByLabel implements CommandLine.ITypeConverter<Contender> {
        @Override
        public Contender convert(String label) {
            try {
                return Contender.named(label);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }

    /** For the help. */
    static final class Labels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Contender.labels().iterator();
        }
    }

    /** Runs and ends the process with an exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Peers())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    failure.printStackTrace(command.getErr());
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Contender> contenders = only.isEmpty() ? Contender.ALL : only;
        String started = Instant.now().toString().replaceAll("[-:]|\\..*", "");
        Path results = target.resolve("results");
        Path work = target.resolve("work").resolve(started);
        Files.createDirectories(work);
        Map<Contender.Volume, Timetable> timetables = new EnumMap<>(Map.of(
                Contender.Volume.ALL, new Timetable(events, hotShare),
                Contender.Volume.FEW, new Timetable(slowEvents, hotShare)));
        Results outcomes = new Results();
        Path file = results.resolve("peers-" + started + ".csv");
        try (Child broker = Child.start(
                BROKER_HEAP,
                Libraries.KAFKA,
                work.resolve("broker.log"),
                BrokerProcess.LINE,
                BrokerProcess.class.getName(),
                work.resolve("broker").toString())) {
            String bootstrapServers = broker.awaitSignal(MAX_START);
            Race race = new Race(broker, bootstrapServers, work, Duration.ofSeconds(limitSeconds), timetables);
            System.out.println("Recounting ...");
            race.recount(contenders);
            for (int round = 1; round <= rounds; round++) {
                for (Contender contender : contenders) {
                    Outcome outcome = race.run(contender, round);
                    outcomes.add(outcome);
                    outcomes.write(file);
                    System.out.println("Round " + round + ": " + outcome.summary());
                }
            }
        }
        System.out.println();
        outcomes.table().forEach(System.out::println);
        System.out.println("Each run is in " + file);
        if (outcomes.areAllRight()) {
            delete(work);
            return CommandLine.ExitCode.OK;
        }
        System.out.println("Logs and state are in " + work);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
