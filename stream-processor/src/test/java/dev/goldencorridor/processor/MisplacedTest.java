package dev.goldencorridor.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.processor.messages.Partitions;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import dev.goldencorridor.schemas.topics.AggregateRoute;
import dev.goldencorridor.schemas.wire.ContractSubjects;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A misplaced record takes a detour. There it carries the movement and nothing else that its publisher chose. */
class MisplacedTest {
    private static final Instant RECEIVED = Instant.parse("2026-10-31T10:00:00Z");
    private static final String MISPLACED = "corridor-processor.-misplaced-repartition";

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();
    private final Registry registry = new Registry(client, Duration.ofSeconds(1));
    private final PipelineDriver pipeline =
            new PipelineDriver(RECEIVED, Map.of("clock", "event", "partitions", "4"), client);
    private final TestOutputTopic<byte[], byte[]> detour =
            pipeline.driver().createOutputTopic(MISPLACED, new ByteArrayDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void itHasThePipelinesSchemaTheTopicsPublisherAndNoHeadersButTheOrigin() throws Exception {
        TrainMovement movement =
                TrainMovement.newBuilder(departure(null)).setPublisher("xian").build();
        byte[] encoded = pipeline.encode(movement);
        byte[] newer = ByteBuffer.allocate(encoded.length + 1)
                .put(encoded)
                .put((byte) 0)
                .putInt(1, registerNewerSchema())
                .array();
        TestRecord<byte[], byte[]> received = new TestRecord<>(key(movement), newer, RECEIVED);
        received.headers().add("zeros", new byte[1_000]);
        received.headers().add("corridor.reject.offset", "x".getBytes(StandardCharsets.UTF_8));
        pipeline.driver()
                .createInputTopic("movements.khorgos", new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(received);

        TestRecord<byte[], byte[]> misplaced = detour.readRecord();
        assertThat(misplaced.headers())
                .extracting(Header::key)
                .containsExactlyInAnyOrder(
                        "corridor.reject.topic", "corridor.reject.partition", "corridor.reject.offset");
        assertThat(ByteBuffer.wrap(misplaced.value()).getInt(1))
                .isEqualTo(registry.idOf(ContractSubjects.TRAIN_MOVEMENT));
        assertThat(new WireDeserializer<TrainMovement>(registry, TrainMovement.getClassSchema())
                        .deserialize("", misplaced.value()))
                .isEqualTo(TrainMovement.newBuilder(movement)
                        .setPublisher("khorgos")
                        .build());
        assertThat(trips()).isEqualTo(1);
        assertThat(pipeline.rejected()).isEmpty();
    }

    @Test
    void theLongestAdmittedMovementIsReadAfterTheDetour() {
        String longest = "\uFFEE".repeat(256);
        TrainMovement movement = departure(Collections.nCopies(500, new Commodity("1234567890", 1e6, longest)));
        pipeline.publish("khorgos", key(movement), pipeline.encode(movement), RECEIVED);
        assertThat(detour.readRecord().value()).hasSizeLessThan(1 << 20);
        assertThat(trips()).isEqualTo(1);
        assertThat(pipeline.rejected()).isEmpty();
    }

    @Test
    void aRecordThatCannotBeReadAfterTheDetourIsRejectedAndTheNextIsRead() {
        TestInputTopic<byte[], byte[]> written =
                pipeline.driver().createInputTopic(MISPLACED, new ByteArraySerializer(), new ByteArraySerializer());
        TrainMovement movement = departure(null);
        written.pipeInput(key(movement), new byte[] {1, 2, 3});
        written.pipeInput(key(movement), pipeline.encode(movement));
        List<TestRecord<byte[], byte[]>> rejected = pipeline.rejected();
        assertThat(rejected).hasSize(1);
        assertThat(new String(
                        rejected.get(0)
                                .headers()
                                .lastHeader("corridor.reject.reason")
                                .value(),
                        StandardCharsets.UTF_8))
                .isEqualTo("NOT_WIRE_FORMAT");
        assertThat(trips()).isEqualTo(1);
    }

    private static TrainMovement departure(List<Commodity> commodities) {
        return TrainMovement.newBuilder(
                        Movements.departure(runOffPartitionZero(), "CNHRS", Direction.OUTBOUND, "2026-10-31T09:59:00Z"))
                .setDetail(
                        Movements.departureOf(null, null, commodities == null ? null : Movements.consist(commodities)))
                .build();
    }

    /** The driver has only one partition of each input topic. */
    private static String runOffPartitionZero() {
        int number = 1;
        while (Partitions.of("CR|X" + number + "|2026-10-30", 4) == 0) {
            number++;
        }
        return "CR|X" + number + "|2026-10-30";
    }

    private static byte[] key(TrainMovement movement) {
        return movement.getTrainRunId().getBytes(StandardCharsets.UTF_8);
    }

    private int registerNewerSchema() throws Exception {
        String text = ContractSubjects.TRAIN_MOVEMENT.schema().toString();
        String more = text.substring(0, text.lastIndexOf("]}"))
                + ",{\"name\":\"remark\",\"type\":[\"null\",\"string\"],\"default\":null}]}";
        return client.register(ContractSubjects.TRAIN_MOVEMENT.name(), new AvroSchema(new Schema.Parser().parse(more)));
    }

    private long trips() {
        TripCounts trips =
                (TripCounts) pipeline.settle().latest(AggregateRoute.TRIPS).get("PORT/CNHRS/PT1H");
        return trips == null ? 0 : trips.getTrips();
    }
}
