package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.codec.BinaryCodec;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Tells contents of aggregates apart. Content is all but the revision and what passes with time alone, so that a value
 * can be built once, with its stamp, and then be found to say nothing new. For a task's thread.
 */
final class ContentDigest {
    private static final Set<String> NOT_CONTENT = Set.of("asOf", "revision", "windowStart");
    private static final String WINDOW_END = "windowEnd";
    private static final int USUAL_BYTES = 512;

    private final MessageDigest sha256;

    /**
     * Half of a SHA-256.
     *
     * @param high its first eight bytes, followed by {@code low}
     */
    record Digest(long high, long low) {}

    ContentDigest() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @param stamp the one that the aggregate was built with */
    Digest of(IndexedRecord aggregate, EmitStamp stamp) {
        byte[] content = BinaryCodec.write(USUAL_BYTES, out -> {
            for (Schema.Field field : aggregate.getSchema().getFields()) {
                Object value = aggregate.get(field.pos());
                if (!NOT_CONTENT.contains(field.name()) && !endsNow(field, value, stamp)) {
                    write(out, value);
                }
            }
        });
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(content));
        return new Digest(digest.getLong(), digest.getLong());
    }

    /** That a period is over, and so no longer ends with the clock's minute, is content. */
    private static boolean endsNow(Schema.Field field, Object value, EmitStamp stamp) {
        return field.name().equals(WINDOW_END) && stamp.windowEnd().equals(value);
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
            // In order, since equal contents must be written alike.
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
