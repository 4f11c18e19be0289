package dev.goldencorridor.cli.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.goldencorridor.producer.format.MovementJson;
import dev.goldencorridor.schemas.TrainMovement;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As much of a value as possible is decoded, and the position of the fault is exact. */
class ValueDecoderTest {
    private final SampleRejects rejects = new SampleRejects();
    private final TrainMovement movement = SampleRejects.departure(7);
    private final byte[] value = rejects.encoder.serialize("", movement);
    private final ValueDecoder decoder = new ValueDecoder(rejects.schemas);

    @Test
    void aWholeMovementHasTheFieldsOfNdjson() {
        DecodedValue decoded = decode(value);
        assertThat(decoded.isComplete()).isTrue();
        assertThat(decoded.format()).contains("schema id 1", "TrainMovement");
        assertThat(MovementJson.read(decoded.fields().toString())).isEqualTo(movement);
        assertThat(decoded.flat()).containsEntry("detail.type", "Departure").containsEntry("detail.gauge", "1435");
    }

    @Test
    void aCutValueShowsTheFieldsBeforeTheFault() {
        int at = new String(value, StandardCharsets.ISO_8859_1).indexOf("CNHRS");
        DecodedValue decoded = decode(Arrays.copyOf(value, at + 2));
        assertThat(decoded.flat()).containsEntry("trainNumber", "X7").doesNotContainKey("facility");
        assertThat(decoded.faultAt()).as("the length of the text").isEqualTo(at - 1);
        assertThat(decoded.fault()).startsWith("field facility: ");
    }

    @Test
    void textThatIsNotUtf8AndBytesLeftOverAreFaultsAtTheirPlaces() {
        byte[] notUtf8 = value.clone();
        int at = new String(value, StandardCharsets.ISO_8859_1).indexOf("KZALA");
        notUtf8[at] = (byte) 0xC3;
        notUtf8[at + 1] = 0x28;
        assertThat(decode(notUtf8).faultAt()).isEqualTo(at - 1);
        assertThat(decode(notUtf8).fault()).startsWith("field detail.destination: ");
        DecodedValue longer = decode(Arrays.copyOf(value, value.length + 3));
        assertThat(longer.faultAt()).isEqualTo(value.length);
        assertThat(longer.fault()).contains("3 bytes are left over");
    }

    @Test
    void everyTruncationAndEveryDamagedByteHasAPositionInTheValue() {
        for (int i = 0; i < value.length; i++) {
            assertThat(decode(Arrays.copyOf(value, i)).faultAt()).isBetween(0, i);
            for (int damage : new int[] {0x7F, 0x80, 0xFF}) {
                byte[] damaged = value.clone();
                damaged[i] = (byte) damage;
                assertThat(decode(damaged).faultAt()).isBetween(-1, damaged.length);
            }
        }
    }

    @Test
    void otherFormatsAreNamed() {
        assertThat(decode(null).format()).isEqualTo("no value");
        assertThat(decode(SampleRejects.utf8("{\"a\": 1}")).flat()).containsEntry("a", "1");
        assertThat(decode(SampleRejects.utf8("{\"a\"")).faultAt()).isZero();
        assertThat(decode(new byte[] {0, 0, 0, 9, 9, 1}).faultAt())
                .as("the schema id")
                .isEqualTo(1);
    }

    @Test
    void aCaretMarksTheFaultInTheDump() {
        List<String> lines = HexDump.lines(value, 20);
        int caretLine = lines.indexOf(lines.stream()
                .filter(line -> line.contains("^^ byte 20"))
                .findFirst()
                .orElseThrow());
        int column = lines.get(caretLine).indexOf('^');
        assertThat(lines.get(caretLine - 1).substring(column, column + 2)).isEqualTo(String.format("%02x", value[20]));
        assertThat(HexDump.lines(new byte[0], 0)).hasSize(2);
        assertThat(HexDump.printable("a\u001b[2Jb\u202e")).isEqualTo("a\uFFFD[2Jb\uFFFD");
    }

    private DecodedValue decode(byte[] bytes) {
        return decoder.decode(SampleRejects.TOPIC, bytes);
    }
}
