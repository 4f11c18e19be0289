package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.RegistryProcess;
import dev.goldencorridor.reference.Agreement;
import dev.goldencorridor.reference.Recount;
import dev.goldencorridor.runtime.registry.Subject;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.simulator.CorridorSimulation;
import dev.goldencorridor.simulator.SimulatedReport;
import dev.goldencorridor.simulator.SimulationPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Old and new versions of every schema are in use at once, and new ones arrive while everything runs. The past versions
 * are the released ones, and the future ones have one more field.
 */
class SchemaEvolutionIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Instant START = Instant.parse("2026-10-01T00:00:00Z");

    @Test
    void everyVersionIsReadAndEveryReaderIsServedWhileNewVersionsArrive() throws Exception {
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "registry");
        List<TrainMovement> reports = reports();
        int half = reports.size() / 2;
        try (RegistryProcess registry = ServerSecurity.startRegistry(directory, directory.resolve("log"));
                VersionedSchemas schemas = new VersionedSchemas(registry.url());
                KillableCorridor corridor = new KillableCorridor(registry.url(), Map.of())) {
            for (Subject subject : ContractSubjects.all()) {
                schemas.registerHistory(subject);
            }
            // Programs of a secure stack may not set the promised compatibility.
            corridor.registry().verify(ContractSubjects.all(), true);
            InProcessApplication processor = corridor.runProcessor();
            InProcessApplication sink = corridor.runSink();
            List<TrainMovement> counted = new ArrayList<>(publish(corridor, schemas, reports.subList(0, half)));
            await().atMost(LIMIT).until(() -> !corridor.read(AggregateRoute.TRIPS.downstream())
                    .isEmpty());

            for (Subject subject : ContractSubjects.all()) {
                schemas.registerFuture(subject);
            }
            counted.addAll(publish(corridor, schemas, reports.subList(half, reports.size())));
            // The registry now holds versions that are newer than those of the programs.
            processor.stop();
            corridor.runProcessor();
            sink.stop();
            corridor.runSink();

            Recount truth = new Recount(counted);
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> new Agreement(truth, corridor::downstream).check());
            assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
            for (AggregateRoute route : AggregateRoute.all()) {
                everyReaderIsServed(corridor, schemas, route);
            }
        }
    }

    /** Reports of three days, without those that the first version of the schema did not have. */
    private static List<TrainMovement> reports() {
        return new CorridorSimulation(new SimulationPlan(7, START, 3, 1.0))
                .stream()
                        .map(SimulatedReport::movement)
                        .filter(report -> report.getDetail() instanceof Departure
                                || report.getDetail() instanceof Arrival
                                || report.getDetail() instanceof Clearance)
                        .toList();
    }

    /** Publishes each report in another version. Returns the reports as this release reads them. */
    private static List<TrainMovement> publish(
            KillableCorridor corridor, VersionedSchemas schemas, List<TrainMovement> reports) throws Exception {
        List<VersionedSchemas.Version> versions = schemas.versions(ContractSubjects.TRAIN_MOVEMENT);
        List<TrainMovement> read = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            TrainMovement report = reports.get(i);
            VersionedSchemas.Version version = versions.get(i % versions.size());
            byte[] value = version.encode(report);
            read.add(version.decode(value));
            records.add(new ProducerRecord<>(
                    TopicCatalogue.movementsOf(report.getPublisher()),
                    report.getTrainRunId().getBytes(StandardCharsets.UTF_8),
                    value));
        }
        corridor.publishAll(Map.of(), records);
        return read;
    }

    /** Readers of every version decode every value. */
    private static void everyReaderIsServed(KillableCorridor corridor, VersionedSchemas schemas, AggregateRoute route) {
        Subject subject = ContractSubjects.of(route.schema());
        List<VersionedSchemas.Version> readers = schemas.versions(subject);
        assertThat(readers).hasSizeGreaterThan(1);
        for (ConsumerRecord<byte[], byte[]> received : corridor.read(route.downstream())) {
            for (VersionedSchemas.Version reader : readers) {
                if (received.value() != null) {
                    GenericRecord value = reader.read(received.value(), schemas);
                    assertThat(value.getSchema()).isEqualTo(reader.schema());
                }
            }
        }
    }
}
