package dev.goldencorridor.benchmarks.peers;

import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Measurement;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.processor.windows.Pane;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the input topic carries: a trip, or the mark that nothing further will come until a time.
 *
 * @param dimension what it counts in, from 0; of a mark for all dimensions, {@link #ALL_DIMENSIONS}
 * @param occurredAt milliseconds since 1970-01-01T00:00Z
 * @param kilograms carried
 * @param latencyMillis how long its clearance took; negative: a mark
 */
public record Trip(int dimension, long occurredAt, long kilograms, long latencyMillis) {
    /** The dimension of a mark. */
    public static final int ALL_DIMENSIONS = -1;

    /** How far a trip may lie behind the furthest one before it. */
    public static final long DISORDER_MILLIS = 5 * 60_000;

    /** A mark without a time. */
    public static final Trip TICK = new Trip(ALL_DIMENSIONS, Long.MIN_VALUE, 0, -1);

    private static final int BYTES = Integer.BYTES + 3 * Long.BYTES;

    /** That the clock has reached the last millisecond before a time. */
    public static Trip markBefore(long end) {
        return new Trip(ALL_DIMENSIONS, end - 1, 0, -1);
    }

    /** The same mark for one dimension. */
    public Trip in(int oneDimension) {
        return new Trip(oneDimension, occurredAt, kilograms, latencyMillis);
    }

    public boolean isMark() {
        return latencyMillis < 0;
    }

    public long minute() {
        return Math.floorDiv(occurredAt, 60_000);
    }

    /**
     * The timestamp for an engine that allows for the disorder. After the mark, the engine's watermark is the mark's
     * time.
     */
    public long timestamp() {
        return isMark() ? occurredAt + 1 + DISORDER_MILLIS : occurredAt;
    }

    /** What it adds to its minute. */
    public Pane pane() {
        return new Pane().add(trip(), 1).add(latency(), 1);
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(dimension)
                .putLong(occurredAt)
                .putLong(kilograms)
                .putLong(latencyMillis)
                .array();
    }

    /** Reads one from the topic; the first time in a process, the process signals its start. */
    public static Trip fromBytes(byte[] bytes) {
        StartSignal.send();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Trip(buffer.getInt(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** Its first measurement. */
    public Measurement trip() {
        return new Measurement.Trip(TravelDirection.OUTBOUND, 0, 0, 0, kilograms, List.of());
    }

    /** Its second measurement. */
    public Measurement latency() {
        return new Measurement.Elapsed(DurationKind.CLEARANCE, latencyMillis, false);
    }
}
