package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes records of one type in Confluent's wire format.
 *
 * <p>The first record queries the registry for the schema's id. If the registry is unavailable, the call waits, with
 * {@link Registry#patience()} as its limit. Thread-safe: buffer and encoder are reused, so one thread encodes at a
 * time.
 */
public final class WireSerializer<T extends SpecificRecord> implements Serializer<T> {
    static {
        WireFormat.initialise();
    }

    private final Registry registry;
    private final Subject subject;
    private final SpecificDatumWriter<T> writer;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private BinaryEncoder encoder;
    private byte[] header;

    /**
     * @param registry the source of the schema's id
     * @param schema the generated record's schema, e.g. {@code TripCounts.getClassSchema()}
     */
    public WireSerializer(Registry registry, Schema schema) {
        this.registry = registry;
        this.subject = ContractSubjects.of(schema);
        this.writer = new SpecificDatumWriter<>(schema);
    }

    @Override
    public synchronized byte[] serialize(String topic, T value) {
        if (value == null) {
            return null;
        }
        if (header == null) {
            header = ByteBuffer.allocate(WireFormat.HEADER_BYTES)
                    .put(WireFormat.MAGIC)
                    .putInt(registry.idOf(subject))
                    .array();
        }
        buffer.reset();
        buffer.writeBytes(header);
        encoder = EncoderFactory.get().directBinaryEncoder(buffer, encoder);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return buffer.toByteArray();
    }
}
