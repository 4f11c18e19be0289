package dev.goldencorridor.faultbench.witness;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * A committed record, as the witness received it.
 *
 * @param value null for a tombstone, and for a topic whose values are not decoded
 * @param nanos when it was received, as {@link System#nanoTime}
 */
public record Observation(String topic, int partition, String key, SpecificRecord value, long nanos) {
    /** The revision of the value; 0 for a tombstone, and for a value without revisions. */
    long revision() {
        Schema.Field field = value == null ? null : value.getSchema().getField("revision");
        return field == null ? 0 : (Long) value.get(field.pos());
    }
}
