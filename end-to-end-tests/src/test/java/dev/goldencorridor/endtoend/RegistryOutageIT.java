package dev.goldencorridor.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.goldencorridor.cli.RegistryProcess;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.schemas.wire.WireSerializer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The registry becomes unavailable while records arrive with a schema that is new to the processor. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegistryOutageIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static Path directory;
    /** One for both tests, since a start takes five seconds of CPU time. */
    private static RegistryProcess registry;

    @BeforeAll
    static void start() throws Exception {
        directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "registry");
        registry = RegistryProcess.start(directory, directory.resolve("1.log"), 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
    }

    @Test
    @Order(2)
    void anOutageLosesNothingAndRejectsNothingGood() throws Exception {
        String url = registry.url();
        int port = URI.create(url).getPort();
        try (KillableCorridor corridor = new KillableCorridor(url, Map.of())) {
            WireSerializer<TrainMovement> encoder =
                    new WireSerializer<>(corridor.registry(), TrainMovement.getClassSchema());
            corridor.runProcessor("processor.registry.patience=3s", "processor.schema.grace=3s");
            corridor.runSink();
            publish(corridor, encoder, "CR|X8001|2026-10-30", null);
            await().atMost(LIMIT).until(() -> trips(corridor) == 1);
            int newer = registerNewerSchema(url);

            registry.close();
            publish(corridor, encoder, "CR|X8003|2026-10-30", newer);
            publish(corridor, encoder, "CR|X8005|2026-10-30", null);
            await().atMost(LIMIT).until(() -> corridor.processorLog().contains("for schema id " + newer));
            // Records with a cached schema are still processed.
            await().atMost(LIMIT).until(() -> trips(corridor) == 2);
            assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();

            registry = RegistryProcess.start(directory, directory.resolve("2.log"), port);
            assertThat(registry.url()).isEqualTo(url);
            await().atMost(LIMIT).until(() -> trips(corridor) == 3);
            assertThat(corridor.read(TopicCatalogue.REJECTED)).isEmpty();
        }
    }

    @Test
    @Order(1)
    void anApplicationRefusesToRunOnARegistryThatHoldsAnotherContractAndNamesTheDifference() throws Exception {
        String subject = ContractSubjects.TRIP_COUNTS.name();
        try (CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(registry.url(), 10)) {
            String other = ContractSubjects.TRIP_COUNTS
                    .schema()
                    .toString()
                    .replace("{\"name\":\"trips\",\"type\":\"long\"", "{\"name\":\"trips\",\"type\":\"string\"");
            client.register(subject, new AvroSchema(new Schema.Parser().parse(other)));
            try (KillableCorridor corridor = new KillableCorridor(registry.url(), Map.of())) {
                Process processor = corridor.startProcessor();
                assertThat(processor.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(processor.exitValue()).isEqualTo(2);
                assertThat(corridor.processorLog())
                        .contains("subject dev.goldencorridor.schemas.TripCounts")
                        .contains("TripCounts.trips");
            }
            client.deleteSubject(subject);
            client.deleteSubject(Map.of(), subject, true);
        }
    }

    /** A port that has upgraded: its schema has one more field, which this pipeline does not have. */
    private static int registerNewerSchema(String url) throws Exception {
        String text = ContractSubjects.TRAIN_MOVEMENT.schema().toString();
        String more = text.substring(0, text.lastIndexOf("]}"))
                + ",{\"name\":\"remark\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
        try (CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(url, 10)) {
            return client.register(
                    ContractSubjects.TRAIN_MOVEMENT.name(), new AvroSchema(new Schema.Parser().parse(more)));
        }
    }

    private static void publish(
            KillableCorridor corridor, WireSerializer<TrainMovement> encoder, String run, Integer newerSchema)
            throws Exception {
        Instant now = Instant.now();
        byte[] value = encoder.serialize(
                "",
                new TrainMovement(
                        UUID.randomUUID(),
                        null,
                        run,
                        run.substring(run.indexOf('|') + 1, run.lastIndexOf('|')),
                        "CNHRS",
                        Direction.OUTBOUND,
                        now,
                        null,
                        now,
                        "khorgos",
                        new Departure(null, null, null, null, null, null)));
        if (newerSchema != null) {
            // The value of the new field is null, which is one byte: the branch of its union.
            value = ByteBuffer.allocate(value.length + 1)
                    .put(value)
                    .put((byte) 0)
                    .putInt(1, newerSchema)
                    .array();
        }
        corridor.publishRaw("khorgos", null, run, value);
    }

    private static long trips(KillableCorridor corridor) {
        TripCounts trips =
                (TripCounts) corridor.downstream(AggregateRoute.TRIPS).get("PORT/CNHRS/PT1H");
        return trips == null ? 0 : trips.getTrips();
    }
}
