package dev.goldencorridor.benchmarks.peers;

import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.windows.WindowSum;
import java.nio.ByteBuffer;

/**
 * What a window of a dimension adds up to; the value of an output record.
 *
 * @param end where the window ends, exclusive, in milliseconds since 1970-01-01T00:00Z
 * @param trips how many
 * @param kilograms carried together
 * @param p99Millis 99 % of clearances took no longer; {@link #NO_QUANTILE} by contenders that do not keep it
 */
public record Answer(long end, long trips, long kilograms, long p99Millis) {
    /** No quantile. */
    public static final long NO_QUANTILE = -1;

    private static final double TOLERANCE = 0.0101;

    /** The answer of a running sum, with the clock in the given minute. */
    public static Answer of(WindowSum sum, long minute) {
        Double p99 = sum.durations(DurationKind.CLEARANCE).quantile(0.99);
        return new Answer(
                (minute + 1) * 60_000,
                sum.current().trips(),
                sum.current().kilograms(),
                p99 == null ? NO_QUANTILE : Math.round(p99 * 1000));
    }

    /** Nothing in the window. */
    public static Answer none(long end) {
        return new Answer(end, 0, 0, NO_QUANTILE);
    }

    /** One trip more. */
    public Answer plus(Trip trip) {
        return new Answer(end, trips + 1, kilograms + trip.kilograms(), p99Millis);
    }

    /** The same answer for a window that ends elsewhere. */
    public Answer endingAt(long otherEnd) {
        return new Answer(otherEnd, trips, kilograms, p99Millis);
    }

    /** The same sums, and the same quantile within 1 % where this one has one. */
    boolean agreesWith(Answer recounted) {
        return trips == recounted.trips
                && kilograms == recounted.kilograms
                && (p99Millis == NO_QUANTILE
                        || Math.abs(p99Millis - recounted.p99Millis) <= TOLERANCE * recounted.p99Millis + 1);
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(end)
                .putLong(trips)
                .putLong(kilograms)
                .putLong(p99Millis)
                .array();
    }

    public static Answer fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Answer(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
}
