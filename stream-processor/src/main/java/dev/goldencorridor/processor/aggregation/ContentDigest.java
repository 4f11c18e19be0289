package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.runtime.Digest;
import java.io.DataOutput;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Computes a digest of an aggregate's content, so that two contents can be compared. Content is every field but the
 * revision and the fields that change with time alone. For a task's thread.
 */
final class ContentDigest {
    private static final Set<String> NOT_CONTENT = Set.of("asOf", "revision", "windowStart");
    private static final String WINDOW_END = "windowEnd";
    private static final int INITIAL_BYTES = 512;

    private final MessageDigest sha256 = Digest.sha256();

    /** @param clock the pipeline's clock when the aggregate was built, milliseconds since 1970-01-01T00:00Z */
    Digest of(IndexedRecord aggregate, long clock) {
        byte[] content = BinaryCodec.write(INITIAL_BYTES, out -> {
            for (Schema.Field field : aggregate.getSchema().getFields()) {
                Object value = aggregate.get(field.pos());
                if (!NOT_CONTENT.contains(field.name()) && !isMovingEnd(field, value, clock)) {
                    write(out, value);
                }
            }
        });
        return Digest.of(sha256, content);
    }

    /** An end that follows the clock is not content. The fixed end of a period that is over is content. */
    private static boolean isMovingEnd(Schema.Field field, Object value, long clock) {
        return field.name().equals(WINDOW_END) && TimeRange.endOfMinute(clock).equals(value);
    }

    private static void write(DataOutput out, Object value) throws IOException {
        if (value == null) {
            out.writeByte(0);
        } else if (value instanceof CharSequence text) {
            out.writeByte(1);
            out.writeInt(text.length());
            out.writeChars(text.toString());
        } else if (value instanceof Long number) {
            out.writeByte(2);
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte(3);
            out.writeDouble(number);
        } else if (value instanceof Instant instant) {
            out.writeByte(4);
            out.writeLong(instant.toEpochMilli());
        } else if (value instanceof List<?> items) {
            out.writeByte(5);
            out.writeInt(items.size());
            for (Object item : items) {
                write(out, item);
            }
        } else if (value instanceof Map<?, ?> entries) {
            // Sorted, since equal contents must have equal bytes.
            out.writeByte(6);
            out.writeInt(entries.size());
            for (Map.Entry<?, ?> entry : new TreeMap<>(entries).entrySet()) {
                write(out, entry.getKey());
                write(out, entry.getValue());
            }
        } else if (value instanceof IndexedRecord inner) {
            out.writeByte(7);
            for (Schema.Field field : inner.getSchema().getFields()) {
                write(out, inner.get(field.pos()));
            }
        } else {
            throw new IllegalArgumentException("no aggregate of the contract holds a " + value.getClass());
        }
    }
}
