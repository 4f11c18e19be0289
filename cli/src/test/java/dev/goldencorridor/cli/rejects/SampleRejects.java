package dev.goldencorridor.cli.rejects;

import dev.goldencorridor.processor.admission.Admission;
import dev.goldencorridor.processor.repair.Reject;
import dev.goldencorridor.processor.repair.RejectEntry;
import dev.goldencorridor.processor.repair.RejectId;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.places.PublisherCatalogue;
import dev.goldencorridor.schemas.topics.RejectReason;
import dev.goldencorridor.schemas.topics.TopicCatalogue;
import dev.goldencorridor.schemas.wire.OwnTopicSchemas;
import dev.goldencorridor.schemas.wire.WireSerializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rejects for tests, with the admission of the pipeline and a registry in memory. */
final class SampleRejects {
    static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    static final String TOPIC = "movements.khorgos";

    final Registry registry = new Registry(new MockSchemaRegistryClient(), Duration.ofSeconds(1));
    final WriterSchemas schemas = new OwnTopicSchemas(registry, Duration.ZERO);
    final WireSerializer<TrainMovement> encoder = new WireSerializer<>(registry, TrainMovement.getClassSchema());

    static TrainMovement departure(int number) {
        return new TrainMovement(
                new UUID(28, number),
                null,
                "CR|X" + number + "|2026-11-28",
                "X" + number,
                "CNHRS",
                Direction.OUTBOUND,
                NOW,
                null,
                NOW,
                "khorgos",
                new Departure("CNXAG", "KZALA", null, null, 1435, null));
    }

    static RejectEntry entry(int number, RejectReason reason) {
        return entry(TOPIC, number, reason);
    }

    static RejectEntry entry(String topic, int number, RejectReason reason) {
        Reject reject = new Reject(
                new RejectId(topic, 0, number),
                0,
                number,
                reason.name(),
                "a fault",
                NOW.toEpochMilli(),
                NOW.toEpochMilli(),
                new UUID(28, number));
        return new RejectEntry(reject, 1, null, null);
    }

    static ConsumerRecord<byte[], byte[]> record(int number, byte[] key, byte[] value) {
        return new ConsumerRecord<>(TopicCatalogue.REJECTED, 0, number, key, value);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    RepairPlan plan(Optional<Patch> patch) {
        return new RepairPlan(
                new Admission(schemas, PublisherCatalogue.builtIn()),
                schemas,
                encoder,
                patch,
                InstantSource.fixed(NOW));
    }
}
