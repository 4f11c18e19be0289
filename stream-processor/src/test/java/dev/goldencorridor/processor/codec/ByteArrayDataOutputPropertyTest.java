package dev.goldencorridor.processor.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ByteArrayDataOutputPropertyTest {
    @Property(tries = 1_000)
    void itWritesTheSameBytesAsADataOutputStream(
            @ForAll @Size(max = 20) List<String> texts, @ForAll @Size(max = 20) List<Long> numbers) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        write(new DataOutputStream(expected), texts, numbers);
        ByteArrayDataOutput out = new ByteArrayDataOutput(0);
        write(out, texts, numbers);

        assertThat(out.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Example
    void aTextTooLongForItsLengthFieldIsRefusedAsByADataOutputStream() {
        assertThatThrownBy(() -> new ByteArrayDataOutput(0).writeUTF("x".repeat(65_536)))
                .isInstanceOf(UTFDataFormatException.class);
    }

    private static void write(DataOutput out, List<String> texts, List<Long> numbers) throws IOException {
        for (String text : texts) {
            out.writeUTF(text);
            out.writeChars(text);
            out.writeBytes(text);
            out.writeUTF("CNHRS" + text.length());
        }
        for (long number : numbers) {
            out.writeLong(number);
            out.writeInt((int) number);
            out.writeShort((int) number);
            out.writeByte((int) number);
            out.writeBoolean(number > 0);
            out.writeDouble(number / 3.0);
            out.writeFloat(number / 3.0f);
            VarLong.write(out, number);
        }
    }
}
