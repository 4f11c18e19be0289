package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.runtime.registry.Subject;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
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
    private final Registry registry;
    private final Subject subject;
    private final AvroEncoder<T> encoder;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private byte[] header;

    /**
     * @param registry the source of the schema's id
     * @param schema the generated record's schema, e.g. {@code TripCounts.getClassSchema()}
     */
    public WireSerializer(Registry registry, Schema schema) {
        this.registry = registry;
        this.subject = ContractSubjects.of(schema);
        this.encoder = new AvroEncoder<>(schema);
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
        encoder.encode(value, buffer);
        return buffer.toByteArray();
    }
}
