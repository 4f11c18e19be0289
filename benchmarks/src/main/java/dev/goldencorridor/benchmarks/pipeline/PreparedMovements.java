package dev.goldencorridor.benchmarks.pipeline;

import dev.goldencorridor.benchmarks.stage.AllRecords;
import dev.goldencorridor.benchmarks.stage.BenchmarkException;
import dev.goldencorridor.benchmarks.stage.Directories;
import dev.goldencorridor.benchmarks.stage.Stage;
import dev.goldencorridor.producer.simulation.CorridorSimulation;
import dev.goldencorridor.producer.simulation.Report;
import dev.goldencorridor.producer.simulation.SimulationPlan;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.registry.Registry;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WireSerializer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A simulated corridor's movements on a broker's disk, and what is to be counted of them. They are made once; the
 * directory serves every later run with the same plan.
 *
 * @param directory of broker and registry
 * @param trips the trips under keys of {@code corridor.trips}, counted from the raw events
 */
record PreparedMovements(Path directory, Map<String, Long> trips) {
    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");
    private static final long SEED = 2011;
    /** Fewer than a corridor of scale 1 reports in a day of 2024, so that the plan never ends before the events do. */
    private static final double REPORTS_A_DAY = 300;

    /**
     * @param events how many
     * @param days about the time that they cover
     * @param partitions of every topic
     */
    record Plan(long events, int days, int partitions) {
        private SimulationPlan simulation() {
            return new SimulationPlan(SEED, FROM, days, events / (days * REPORTS_A_DAY));
        }
    }

    /** Those of the plan; makes them if they are not there. */
    static PreparedMovements of(Plan plan, Path root) {
        Path directory = root.resolve("movements-" + plan.events + "-" + plan.days + "d-" + plan.partitions + "p");
        // Written last: it says that all the rest is there.
        Path counted = directory.resolve("trips.properties");
        try {
            if (!Files.exists(counted)) {
                Directories.delete(directory);
                prepare(plan, directory, counted);
            }
            return new PreparedMovements(directory, load(counted));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare movements in " + directory, e);
        }
    }

    private static void prepare(Plan plan, Path directory, Path counted) throws IOException {
        Files.createDirectories(directory);
        try (Stage stage = Stage.set(directory, plan.partitions);
                Registry registry = stage.registry()) {
            stage.keepInput();
            write(plan, stage, registry);
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

    private static void write(Plan plan, Stage stage, Registry registry) {
        WireSerializer<TrainMovement> encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());
        AtomicReference<Exception> failure = new AtomicReference<>();
        long written = 0;
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        stage.bootstrapServers(),
                        "compression.type",
                        "lz4",
                        "linger.ms",
                        20,
                        "batch.size",
                        64 << 10,
                        "buffer.memory",
                        128L << 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (Report report : new CorridorSimulation(plan.simulation())) {
                TrainMovement movement = report.movement();
                String topic = TopicCatalogue.movementsOf(report.publisher());
                var unused = producer.send(
                        new ProducerRecord<>(topic, movement.getTrainRunId(), encoder.serialize(topic, movement)),
                        (where, refused) -> {
                            if (refused != null) {
                                failure.set(refused);
                            }
                        });
                if (++written == plan.events) {
                    break;
                }
            }
        }
        if (failure.get() != null) {
            throw new BenchmarkException("a movement could not be written: " + failure.get(), failure.get());
        }
        if (written < plan.events) {
            throw new BenchmarkException("the simulation ended after " + written + " reports");
        }
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
