package dev.goldencorridor.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.goldencorridor.runtime.registry.Registry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * One value of a downstream topic. Its fields are read by name, as by a consumer without the classes of this project.
 *
 * @param fields top-level fields; a null field is absent
 */
public record AggregateValue(Map<String, Object> fields) {
    public AggregateValue {
        fields = Map.copyOf(fields);
    }

    String text(String name) {
        Object value = fields.get(name);
        return value == null ? "-" : value.toString();
    }

    public long count(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /** The number in a field; null if the field is absent. */
    Double number(String name) {
        return fields.get(name) instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
    }

    /** The records in an array field; empty if the field is absent. */
    List<AggregateValue> parts(String name) {
        return fields.get(name) instanceof Collection<?> parts
                ? parts.stream().map(AggregateValue::part).toList()
                : List.of();
    }

    private static AggregateValue part(Object part) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (part instanceof GenericRecord avro) {
            avro.getSchema().getFields().forEach(field -> fields.put(field.name(), avro.get(field.pos())));
        } else if (part instanceof Map<?, ?> json) {
            json.forEach((name, value) -> fields.put(name.toString(), value));
        }
        fields.values().removeIf(value -> value == null);
        return new AggregateValue(fields);
    }

    /** The instant in a field: milliseconds since 1970 in Avro, ISO-8601 in JSON. */
    Optional<Instant> instant(String name) {
        Object value = fields.get(name);
        if (value instanceof Number millis) {
            return Optional.of(Instant.ofEpochMilli(millis.longValue()));
        }
        return value == null ? Optional.empty() : Optional.of(Instant.parse(value.toString()));
    }

    /** Reads Avro in Confluent's wire format, or JSON; the first byte distinguishes them. For one thread. */
    static final class Reader {
        private static final byte AVRO = 0;
        private static final int HEADER_BYTES = 5;
        private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

        private final Registry registry;
        private final ObjectMapper json = new ObjectMapper();
        private final Map<Integer, Optional<Schema>> schemas = new HashMap<>();

        Reader(Registry registry) {
            this.registry = registry;
        }

        /** The value; empty if the bytes are neither format. */
        Optional<AggregateValue> read(byte[] bytes) {
            try {
                if (bytes.length > HEADER_BYTES && bytes[0] == AVRO) {
                    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
                    Optional<Schema> schema = schemas.computeIfAbsent(id, registry::schemaById);
                    return schema.isEmpty() ? Optional.empty() : Optional.of(avro(bytes, schema.get()));
                }
                return Optional.of(without(json.readValue(bytes, OBJECT)));
            } catch (IOException | RuntimeException unreadable) {
                return Optional.empty();
            }
        }

        private static AggregateValue avro(byte[] bytes, Schema schema) throws IOException {
            GenericRecord decoded = new GenericDatumReader<GenericRecord>(schema)
                    .read(
                            null,
                            DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, null));
            Map<String, Object> fields = new LinkedHashMap<>();
            for (Schema.Field field : schema.getFields()) {
                fields.put(field.name(), decoded.get(field.pos()));
            }
            return without(fields);
        }

        private static AggregateValue without(Map<String, Object> fields) {
            Map<String, Object> present = new LinkedHashMap<>(fields);
            present.values().removeIf(value -> value == null);
            return new AggregateValue(present);
        }
    }
}
