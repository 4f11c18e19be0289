package dev.goldencorridor.schemas.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes an aggregate as JSON. It has the schema's field names, instants in ISO-8601 (UTC), numbers as numbers, and
 * null for a missing value.
 */
public final class AggregateJson {
    private static final String AS_OF = "asOf";
    private static final String WINDOW_END = "windowEnd";
    /** Fields that say when a value was computed. They change although the value itself does not. */
    private static final Set<String> NON_CONTENT_FIELDS = Set.of(AS_OF, "windowStart", WINDOW_END, "revision");

    private static final JsonFactory JSON = new JsonFactory();
    private static final int INITIAL_BYTES = 512;

    private AggregateJson() {}

    /** The whole record. */
    public static byte[] of(IndexedRecord aggregate) {
        return toBytes(generator -> writeRecord(generator, aggregate, Set.of()));
    }

    /**
     * The record's content: all fields except those that say when it was computed. The end of a window follows the
     * clock, and is content once the window is over. So the last value of a period shows that it is complete.
     */
    public static byte[] contentOf(IndexedRecord aggregate) {
        return toBytes(generator -> {
            generator.writeStartObject();
            writeFields(generator, aggregate, NON_CONTENT_FIELDS);
            writeFinalEnd(generator, instantIn(aggregate, WINDOW_END), instantIn(aggregate, AS_OF));
            generator.writeEndObject();
        });
    }

    private static Instant instantIn(IndexedRecord aggregate, String name) {
        Schema.Field field = aggregate.getSchema().getField(name);
        return field != null && aggregate.get(field.pos()) instanceof Instant instant ? instant : null;
    }

    private static void writeFinalEnd(JsonGenerator generator, Instant end, Instant asOf) throws IOException {
        boolean isOver = end != null && asOf != null && !end.isAfter(asOf);
        if (isOver) {
            generator.writeStringField(WINDOW_END, end.toString());
        }
    }

    /**
     * The content of a record that {@link #of} has written. It equals {@link #contentOf(IndexedRecord)} of that
     * record.
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
            Instant end = null;
            Instant asOf = null;
            generator.writeStartObject();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!NON_CONTENT_FIELDS.contains(name)) {
                    generator.copyCurrentStructure(parser);
                    continue;
                }
                boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
                if (isText && name.equals(WINDOW_END)) {
                    end = instant(parser.getText());
                } else if (isText && name.equals(AS_OF)) {
                    asOf = instant(parser.getText());
                }
                parser.skipChildren();
            }
            writeFinalEnd(generator, end, asOf);
            generator.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static Instant instant(String text) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IOException("'" + text + "' is not an instant", e);
        }
    }

    private interface JsonWriter {
        void writeTo(JsonGenerator generator) throws IOException;
    }

    private static byte[] toBytes(JsonWriter writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            writer.writeTo(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private static void writeRecord(JsonGenerator generator, IndexedRecord value, Set<String> without)
            throws IOException {
        generator.writeStartObject();
        writeFields(generator, value, without);
        generator.writeEndObject();
    }

    private static void writeFields(JsonGenerator generator, IndexedRecord value, Set<String> without)
            throws IOException {
        for (Schema.Field field : value.getSchema().getFields()) {
            if (!without.contains(field.name())) {
                generator.writeFieldName(field.name());
                write(generator, value.get(field.pos()), field);
            }
        }
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
            // Sorted, so that equal contents have equal bytes.
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
            // JSON has no infinity and no NaN. A string in place of a number would break readers.
            generator.writeNull();
        }
    }
}
