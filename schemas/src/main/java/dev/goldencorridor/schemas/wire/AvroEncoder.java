package dev.goldencorridor.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Encodes records of one type in Avro's binary encoding, without a header. Avro refuses the contract's classes until
 * they are trusted; this class and the deserializers see to that. For one thread at a time.
 */
public final class AvroEncoder<T extends SpecificRecord> {
    static {
        WireFormat.initialise();
    }

    private final SpecificDatumWriter<T> writer;
    private BinaryEncoder encoder;

    /** @param schema the generated record's schema, e.g. {@code TripCounts.getClassSchema()} */
    public AvroEncoder(Schema schema) {
        writer = new SpecificDatumWriter<>(schema);
    }

    /** Appends a record to the buffer. */
    public void encode(T value, ByteArrayOutputStream buffer) {
        encoder = EncoderFactory.get().directBinaryEncoder(buffer, encoder);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
    }
}
