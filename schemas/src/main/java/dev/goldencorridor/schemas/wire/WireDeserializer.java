package dev.goldencorridor.schemas.wire;

import dev.goldencorridor.schemas.registry.Registry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SystemLimitException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads records of one type from Confluent's wire format, whatever compatible schema wrote them.
 *
 * <p>What a stranger sends can cost no more than its own length: values, strings and collections are bounded, a
 * writer's schema that could cost more than its bytes is refused (recursive, unfolding without measure, or with
 * collections of nothing), and the value must end where its bytes end.
 * Readers are kept per schema id. Safe for use by several threads, which then take turns.
 *
 * <p>Throws {@link UndecodableException} for a value that can never be read; throws {@link
 * dev.goldencorridor.schemas.registry.RegistryUnavailableException} when the registry stays away, in which case the
 * value may be good and must be tried again.
 */
public final class WireDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private static final long UNKNOWN_REMEMBERED_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int UNKNOWN_REMEMBERED = 1_000;

    static {
        WireFormat.initialise();
    }

    private final Registry registry;
    private final Schema readerSchema;
    private final Map<Integer, SpecificDatumReader<T>> readers = new HashMap<>();
    private final Map<Integer, Refusal> refused = new HashMap<>();
    private BinaryDecoder decoder;

    /**
     * @param registry gives the writer's schema by its id
     * @param schema the generated record's schema
     */
    public WireDeserializer(Registry registry, Schema schema) {
        this.registry = registry;
        this.readerSchema = schema;
    }

    @Override
    public synchronized T deserialize(String topic, byte[] value) {
        if (value == null) {
            throw new UndecodableException(Undecodable.NULL_VALUE, "the value is null");
        }
        if (value.length > WireFormat.MAX_VALUE_BYTES) {
            throw new UndecodableException(
                    Undecodable.TOO_LARGE,
                    "the value has " + value.length + " bytes; " + WireFormat.MAX_VALUE_BYTES + " are allowed");
        }
        if (value.length < WireFormat.HEADER_BYTES || value[0] != WireFormat.MAGIC) {
            throw new UndecodableException(
                    Undecodable.NOT_WIRE_FORMAT,
                    value.length < WireFormat.HEADER_BYTES
                            ? "the value has only " + value.length + " bytes; magic byte and schema id take 5"
                            : "the value begins with byte " + value[0] + "; Confluent's wire format begins with 0");
        }
        int id = WireFormat.schemaId(value);
        SpecificDatumReader<T> reader = readers.get(id);
        if (reader == null) {
            reader = readerFor(id);
            readers.put(id, reader);
        }
        return decode(value, id, reader);
    }

    private T decode(byte[] value, int id, SpecificDatumReader<T> reader) {
        try {
            decoder = DecoderFactory.get()
                    .binaryDecoder(value, WireFormat.HEADER_BYTES, value.length - WireFormat.HEADER_BYTES, decoder);
            T record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new UndecodableException(
                        Undecodable.MALFORMED, "bytes are left over after a record of schema id " + id);
            }
            return record;
        } catch (UndecodableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Avro and the converters of logical types throw whatever suits them on bytes that follow no schema.
            throw new UndecodableException(
                    Undecodable.MALFORMED, "the bytes do not follow schema id " + id + ": " + e, e);
        }
    }

    private SpecificDatumReader<T> readerFor(int id) {
        Refusal refusal = refused.get(id);
        if (refusal != null && System.nanoTime() - refusal.since < UNKNOWN_REMEMBERED_NANOS) {
            throw refusal.exception();
        }
        Optional<Schema> found = registry.schemaById(id);
        if (found.isEmpty()) {
            throw refuse(id, Undecodable.UNKNOWN_SCHEMA, "the registry knows no Avro schema by id " + id);
        }
        Schema writerSchema = found.get();
        Optional<String> danger = SchemaCost.danger(writerSchema);
        if (danger.isPresent()) {
            throw refuse(
                    id,
                    Undecodable.UNREADABLE_SCHEMA,
                    "schema id " + id + " (" + writerSchema.getFullName() + ") " + danger.get());
        }
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema);
        if (pair.getType() != SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE) {
            throw refuse(
                    id,
                    Undecodable.UNREADABLE_SCHEMA,
                    "schema id " + id + " is of " + writerSchema.getFullName() + ", from which "
                            + readerSchema.getFullName() + " cannot be read: "
                            + pair.getResult().getIncompatibilities());
        }
        return new StrictReader<>(writerSchema, readerSchema);
    }

    private UndecodableException refuse(int id, Undecodable reason, String message) {
        if (refused.size() >= UNKNOWN_REMEMBERED) {
            refused.clear();
        }
        Refusal refusal = new Refusal(reason, message, System.nanoTime());
        refused.put(id, refusal);
        return refusal.exception();
    }

    private record Refusal(Undecodable reason, String message, long since) {
        UndecodableException exception() {
            return new UndecodableException(reason, message);
        }
    }

    /** A reader that takes no replacement characters for text: what is not UTF-8 is an error. */
    private static final class StrictReader<T> extends SpecificDatumReader<T> {
        StrictReader(Schema writer, Schema reader) {
            super(writer, reader, SpecificData.getForSchema(reader));
        }

        /** Avro's fast reader would pass over the methods below. */
        @Override
        @SuppressWarnings("unchecked")
        public T read(T reuse, Decoder in) throws IOException {
            SystemLimitException.beginCollectionAllocationScope();
            try {
                ResolvingDecoder resolver = getResolver(getSchema(), getExpected());
                resolver.configure(in);
                T record = (T) read(reuse, getExpected(), resolver);
                resolver.drain();
                return record;
            } finally {
                SystemLimitException.endCollectionAllocationScope();
            }
        }

        @Override
        protected Object readString(Object old, Schema expected, Decoder in) throws IOException {
            return strict(in.readString(null));
        }

        @Override
        protected Object readString(Object old, Decoder in) throws IOException {
            return strict(in.readString(null));
        }

        private static String strict(Utf8 text) throws CharacterCodingException {
            byte[] bytes = text.getBytes();
            int length = text.getByteLength();
            for (int i = 0; i < length; i++) {
                if (bytes[i] < 0) {
                    return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, 0, length))
                            .toString();
                }
            }
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
