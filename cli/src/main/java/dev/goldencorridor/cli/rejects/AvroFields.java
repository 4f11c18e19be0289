package dev.goldencorridor.cli.rejects;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro field by field, and remembers where it is. Unlike Avro's reader it shows what comes before a fault. The
 * schema must be one that {@code WriterSchemas} returned: by others a few bytes can decode to any number of values.
 */
final class AvroFields {
    private static final String UUID_TYPE = "uuid";
    private static final String MILLIS_TYPE = "timestamp-millis";

    private final ByteArrayInputStream in;
    private final BinaryDecoder decoder;
    private final int length;
    private String path = "";
    private int position;

    /** @param header the number of bytes before the Avro value */
    AvroFields(byte[] value, int header) {
        this.length = value.length;
        this.in = new ByteArrayInputStream(value, header, value.length - header);
        // This decoder reads no byte ahead, so the stream shows the position.
        this.decoder = DecoderFactory.get().directBinaryDecoder(in, null);
    }

    /** The position of the value that was read last, or is being read. */
    int position() {
        return position;
    }

    /** The path of that value, e.g. {@code detail.consist.wagons}. */
    String path() {
        return path;
    }

    /**
     * Reads a record into an object, which has all fields before a fault.
     *
     * @throws IOException if the bytes do not follow the schema; Avro also throws exceptions at run time
     */
    void readRecord(Schema schema, ObjectNode object) throws IOException {
        for (Schema.Field field : schema.getFields()) {
            String outer = path;
            path = outer.isEmpty() ? field.name() : outer + "." + field.name();
            read(field.schema(), false, node -> object.set(field.name(), node));
            path = outer;
        }
    }

    /** @throws IOException if bytes are left over */
    void requireEnd() throws IOException {
        position = consumed();
        if (position < length) {
            throw new IOException((length - position) + " bytes are left over after the record");
        }
    }

    /**
     * @param isNamed whether the object names its type, because the union has several records
     * @param into receives the node; a record or an array before its parts are read
     */
    private void read(Schema schema, boolean isNamed, Consumer<com.fasterxml.jackson.databind.JsonNode> into)
            throws IOException {
        position = consumed();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        switch (schema.getType()) {
            case RECORD -> {
                ObjectNode object = nodes.objectNode();
                into.accept(object);
                if (isNamed) {
                    object.put("type", schema.getName());
                }
                readRecord(schema, object);
            }
            case UNION -> readUnion(schema, into);
            case ARRAY -> readArray(schema.getElementType(), into);
            case MAP -> readMap(schema.getValueType(), into);
            case ENUM -> into.accept(nodes.textNode(symbol(schema)));
            case STRING -> into.accept(nodes.textNode(text(schema)));
            case BYTES -> into.accept(nodes.textNode(hex(decoder.readBytes(null).array())));
            case FIXED -> {
                byte[] bytes = new byte[schema.getFixedSize()];
                decoder.readFixed(bytes);
                into.accept(nodes.textNode(hex(bytes)));
            }
            case INT -> into.accept(nodes.numberNode(decoder.readInt()));
            case LONG ->
                into.accept(
                        isLogical(schema, MILLIS_TYPE)
                                ? nodes.textNode(time(decoder.readLong()))
                                : nodes.numberNode(decoder.readLong()));
            case FLOAT -> into.accept(nodes.numberNode(decoder.readFloat()));
            case DOUBLE -> into.accept(nodes.numberNode(decoder.readDouble()));
            case BOOLEAN -> into.accept(nodes.booleanNode(decoder.readBoolean()));
            case NULL -> decoder.readNull();
        }
    }

    private void readUnion(Schema schema, Consumer<com.fasterxml.jackson.databind.JsonNode> into) throws IOException {
        int branch = decoder.readIndex();
        if (branch < 0 || branch >= schema.getTypes().size()) {
            throw new IOException("the union has " + schema.getTypes().size() + " branches and no number " + branch);
        }
        long records = schema.getTypes().stream()
                .filter(type -> type.getType() == Schema.Type.RECORD)
                .count();
        read(schema.getTypes().get(branch), records > 1, into);
    }

    private void readArray(Schema element, Consumer<com.fasterxml.jackson.databind.JsonNode> into) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        into.accept(array);
        String outer = path;
        for (long left = decoder.readArrayStart(); left > 0; left = decoder.arrayNext()) {
            for (long i = 0; i < left; i++) {
                path = outer + "." + array.size();
                read(element, false, array::add);
            }
            path = outer;
            position = consumed();
        }
    }

    private void readMap(Schema value, Consumer<com.fasterxml.jackson.databind.JsonNode> into) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        into.accept(object);
        String outer = path;
        for (long left = decoder.readMapStart(); left > 0; left = decoder.mapNext()) {
            for (long i = 0; i < left; i++) {
                String key = decoder.readString();
                path = outer + "." + key;
                read(value, false, node -> object.set(key, node));
            }
            path = outer;
            position = consumed();
        }
    }

    private String symbol(Schema schema) throws IOException {
        int index = decoder.readEnum();
        if (index < 0 || index >= schema.getEnumSymbols().size()) {
            throw new IOException(
                    schema.getName() + " has " + schema.getEnumSymbols().size() + " symbols and no number " + index);
        }
        return schema.getEnumSymbols().get(index);
    }

    private String text(Schema schema) throws IOException {
        Utf8 utf8 = decoder.readString(null);
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(utf8.getBytes(), 0, utf8.getByteLength()))
                .toString();
        return isLogical(schema, UUID_TYPE) ? UUID.fromString(text).toString() : text;
    }

    private int consumed() {
        return length - in.available();
    }

    private static boolean isLogical(Schema schema, String type) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals(type);
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
