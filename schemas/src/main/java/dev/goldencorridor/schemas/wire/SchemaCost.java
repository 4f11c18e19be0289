package dev.goldencorridor.schemas.wire;

import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_SCHEMA_CHARS;
import static dev.goldencorridor.schemas.limits.MovementLimits.MAX_SCHEMA_PARTS;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Decides whether decoding with an untrusted schema can cost more than the value's bytes. Recursion can exhaust the
 * stack. Nested records that contain the next one twice grow exponentially. An array of items without bytes can have
 * any number of items.
 */
final class SchemaCost {
    /** Records that enclose the one that is being measured. */
    private final Set<String> open = new HashSet<>();

    private final Map<String, Cost> known = new HashMap<>();

    private SchemaCost() {}

    /** The danger of the schema, as a predicate that follows its name in a message; empty if it is safe. */
    static Optional<String> danger(Schema schema) {
        try {
            new SchemaCost().measure(schema);
            if (schema.toString().length() > MAX_SCHEMA_CHARS) {
                throw new DangerException("is longer than " + MAX_SCHEMA_CHARS + " characters");
            }
            return Optional.empty();
        } catch (DangerException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Cost measure(Schema schema) {
        Cost cost =
                switch (schema.getType()) {
                    case ARRAY -> items(schema.getElementType());
                    case MAP -> new Cost(1 + measure(schema.getValueType()).parts, 1);
                    case UNION -> {
                        long parts = 1;
                        for (Schema branch : schema.getTypes()) {
                            parts += measure(branch).parts;
                        }
                        yield new Cost(parts, 1);
                    }
                    case RECORD -> record(schema);
                    case FIXED -> new Cost(1, schema.getFixedSize());
                    case NULL -> new Cost(1, 0);
                    default -> new Cost(1, 1);
                };
        if (cost.parts > MAX_SCHEMA_PARTS) {
            throw new DangerException("unfolds into more than " + MAX_SCHEMA_PARTS + " parts");
        }
        return cost;
    }

    private Cost items(Schema element) {
        Cost item = measure(element);
        if (item.minBytes == 0) {
            throw new DangerException("has an array whose items take no bytes");
        }
        return new Cost(1 + item.parts, 1);
    }

    private Cost record(Schema schema) {
        Cost already = known.get(schema.getFullName());
        if (already != null) {
            return already;
        }
        if (!open.add(schema.getFullName())) {
            throw new DangerException("is recursive");
        }
        long parts = 1;
        long minBytes = 0;
        for (Schema.Field field : schema.getFields()) {
            Cost ofField = measure(field.schema());
            parts += ofField.parts;
            minBytes += ofField.minBytes;
        }
        open.remove(schema.getFullName());
        Cost cost = new Cost(parts, minBytes);
        known.put(schema.getFullName(), cost);
        return cost;
    }

    /**
     * @param parts the number of values that one value of the schema consists of
     * @param minBytes the minimum length of an encoded value
     */
    private record Cost(long parts, long minBytes) {}

    private static final class DangerException extends RuntimeException {
        DangerException(String message) {
            super(message);
        }
    }
}
