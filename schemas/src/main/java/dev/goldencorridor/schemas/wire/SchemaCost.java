package dev.goldencorridor.schemas.wire;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Whether decoding by a stranger's schema can cost more than the value's bytes. Recursion costs stack; records that
 * hold each other twice, layer upon layer, unfold exponentially; an array of nothing takes no bytes for any number of
 * items.
 */
final class SchemaCost {
    /** Far above what the contract's largest record unfolds into. */
    private static final int MOST_PARTS = 1_000;
    /** Schemas are kept in memory; the contract's longest has a fifth of this. */
    private static final int MAX_CHARS = 65_536;

    private final Set<String> open = new HashSet<>();
    private final Map<String, Measure> known = new HashMap<>();

    private SchemaCost() {}

    /** What is wrong with the schema, to follow its name in a sentence; empty if nothing is. */
    static Optional<String> danger(Schema schema) {
        try {
            new SchemaCost().measure(schema);
            if (schema.toString().length() > MAX_CHARS) {
                throw new DangerException("is longer than " + MAX_CHARS + " characters");
            }
            return Optional.empty();
        } catch (DangerException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Measure measure(Schema schema) {
        Measure measure =
                switch (schema.getType()) {
                    case ARRAY -> items(schema.getElementType());
                    case MAP -> new Measure(1 + measure(schema.getValueType()).parts, 1);
                    case UNION -> {
                        long parts = 1;
                        for (Schema branch : schema.getTypes()) {
                            parts += measure(branch).parts;
                        }
                        yield new Measure(parts, 1);
                    }
                    case RECORD -> record(schema);
                    case FIXED -> new Measure(1, schema.getFixedSize());
                    case NULL -> new Measure(1, 0);
                    default -> new Measure(1, 1);
                };
        if (measure.parts > MOST_PARTS) {
            throw new DangerException("unfolds into more than " + MOST_PARTS + " parts");
        }
        return measure;
    }

    private Measure items(Schema element) {
        Measure item = measure(element);
        if (item.leastBytes == 0) {
            throw new DangerException("has an array whose items take no bytes");
        }
        return new Measure(1 + item.parts, 1);
    }

    private Measure record(Schema schema) {
        Measure already = known.get(schema.getFullName());
        if (already != null) {
            return already;
        }
        if (!open.add(schema.getFullName())) {
            throw new DangerException("is recursive");
        }
        long parts = 1;
        long leastBytes = 0;
        for (Schema.Field field : schema.getFields()) {
            Measure measure = measure(field.schema());
            parts += measure.parts;
            leastBytes += measure.leastBytes;
        }
        open.remove(schema.getFullName());
        Measure measured = new Measure(parts, leastBytes);
        known.put(schema.getFullName(), measured);
        return measured;
    }

    private record Measure(long parts, long leastBytes) {}

    private static final class DangerException extends RuntimeException {
        DangerException(String message) {
            super(message);
        }
    }
}
