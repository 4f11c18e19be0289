package dev.goldencorridor.processor.badinput;

import dev.goldencorridor.schemas.TrainMovement;
import dev.goldencorridor.schemas.TripCounts;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Schemas of publishers by name: older and newer versions of the contract, other schemas, and dangerous ones. */
final class ForeignSchemas {
    private static final String OWN = TrainMovement.getClassSchema().toString();
    private static final int MORE_THAN_ALLOWED_CHARS = 70_000;

    private final SchemaRegistryClient registry;
    private final Map<String, Schema> schemas = new LinkedHashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();

    ForeignSchemas(SchemaRegistryClient registry) {
        this.registry = registry;
        readable();
        unreadable();
        dangerous();
    }

    private void readable() {
        put("without-plan", without("plannedAt"));
        put("with-remark", with("{\"name\":\"remark\",\"type\":[\"null\",\"string\"],\"default\":null}"));
        put("reversed", reversed());
        put("documented", new Schema.Parser().parse(OWN.replace("What happened.", "What happened, in more words.")));
    }

    private void unreadable() {
        put("trip-counts", TripCounts.getClassSchema());
        put("text", Schema.create(Schema.Type.STRING));
        put("without-event-id", without("eventId"));
        put("without-facility", without("facility"));
        put("renamed", new Schema.Parser().parse(OWN.replace("\"TrainMovement\"", "\"TrainMoved\"")));
        put(
                "unknown-direction",
                new Schema.Parser().parse(OWN.replace("[\"OUTBOUND\",", "[\"SIDEWAYS\",\"OUTBOUND\",")));
        put(
                "times-as-texts",
                new Schema.Parser()
                        .parse(OWN.replace("{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}", "\"string\"")));
    }

    private void dangerous() {
        put("recursive", with("{\"name\":\"next\",\"type\":[\"null\",\"TrainMovement\"],\"default\":null}"));
        put(
                "empty-items",
                with("{\"name\":\"nothing\",\"type\":{\"type\":\"array\",\"items\":\"null\"},\"default\":[]}"));
        put(
                "too-long",
                with("{\"name\":\"remark\",\"type\":[\"null\",\"string\"],\"default\":null,\"doc\":\""
                        + "x".repeat(MORE_THAN_ALLOWED_CHARS) + "\"}"));
        StringBuilder twice = new StringBuilder("\"string\"");
        for (int depth = 0; depth < 12; depth++) {
            twice.insert(
                            0,
                            "{\"type\":\"record\",\"name\":\"Twice" + depth
                                    + "\",\"fields\":[{\"name\":\"a\",\"type\":")
                    .append("},{\"name\":\"b\",\"type\":")
                    .append(depth == 0 ? "\"string\"" : "\"Twice" + (depth - 1) + "\"")
                    .append("}]}");
        }
        put("unfolding", with("{\"name\":\"more\",\"type\":[\"null\"," + twice + "],\"default\":null}"));
    }

    private void put(String name, Schema schema) {
        schemas.put(name, schema);
    }

    /** The names of all schemas, in a fixed order. */
    List<String> names() {
        return List.copyOf(schemas.keySet());
    }

    /** The schema by its name. */
    Schema schema(String name) {
        return schemas.get(name);
    }

    /** The id by which the registry has the schema. */
    int id(String name) {
        return ids.computeIfAbsent(name, this::register);
    }

    private int register(String name) {
        try {
            return registry.register(name, new AvroSchema(schemas.get(name)));
        } catch (IOException | RestClientException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Schema with(String field) {
        return new Schema.Parser().parse(OWN.substring(0, OWN.lastIndexOf("]}")) + "," + field + "]}");
    }

    private static Schema without(String name) {
        return fields(TrainMovement.getClassSchema().getFields().stream()
                .filter(field -> !field.name().equals(name))
                .toList());
    }

    private static Schema reversed() {
        List<Schema.Field> fields =
                new ArrayList<>(TrainMovement.getClassSchema().getFields());
        Collections.reverse(fields);
        return fields(fields);
    }

    private static Schema fields(List<Schema.Field> fields) {
        Schema own = TrainMovement.getClassSchema();
        return Schema.createRecord(
                own.getName(),
                own.getDoc(),
                own.getNamespace(),
                false,
                fields.stream()
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
    }
}
