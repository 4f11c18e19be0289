package dev.goldencorridor.operationscentre.topics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.goldencorridor.operationscentre.state.BoardTopics;
import dev.goldencorridor.runtime.registry.Registry;
import dev.goldencorridor.schemas.DelayAlert;
import dev.goldencorridor.schemas.topics.TopicDeclaration;
import dev.goldencorridor.schemas.wire.AggregateJson;
import dev.goldencorridor.schemas.wire.OwnTopicSchemas;
import dev.goldencorridor.schemas.wire.Undecodable;
import dev.goldencorridor.schemas.wire.UndecodableException;
import dev.goldencorridor.schemas.wire.WireDeserializer;
import dev.goldencorridor.schemas.wire.WriterSchemas;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Decodes values of public topics to JSON. A topic may contain Confluent's wire format and JSON; the first byte of a
 * value distinguishes them. For one thread.
 */
final class ValueReader {
    private static final byte WIRE_FORMAT = 0;
    private static final JsonFactory JSON = new JsonFactory();

    private final WriterSchemas writerSchemas;
    private final Map<String, Schema> schemas = new HashMap<>();
    private final Map<Schema, WireDeserializer<SpecificRecord>> deserializers = new HashMap<>();

    /** @param declared the declarations of the public topics; others cannot be read, except those of delays */
    ValueReader(Registry registry, Collection<TopicDeclaration> declared) {
        this.writerSchemas = new OwnTopicSchemas(registry, OwnTopicSchemas.GRACE);
        declared.forEach(topic -> topic.records().value().ifPresent(schema -> schemas.put(topic.name(), schema)));
    }

    /** Whether the topic's values can be decoded. */
    boolean canRead(String topic) {
        return BoardTopics.isRead(topic) && (BoardTopics.isDelays(topic) || schemas.containsKey(topic));
    }

    /**
     * Decodes a value.
     *
     * @throws UndecodableException if it can never be decoded
     * @throws dev.goldencorridor.runtime.registry.RegistryUnavailableException if its schema cannot be fetched now
     */
    String read(String topic, byte[] value) {
        if (value.length > 0 && value[0] == WIRE_FORMAT) {
            Schema schema = BoardTopics.isDelays(topic) ? DelayAlert.getClassSchema() : schemas.get(topic);
            SpecificRecord decoded = deserializers
                    .computeIfAbsent(schema, any -> new WireDeserializer<>(writerSchemas, any))
                    .deserialize(topic, value);
            return new String(AggregateJson.of(decoded), StandardCharsets.UTF_8);
        }
        return json(value);
    }

    /** The sink has written this text in the same way, so it stays as it is. */
    private static String json(byte[] value) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
            try (JsonParser parser = JSON.createParser(text)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw malformed("it is neither Confluent's wire format nor a JSON object", null);
                }
                parser.skipChildren();
                if (parser.nextToken() != null) {
                    throw malformed("text follows the JSON object", null);
                }
            }
            return text;
        } catch (CharacterCodingException e) {
            throw malformed("it is not UTF-8", e);
        } catch (IOException e) {
            throw malformed(e.getMessage(), e);
        }
    }

    private static UndecodableException malformed(String why, Exception cause) {
        return new UndecodableException(Undecodable.MALFORMED, "the value is no JSON: " + why, cause);
    }
}
