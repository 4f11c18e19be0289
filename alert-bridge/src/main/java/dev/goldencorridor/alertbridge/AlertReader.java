package dev.goldencorridor.alertbridge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.wire.OwnTopicSchemas;
import dev.goldencorridor.schemas.wire.Undecodable;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.BitSet;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes alerts that the sink wrote, in Confluent's wire format or in JSON. A topic may contain both after a change of
 * the format; the first byte of a value distinguishes them. For one thread.
 */
final class AlertReader {
    private static final byte WIRE_FORMAT = 0;
    private static final JsonFactory JSON = new JsonFactory();

    private final WireDeserializer<DelayAlert> avro;

    AlertReader(Registry registry) {
        this.avro = new WireDeserializer<>(
                new OwnTopicSchemas(registry, OwnTopicSchemas.GRACE), DelayAlert.getClassSchema());
    }

    /**
     * Returns the record's key as text.
     *
     * @throws UndecodableException if it is null
     */
    static String key(ConsumerRecord<byte[], byte[]> received) {
        if (received.key() == null) {
            throw new UndecodableException(Undecodable.MALFORMED, "the record has no key");
        }
        return new String(received.key(), StandardCharsets.UTF_8);
    }

    /**
     * Decodes the alert of a record that has a value.
     *
     * @throws UndecodableException if the value is not an alert; a retry cannot heal this
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if the schema cannot be fetched now
     */
    DelayAlert read(ConsumerRecord<byte[], byte[]> received) {
        byte[] value = received.value();
        return value.length > 0 && value[0] == WIRE_FORMAT ? avro.deserialize(received.topic(), value) : json(value);
    }

    private static DelayAlert json(byte[] value) {
        DelayAlert alert = new DelayAlert();
        Schema schema = alert.getSchema();
        BitSet present = new BitSet();
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("it is neither Confluent's wire format nor a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Schema.Field field = schema.getField(parser.currentName());
                JsonToken token = parser.nextToken();
                if (field == null) {
                    // A later version of the contract has added this field.
                    parser.skipChildren();
                } else if (token != JsonToken.VALUE_NULL) {
                    alert.put(field.pos(), value(parser, field));
                    present.set(field.pos());
                }
            }
        } catch (IOException | DateTimeException e) {
            throw new UndecodableException(Undecodable.MALFORMED, "the value is no alert: " + e.getMessage(), e);
        }
        for (Schema.Field field : schema.getFields()) {
            if (!present.get(field.pos()) && !field.schema().isNullable()) {
                throw malformed("it has no " + field.name());
            }
        }
        return alert;
    }

    private static Object value(JsonParser parser, Schema.Field field) throws IOException {
        Schema schema = field.schema().isUnion() ? field.schema().getTypes().get(1) : field.schema();
        return switch (schema.getType()) {
            case STRING -> text(parser, field);
            case DOUBLE -> parser.getDoubleValue();
            case LONG ->
                schema.getLogicalType() == null ? (Object) parser.getLongValue() : Instant.parse(text(parser, field));
            default -> throw new IllegalStateException("an alert has no field like " + field);
        };
    }

    private static String text(JsonParser parser, Schema.Field field) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed(field.name() + " is no text");
        }
        String text = parser.getText();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            // An escaped lone surrogate cannot be encoded in UTF-8, so it could not be forwarded.
            throw malformed(field.name() + " contains an invalid character");
        }
        return text;
    }

    private static UndecodableException malformed(String message) {
        return new UndecodableException(Undecodable.MALFORMED, message);
    }
}
