package dev.goldencorridor.processor.aggregation;

import java.time.Instant;

/**
 * What an aggregate carries beside its content.
 *
 * @param asOf what the pipeline's clock showed
 * @param minute the minute the clock was in, from 1970-01-01T00:00Z
 * @param revision counts the changes of the key, from 1
 */
record EmitStamp(Instant asOf, long minute, long revision) {
    private static final long MINUTE = 60_000;

    static EmitStamp at(long clock, long revision) {
        return new EmitStamp(Instant.ofEpochMilli(clock), Math.floorDiv(clock, MINUTE), revision);
    }

    /** Start of a window of this many minutes that ends in the clock's minute. */
    Instant windowStart(long minutes) {
        return Instant.ofEpochMilli((minute - minutes + 1) * MINUTE);
    }

    Instant windowEnd() {
        return Instant.ofEpochMilli((minute + 1) * MINUTE);
    }
}
