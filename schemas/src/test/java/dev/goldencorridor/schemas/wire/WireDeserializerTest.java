package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.wire.SampleValues.departure;
import static dev.goldencorridor.schemas.wire.SampleValues.movement;
import static dev.goldencorridor.schemas.wire.SampleValues.withHeader;
import static dev.goldencorridor.schemas.wire.SampleValues.writeUpToDetail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.Arrival;
import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.TrainMovement;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
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

    @Test
    void aDepartureComesBackAsItWas() {
        assertComesBack(movement(departure()));
    }

    @Test
    void anArrivalWithoutOptionalFieldsComesBackAsItWas() {
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
    void oneDeserializerReadsManyValues() {
        for (int i = 0; i < 3; i++) {
            aDepartureComesBackAsItWas();
            anArrivalWithoutOptionalFieldsComesBackAsItWas();
        }
    }

    @Test
    void aBadValueDoesNotAffectTheNext() {
        byte[] good = serializer.serialize(TOPIC, movement(departure()));
        assertRefused(Arrays.copyOf(good, good.length - 3), Undecodable.MALFORMED);
        assertComesBack(movement(departure()));
    }

    @Property(tries = 2_000)
    void randomBytesAreReadOrRefused(@ForAll @Size(max = 300) byte[] body) {
        assertReadOrRefused(body);
        assertReadOrRefused(withHeader(id(), body));
    }

    @Property(tries = 2_000)
    void aDamagedValueIsReadOrRefused(@ForAll @IntRange(min = 0, max = 10_000) int position, @ForAll byte damage) {
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
    void trailingBytesAreRefused() {
        byte[] value = serializer.serialize(TOPIC, movement(departure()));
        assertRefused(Arrays.copyOf(value, value.length + 1), Undecodable.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 30, 1L << 31, Integer.MAX_VALUE, Long.MAX_VALUE, -(1L << 31), Long.MIN_VALUE})
    void anArrayThatClaimsMoreItemsThanItsBytesHoldIsRefused(long items) {
        byte[] value = withHeader(id(), out -> {
            writeUpToDetail(out);
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
}
