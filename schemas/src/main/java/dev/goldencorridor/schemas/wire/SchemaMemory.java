package dev.goldencorridor.schemas.wire;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** What the registry has said of schema ids. It holds a bounded number, the latest used. For one thread at a time. */
final class SchemaMemory {
    /** More than there are releases of what writes to the corridor, of which each is at most 64 KiB long. */
    private static final int MAX_KNOWN = 200;

    private static final int MAX_REFUSED = 1_000;

    private final Map<Integer, Schema> known = new LatestUsed<>(MAX_KNOWN);
    private final Map<Integer, String> refused = new LatestUsed<>(MAX_REFUSED);

    /**
     * The schema; null if nothing is known of the id.
     *
     * @throws UndecodableException if the schema is known and cannot be used
     */
    Schema get(int id) {
        if (id < 0) {
            throw new UndecodableException(
                    Undecodable.UNKNOWN_SCHEMA, "the schema id is " + id + "; a registry's ids are not negative");
        }
        Schema schema = known.get(id);
        if (schema != null) {
            return schema;
        }
        String reason = refused.get(id);
        if (reason != null) {
            throw new UndecodableException(Undecodable.UNREADABLE_SCHEMA, reason);
        }
        return null;
    }

    /**
     * Takes in what the registry has answered.
     *
     * @return the schema
     * @throws UndecodableException if it cannot be used
     */
    Schema put(int id, Schema schema) {
        Optional<String> danger = SchemaCost.danger(schema);
        if (danger.isPresent()) {
            refused.put(id, "schema id " + id + " (" + name(schema) + ") " + danger.get());
        } else {
            known.put(id, schema);
        }
        return get(id);
    }

    boolean isEmpty() {
        return known.isEmpty();
    }

    private static String name(Schema schema) {
        String name = schema.getFullName();
        return name.length() <= 100 ? name : name.substring(0, 100) + "...";
    }
}
