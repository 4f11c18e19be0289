package dev.goldencorridor.schemas.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * An aggregate as JSON: the field names of its schema, instants in ISO-8601 (UTC), numbers as numbers, null where there
 * is no value.
 */
public final class AggregateJson {
    /** What changes with time alone: it tells when a value was computed, not what it is. */
    private static final Set<String> NOT_CONTENT = Set.of("asOf", "windowStart", "windowEnd", "revision");

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 512;

    private AggregateJson() {}

    /** The whole record. */
    public static byte[] of(IndexedRecord aggregate) {
        return written(generator -> writeRecord(generator, aggregate, Set.of()));
    }

    /** The record without the fields that change with time alone. */
    public static byte[] contentOf(IndexedRecord aggregate) {
        return written(generator -> writeRecord(generator, aggregate, NOT_CONTENT));
    }

    /**
     * What {@link #contentOf(IndexedRecord)} gave for the record that {@link #of} wrote these bytes from.
     *
     * @throws IOException if the bytes are no JSON object
     */
    public static byte[] contentOf(byte[] json) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length);
        try (JsonParser parser = JSON.createParser(json);
                JsonGenerator generator = JSON.createGenerator(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            generator.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean content = !NOT_CONTENT.contains(parser.currentName());
                if (content) {
                    generator.copyCurrentStructure(parser);
                } else {
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private interface Writing {
        void to(JsonGenerator generator) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            writing.to(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeRecord(JsonGenerator generator, IndexedRecord value, Set<String> without)
            throws IOException {
        generator.writeStartObject();
        for (Schema.Field field : value.getSchema().getFields()) {
            if (!without.contains(field.name())) {
                generator.writeFieldName(field.name());
                write(generator, value.get(field.pos()), field);
            }
        }
        generator.writeEndObject();
    }

    private static void write(JsonGenerator generator, Object value, Schema.Field field) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof CharSequence || value instanceof Enum || value instanceof Instant) {
            generator.writeString(value.toString());
        } else if (value instanceof Long || value instanceof Integer) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number) {
            writeDouble(generator, number);
        } else if (value instanceof Boolean bool) {
            generator.writeBoolean(bool);
        } else if (value instanceof Collection<?> items) {
            generator.writeStartArray();
            for (Object item : items) {
                write(generator, item, field);
            }
            generator.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            // In order, since equal contents must be written alike.
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : new TreeMap<>(entries).entrySet()) {
                generator.writeFieldName(entry.getKey().toString());
                write(generator, entry.getValue(), field);
            }
            generator.writeEndObject();
        } else if (value instanceof IndexedRecord inner) {
            writeRecord(generator, inner, Set.of());
        } else {
            throw new IllegalArgumentException("field " + field.name() + " holds a "
                    + value.getClass().getName() + ", for which the contract has no JSON form");
        }
    }

    private static void writeDouble(JsonGenerator generator, double number) throws IOException {
        if (Double.isFinite(number)) {
            generator.writeNumber(number);
        } else {
            // JSON has no such number, and a string in a number's place breaks readers.
            generator.writeNull();
        }
    }
}
