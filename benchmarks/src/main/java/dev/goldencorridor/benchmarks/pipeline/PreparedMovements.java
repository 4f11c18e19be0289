package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.harness.AllRecords;
import dev.goldencorridor.benchmarks.harness.BenchmarkException;
import dev.goldencorridor.benchmarks.harness.MovementWriting;
import dev.goldencorridor.benchmarks.harness.Stage;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.SimulatedReport;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The movements of a simulated corridor on the disk of a broker, and their expected trips. They are created once; every
 * later run with the same plan uses the same directory.
 *
 * @param directory of broker and registry
 * @param trips the trips under keys of {@code corridor.trips}, counted from the raw events
 */
record PreparedMovements(Path directory, Map<String, Long> trips) {
    /**
     * @param load the kind of traffic
     * @param events number of events
     * @param days approximate time that they cover
     * @param partitions number of partitions of every topic
     */
    record Plan(Load load, long events, int days, int partitions) {
        private Path directoryIn(Path root) {
            return root.resolve("movements-" + load.name().toLowerCase(Locale.ROOT) + "-" + events + "-" + days + "d-"
                    + partitions + "p");
        }
    }

    /** The movements of the plan; creates them if they do not exist. */
    static PreparedMovements of(Plan plan, Path root) {
        Path directory = plan.directoryIn(root);
        // Written last, as a marker that all other files are complete.
        Path counted = directory.resolve("trips.properties");
        try {
            if (!Files.exists(counted)) {
                prepare(plan, directory, counted);
            }
            return new PreparedMovements(directory, load(counted));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare movements in " + directory, e);
        }
    }

    private static void prepare(Plan plan, Path directory, Path counted) throws IOException {
        try (Stage stage = Stage.setAnew(directory, plan.partitions);
                Registry registry = stage.registry()) {
            stage.keepInput();
            write(plan, stage);
            ExpectedTrips trips = new ExpectedTrips();
            WireDeserializer<TrainMovement> decoder = new WireDeserializer<>(registry, TrainMovement.getClassSchema());
            AllRecords.read(
                    stage.bootstrapServers(),
                    AllRecords.partitions(stage.bootstrapServers(), stage.inputs()),
                    record -> trips.add(decoder.deserialize(record.topic(), record.value())));
            Properties properties = new Properties();
            trips.byKey().forEach((key, count) -> properties.setProperty(key, count.toString()));
            try (Writer writer = Files.newBufferedWriter(counted)) {
                properties.store(writer, null);
            }
        }
    }

    private static void write(Plan plan, Stage stage) {
        long written = 0;
        Instant until = Instant.MIN;
        try (MovementWriting writing = new MovementWriting(stage)) {
            for (SimulatedReport report : new CorridorSimulation(plan.load.simulation(plan.events, plan.days))) {
                if (report.reportedAt().isAfter(until)) {
                    writing.flush();
                    until = report.reportedAt().plus(plan.load.atOnce());
                }
                writing.write(report.publisher(), report.movement());
                if (++written == plan.events) {
                    return;
                }
            }
        }
        throw new BenchmarkException("the simulation ended after " + written + " reports");
    }

    private static Map<String, Long> load(Path counted) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(counted)) {
            properties.load(reader);
        }
        Map<String, Long> trips = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> trips.put(key, Long.valueOf(properties.getProperty(key))));
        return trips;
    }
}
