package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.StoreSection;
import java.nio.ByteBuffer;

/** What a reset keeps of the store of results: under which revision each key was published. */
public final class RememberedResults {
    private static final String COMPLETE_FROM = "complete-from";
    /** The key under which a reset stores since when all movements are kept. */
    public static final String COMPLETE_FROM_KEY = RollingProcessor.WATERMARK + COMPLETE_FROM;

    private RememberedResults() {}

    /** The value under {@link #COMPLETE_FROM_KEY}. */
    public static byte[] completeFrom(long millis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    }

    /** The instant that a reset wrote into a section; {@link Long#MIN_VALUE} if it wrote none. */
    static long completeFrom(StoreSection section) {
        byte[] said = section.get(COMPLETE_FROM);
        return said == null ? Long.MIN_VALUE : ByteBuffer.wrap(said).getLong();
    }

    /** Whether a key of the store is of what was published. */
    public static boolean isPublication(String storeKey) {
        return storeKey.charAt(0) == RollingProcessor.TOLD;
    }

    /** Whether a key of the store is of a train at a port. */
    public static boolean isStanding(String storeKey) {
        return storeKey.charAt(0) == DimensionStates.STANDINGS;
    }

    /** What was published under a key, with a content that no other equals: it is published again, under the next revision. */
    public static byte[] withUnknownContent(byte[] published) {
        return EmittedValues.withUnknownContent(published);
    }
}
