package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.wire.SampleValues.departure;
import static dev.goldencorridor.schemas.wire.SampleValues.movement;
import static dev.goldencorridor.schemas.wire.SampleValues.withHeader;
import static dev.goldencorridor.schemas.wire.SampleValues.writeRunToPublisher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.TrainMovement;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Values that another schema than the current one has written: compatible, incompatible or hostile. */
class WriterSchemaCompatibilityTest {
    private static final String TOPIC = "movements.khorgos";
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();
    private final Registry registry = new Registry(client, Duration.ofSeconds(1));
    private final WireSerializer<TrainMovement> serializer =
            new WireSerializer<>(registry, TrainMovement.getClassSchema());
    private final WireDeserializer<TrainMovement> deserializer =
            new WireDeserializer<>(registry, TrainMovement.getClassSchema());

    @Test
    void aRecursiveWriterSchemaIsRefused() throws Exception {
        int id = register(withField("{\"type\":\"record\",\"name\":\"Chain\",\"fields\":[{\"name\":\"next\","
                + "\"type\":[\"null\",\"Chain\"]}]}"));
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 2);
        assertRefused(withHeader(id, deep), Undecodable.UNREADABLE_SCHEMA);
    }

    @Test
    void aWriterSchemaWithAnArrayOfItemsWithoutBytesIsRefused() throws Exception {
        int id = register(withField("{\"type\":\"array\",\"items\":\"null\"}"));
        assertRefused(withHeader(id, new byte[10]), Undecodable.UNREADABLE_SCHEMA);
    }

    @Test
    void aWriterSchemaThatGrowsExponentiallyIsRefusedAtOnce() throws Exception {
        StringBuilder type = new StringBuilder("\"null\"");
        for (int layer = 0; layer < 60; layer++) {
            type = new StringBuilder("{\"type\":\"record\",\"name\":\"L" + layer
                    + "\",\"fields\":[{\"name\":\"a\",\"type\":"
                    + type + "},{\"name\":\"b\",\"type\":" + (layer == 0 ? "\"null\"" : "\"L" + (layer - 1) + "\"")
                    + "}]}");
        }
        Schema writer = withField(type.toString());
        assertTimeoutPreemptively(
                BOUND, () -> assertThat(SchemaCost.danger(writer)).isPresent());
    }

    @Test
    void theContractsOwnSchemasAreNotDangerous() {
        assertThat(SchemaCost.danger(TrainMovement.getClassSchema())).isEmpty();
        assertThat(ContractSubjects.aggregates()).allSatisfy(subject -> assertThat(SchemaCost.danger(subject.schema()))
                .isEmpty());
    }

    @Test
    void anAddedFieldOfANewerWriterIsSkipped() throws Exception {
        int id = register(withField("\"string\""));
        byte[] value = serializer.serialize(TOPIC, movement(departure()));
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(withHeader(id, Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length)));
        longer.write(new byte[] {6, 'n', 'e', 'w'});
        assertThat(deserializer.deserialize(TOPIC, longer.toByteArray())).isEqualTo(movement(departure()));
    }

    @Test
    void aMissingFieldOfAnOlderWriterHasItsDefault() throws Exception {
        Schema current = TrainMovement.getClassSchema();
        Schema older = Schema.createRecord(
                current.getName(),
                "older",
                current.getNamespace(),
                false,
                current.getFields().stream()
                        .filter(field -> !field.name().equals("retracts"))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
        int id = register(older);
        byte[] value = withHeader(id, out -> {
            out.writeString(new UUID(1, 2).toString());
            writeRunToPublisher(out);
            out.writeIndex(2);
            out.writeEnum(4);
            out.writeIndex(0);
            out.writeIndex(0);
            out.writeIndex(0);
            out.writeIndex(0);
        });
        TrainMovement read = deserializer.deserialize(TOPIC, value);
        assertThat(read.getRetracts()).isNull();
        assertThat(read.getEventId()).isEqualTo(new UUID(1, 2));
        assertThat(((Clearance) read.getDetail()).getStep()).isEqualTo(ClearanceStep.RELEASED);
    }

    @Test
    void aSchemaOfAnotherTypeIsRefused() throws Exception {
        int id = client.register("other", new AvroSchema("{\"type\":\"string\"}"));
        assertRefused(withHeader(id, new byte[] {0}), Undecodable.UNREADABLE_SCHEMA);
    }

    private void assertRefused(byte[] value, Undecodable reason) {
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, value))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private int register(Schema writer) throws Exception {
        return client.register("written-by-another", new AvroSchema(writer));
    }

    private static Schema withField(String type) {
        String current = ContractSubjects.TRAIN_MOVEMENT.schema().toString();
        String field = ",{\"name\":\"added\",\"type\":" + type + "}]}";
        return new Schema.Parser().parse(current.substring(0, current.lastIndexOf("]}")) + field);
    }
}
