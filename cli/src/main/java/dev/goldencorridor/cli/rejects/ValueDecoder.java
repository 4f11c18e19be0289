package dev.goldencorridor.cli.rejects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.avro.Schema;

/** Decodes as much of a rejected value as possible: by its writer's schema, or as JSON. */
final class ValueDecoder {
    private static final int HEADER_BYTES = 1 + Integer.BYTES;
    private static final JsonMapper JSON = new JsonMapper();

    private final WriterSchemas schemas;

    ValueDecoder(WriterSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * Decodes a value.
     *
     * @param topic the topic in which it was read
     * @param value may be null
     */
    DecodedValue decode(String topic, byte[] value) {
        if (value == null) {
            return undecoded("no value", -1, "");
        }
        if (value.length > 0 && value[0] == '{') {
            return json(value);
        }
        if (value.length == 0 || value[0] != 0) {
            return undecoded("unknown format", 0, "it does not begin with byte 0, as Confluent's wire format does");
        }
        if (value.length < HEADER_BYTES) {
            return undecoded("Confluent's wire format", value.length, "the schema id is cut off");
        }
        int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
        try {
            return avro(value, id, schemas.schema(topic, id));
        } catch (UndecodableException e) {
            return undecoded("Confluent's wire format, schema id " + id, 1, e.getMessage());
        }
    }

    private static DecodedValue avro(byte[] value, int id, Schema schema) {
        String format = "Avro, schema id " + id + ", " + schema.getFullName();
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        if (schema.getType() != Schema.Type.RECORD) {
            return new DecodedValue(format, fields, HEADER_BYTES, "the schema is no record");
        }
        AvroFields reader = new AvroFields(value, HEADER_BYTES);
        try {
            reader.readRecord(schema, fields);
            reader.requireEnd();
            return new DecodedValue(format, fields, -1, "");
        } catch (IOException | RuntimeException e) {
            // Avro throws many types of exceptions on malformed bytes.
            String field = reader.path().isEmpty() ? "" : "field " + reader.path() + ": ";
            return new DecodedValue(format, fields, reader.position(), field + message(e));
        }
    }

    private static String message(Exception fault) {
        if (fault instanceof EOFException) {
            return "the value ends before the field does";
        }
        return fault instanceof CharacterCodingException ? "the text is not UTF-8" : String.valueOf(fault.getMessage());
    }

    private static DecodedValue json(byte[] value) {
        try {
            JsonNode node = JSON.readTree(value);
            if (node instanceof ObjectNode object) {
                return new DecodedValue("JSON", object, -1, "");
            }
        } catch (IOException e) {
            // Then it only looks like JSON.
        }
        return undecoded("unknown format", 0, "it does not begin with byte 0, and is no JSON object");
    }

    private static DecodedValue undecoded(String format, int faultAt, String fault) {
        return new DecodedValue(format, JsonNodeFactory.instance.objectNode(), faultAt, fault);
    }
}
