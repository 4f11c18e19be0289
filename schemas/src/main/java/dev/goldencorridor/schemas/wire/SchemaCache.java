package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_CACHED_SCHEMAS;
import static dev.goldencorridor.schemas.limits.SchemaLimits.MAX_REFUSED_SCHEMAS;

import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * The registry's answers for schema ids: usable schemas and refused ones. It holds the most recently used ones. Not
 * thread-safe.
 */
final class SchemaCache {
    private static final int MAX_LOGGED_NAME_CHARS = 100;

    private final Map<Integer, Schema> known = new LruMap<>(MAX_CACHED_SCHEMAS);
    private final Map<Integer, String> refused = new LruMap<>(MAX_REFUSED_SCHEMAS);

    /**
     * The schema; null if the id is not in the cache.
     *
     * @throws UndecodableException if the schema is refused, or the id is negative
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
     * Stores the registry's answer.
     *
     * @return the schema
     * @throws UndecodableException if decoding with the schema is dangerous
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
        return name.length() <= MAX_LOGGED_NAME_CHARS ? name : name.substring(0, MAX_LOGGED_NAME_CHARS) + "...";
    }
}
