package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_VALUE_BYTES;
import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_READERS;
import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_UNREADABLE_SCHEMAS;

import dev.goldencorridor.runtime.registry.Registry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
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
 * Reads records of one type from Confluent's wire format. Any compatible schema may have written them.
 *
 * <p>The cost of decoding an untrusted value is bounded by the value's length. Values, strings and collections have
 * limits, and the record must end where the bytes end. {@link SchemaCost} refuses dangerous writer schemas.
 *
 * <p>The most recently used readers are cached by schema id. Thread-safe: one thread decodes at a time.
 *
 * <p>A value that can never be read causes an {@link UndecodableException}. If the schema is not available now, the
 * value may be valid and the caller must try again. The exception is then a {@link
 * dev.goldencorridor.runtime.registry.RegistryUnavailableException} or, with {@link PublisherSchemas}, a {@link
 * SchemaNotKnownYetException}.
 */
public final class WireDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    /** Limits the message: a comparison of two schemas may find a difference in each field. */
    private static final int MAX_REASON_CHARS = 1_000;

    static {
        WireFormat.initialise();
    }

    private final WriterSchemas writerSchemas;
    private final Schema readerSchema;
    private final Map<Integer, SpecificDatumReader<T>> readers = new LruMap<>(MAX_READERS);
    private final Map<Integer, String> unreadable = new LruMap<>(MAX_UNREADABLE_SCHEMAS);
    private BinaryDecoder decoder;

    /**
     * Refuses a schema id at once if the registry does not have it.
     *
     * @param registry the source of writer schemas
     * @param schema the generated record's schema
     */
    public WireDeserializer(Registry registry, Schema schema) {
        this(new OwnTopicSchemas(registry, Duration.ZERO), schema);
    }

    /**
     * @param writerSchemas the source of writer schemas: {@link PublisherSchemas} for topics that publishers write,
     *     {@link OwnTopicSchemas} for topics that the corridor's applications write
     * @param schema the generated record's schema
     */
    public WireDeserializer(WriterSchemas writerSchemas, Schema schema) {
        this.writerSchemas = writerSchemas;
        this.readerSchema = schema;
    }

    @Override
    public synchronized T deserialize(String topic, byte[] value) {
        if (value == null) {
            throw new UndecodableException(Undecodable.NULL_VALUE, "the value is null");
        }
        if (value.length > MAX_VALUE_BYTES) {
            throw new UndecodableException(
                    Undecodable.TOO_LARGE,
                    "the value has " + value.length + " bytes; " + MAX_VALUE_BYTES + " are allowed");
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
            reader = readerFor(topic, id);
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
            // Avro and the converters of logical types throw many types of exceptions on malformed bytes.
            throw new UndecodableException(
                    Undecodable.MALFORMED, "the bytes do not follow schema id " + id + ": " + e, e);
        }
    }

    private SpecificDatumReader<T> readerFor(String topic, int id) {
        String reason = unreadable.get(id);
        if (reason != null) {
            throw new UndecodableException(Undecodable.UNREADABLE_SCHEMA, reason);
        }
        Schema writerSchema = writerSchemas.schema(topic, id);
        SchemaCompatibility.SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema);
        if (pair.getType() != SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE) {
            String difference = "schema id " + id + " is of " + writerSchema.getFullName() + ", from which "
                    + readerSchema.getFullName() + " cannot be read: "
                    + pair.getResult().getIncompatibilities();
            reason = difference.substring(0, Math.min(MAX_REASON_CHARS, difference.length()));
            unreadable.put(id, reason);
            throw new UndecodableException(Undecodable.UNREADABLE_SCHEMA, reason);
        }
        return new StrictReader<>(writerSchema, readerSchema);
    }

    /** A reader for which invalid UTF-8 is an error. Avro's own reader would insert replacement characters. */
    private static final class StrictReader<T> extends SpecificDatumReader<T> {
        StrictReader(Schema writer, Schema reader) {
            super(writer, reader, SpecificData.getForSchema(reader));
        }

        /** Overridden because Avro's fast reader would not call the methods below. */
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
            return decodeUtf8(in.readString(null));
        }

        @Override
        protected Object readString(Object old, Decoder in) throws IOException {
            return decodeUtf8(in.readString(null));
        }

        private static String decodeUtf8(Utf8 text) throws CharacterCodingException {
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
            // ASCII only, which this charset decodes fastest.
            return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        }
    }
}
