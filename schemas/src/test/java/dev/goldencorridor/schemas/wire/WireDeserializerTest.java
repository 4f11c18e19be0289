package dev.goldencorridor.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.Commodity;
import dev.goldencorridor.schemas.Consist;
import dev.goldencorridor.schemas.Departure;
import dev.goldencorridor.schemas.Direction;
import dev.goldencorridor.schemas.TrainMovement;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireDeserializerTest {
    private static final String TOPIC = "movements.khorgos";
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final MockSchemaRegistryClient client = new MockSchemaRegistryClient();
    private final Registry registry = new Registry(client, Duration.ofSeconds(1));
    private final WireSerializer<TrainMovement> serializer =
            new WireSerializer<>(registry, TrainMovement.getClassSchema());
    private final WireDeserializer<TrainMovement> deserializer =
            new WireDeserializer<>(registry, TrainMovement.getClassSchema());

    private interface Fields {
        void write(BinaryEncoder out) throws IOException;
    }

    @Test
    void aDepartureComesBackAsItWas() {
        assertComesBack(movement(departure()));
    }

    @Test
    void anArrivalWithoutAnythingKnownComesBackAsItWas() {
        assertComesBack(movement(Arrival.newBuilder().build()));
    }

    @Test
    void aClearanceComesBackAsItWas() {
        assertComesBack(movement(Clearance.newBuilder()
                .setStep(ClearanceStep.HOLD)
                .setReason("查验 – ждать")
                .build()));
    }

    @Test
    void oneDeserializerReadsManyValuesInTurn() {
        for (int i = 0; i < 3; i++) {
            aDepartureComesBackAsItWas();
            anArrivalWithoutAnythingKnownComesBackAsItWas();
        }
    }

    @Test
    void aBadValueLeavesNoTraceInTheNext() {
        byte[] good = serializer.serialize(TOPIC, movement(departure()));
        assertRefused(Arrays.copyOf(good, good.length - 3), Undecodable.MALFORMED);
        assertComesBack(movement(departure()));
    }

    @Property(tries = 2_000)
    void bytesAtRandomAreReadOrRefusedAndNothingElse(@ForAll @Size(max = 300) byte[] body) {
        assertReadOrRefused(body);
        assertReadOrRefused(withHeader(id(), body));
    }

    @Property(tries = 2_000)
    void aDamagedValueIsReadOrRefusedAndNothingElse(
            @ForAll @IntRange(min = 0, max = 10_000) int position, @ForAll byte damage) {
        byte[] value = serializer.serialize(TOPIC, movement(departure()));
        value[position % value.length] = damage;
        assertReadOrRefused(value);
    }

    @Test
    void aValueTruncatedAnywhereIsRefused() {
        byte[] value = serializer.serialize(TOPIC, movement(departure()));
        for (int length = 0; length < value.length; length++) {
            assertRefused(
                    Arrays.copyOf(value, length),
                    length < WireFormat.HEADER_BYTES ? Undecodable.NOT_WIRE_FORMAT : Undecodable.MALFORMED);
        }
    }

    @Test
    void bytesLeftOverAreRefused() {
        byte[] value = serializer.serialize(TOPIC, movement(departure()));
        assertRefused(Arrays.copyOf(value, value.length + 1), Undecodable.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 30, 1L << 31, Integer.MAX_VALUE, Long.MAX_VALUE, -(1L << 31), Long.MIN_VALUE})
    void anArrayThatClaimsMoreItemsThanItsBytesHoldIsRefused(long items) {
        byte[] value = withHeader(id(), out -> {
            prefix(out);
            out.writeIndex(0);
            for (int i = 0; i < 5; i++) {
                out.writeIndex(0);
            }
            out.writeIndex(1);
            out.writeInt(1);
            out.writeInt(1);
            out.writeInt(1);
            out.writeDouble(1);
            out.writeLong(items);
        });
        assertTimeoutPreemptively(BOUND, () -> assertRefused(value, Undecodable.MALFORMED));
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, 1L << 31, Long.MAX_VALUE, -1})
    void aStringThatClaimsMoreBytesThanThereAreIsRefused(long length) {
        byte[] value = withHeader(id(), out -> out.writeLong(length));
        assertTimeoutPreemptively(BOUND, () -> assertRefused(value, Undecodable.MALFORMED));
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] value = serializer.serialize(TOPIC, movement(departure()));
        int at = new String(value, StandardCharsets.ISO_8859_1).indexOf("X8003");
        value[at] = (byte) 0xC3;
        value[at + 1] = (byte) 0x28;
        assertRefused(value, Undecodable.MALFORMED);
    }

    @Test
    void anEventIdThatIsNoUuidIsRefused() {
        byte[] value = withHeader(id(), out -> out.writeString("not-a-uuid"));
        assertRefused(value, Undecodable.MALFORMED);
    }

    @Test
    void aNullValueIsRefused() {
        assertRefused(null, Undecodable.NULL_VALUE);
    }

    @Test
    void anotherMagicByteIsRefused() {
        byte[] value = serializer.serialize(TOPIC, movement(departure()));
        value[0] = 1;
        assertRefused(value, Undecodable.NOT_WIRE_FORMAT);
    }

    @Test
    void anUnknownSchemaIdIsRefused() {
        assertRefused(withHeader(987_654, new byte[10]), Undecodable.UNKNOWN_SCHEMA);
        assertRefused(withHeader(-1, new byte[10]), Undecodable.UNKNOWN_SCHEMA);
    }

    @Test
    void aValueOfFiveMegabytesIsRefused() {
        assertRefused(withHeader(id(), new byte[5 << 20]), Undecodable.TOO_LARGE);
    }

    @Test
    void aRecursiveWritersSchemaIsRefused() throws Exception {
        int id = register(
                withField(
                        "{\"type\":\"record\",\"name\":\"Chain\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Chain\"]}]}"));
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 2);
        assertRefused(withHeader(id, deep), Undecodable.UNREADABLE_SCHEMA);
    }

    @Test
    void aWritersSchemaWithAnArrayOfNothingIsRefused() throws Exception {
        int id = register(withField("{\"type\":\"array\",\"items\":\"null\"}"));
        assertRefused(withHeader(id, new byte[10]), Undecodable.UNREADABLE_SCHEMA);
    }

    @Test
    void aWritersSchemaThatUnfoldsExponentiallyIsRefusedAtOnce() throws Exception {
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
    void aNewerWritersAddedFieldIsPassedOver() throws Exception {
        int id = register(withField("\"string\""));
        byte[] value = serializer.serialize(TOPIC, movement(departure()));
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        longer.write(withHeader(id, Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length)));
        longer.write(new byte[] {6, 'n', 'e', 'w'});
        assertThat(deserializer.deserialize(TOPIC, longer.toByteArray())).isEqualTo(movement(departure()));
    }

    @Test
    void anOlderWritersMissingFieldTakesItsDefault() throws Exception {
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
            rest(out);
            out.writeIndex(2);
            out.writeEnum(4);
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
    void aSchemaOfSomethingElseIsRefused() throws Exception {
        int id = client.register("other", new AvroSchema("{\"type\":\"string\"}"));
        assertRefused(withHeader(id, new byte[] {0}), Undecodable.UNREADABLE_SCHEMA);
    }

    private static TrainMovement movement(Object detail) {
        return TrainMovement.newBuilder()
                .setEventId(new UUID(7, 7))
                .setTrainRunId("CR|X8003|2025-10-01")
                .setTrainNumber("X8003")
                .setFacility("CNHRS")
                .setDirection(Direction.OUTBOUND)
                .setOccurredAt(Instant.ofEpochMilli(1_759_300_000_123L))
                .setPlannedAt(Instant.ofEpochMilli(1_759_300_000_000L))
                .setCreatedAt(Instant.ofEpochMilli(1_759_300_001_000L))
                .setPublisher("khorgos")
                .setDetail(detail)
                .build();
    }

    private static Departure departure() {
        return Departure.newBuilder()
                .setOrigin("CNXAG")
                .setDestination("KZALA")
                .setOperatorLine("Chang'an 长安号")
                .setGauge(1520)
                .setConsist(Consist.newBuilder()
                        .setWagons(54)
                        .setLoadedTeu(108)
                        .setGrossTonnes(1_512.5)
                        .setCommodities(List.of(Commodity.newBuilder()
                                .setHs("870380")
                                .setNetTonnes(700)
                                .build()))
                        .build())
                .build();
    }

    private void assertComesBack(TrainMovement movement) {
        byte[] value = serializer.serialize(TOPIC, movement);
        assertThat(deserializer.deserialize(TOPIC, value)).isEqualTo(movement);
    }

    private void assertReadOrRefused(byte[] value) {
        try {
            assertThat(deserializer.deserialize(TOPIC, value)).isNotNull();
        } catch (UndecodableException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private void assertRefused(byte[] value, Undecodable reason) {
        assertThatThrownBy(() -> deserializer.deserialize(TOPIC, value))
                .isInstanceOfSatisfying(
                        UndecodableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private int id() {
        return registry.idOf(ContractSubjects.TRAIN_MOVEMENT);
    }

    private int register(Schema writer) throws Exception {
        return client.register("written-by-another", new AvroSchema(writer));
    }

    private static Schema withField(String type) {
        String current = ContractSubjects.TRAIN_MOVEMENT.schema().toString();
        String field = ",{\"name\":\"added\",\"type\":" + type + "}]}";
        return new Schema.Parser().parse(current.substring(0, current.lastIndexOf("]}")) + field);
    }

    private static void prefix(BinaryEncoder out) throws IOException {
        out.writeString(new UUID(1, 2).toString());
        out.writeIndex(0);
        rest(out);
    }

    /** What lies between the event's id (and what it retracts) and the detail. */
    private static void rest(BinaryEncoder out) throws IOException {
        out.writeString("CR|X8003|2025-10-01");
        out.writeString("X8003");
        out.writeString("CNHRS");
        out.writeEnum(0);
        out.writeLong(1);
        out.writeIndex(0);
        out.writeLong(1);
        out.writeString("khorgos");
    }

    private static byte[] withHeader(int id, byte[] body) {
        return ByteBuffer.allocate(WireFormat.HEADER_BYTES + body.length)
                .put(WireFormat.MAGIC)
                .putInt(id)
                .put(body)
                .array();
    }

    private static byte[] withHeader(int id, Fields fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(body, null);
        try {
            fields.write(encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return withHeader(id, body.toByteArray());
    }
}
