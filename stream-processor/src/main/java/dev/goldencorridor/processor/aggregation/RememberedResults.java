package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.state.StoreSection;
import java.nio.ByteBuffer;

/** The entries of the store of results that a reset keeps: the revision under which each key was emitted. */
public final class RememberedResults {
    private static final String COMPLETE_FROM = "complete-from";
    /** Under this key a reset stores the instant since which all movements are stored. */
    public static final String COMPLETE_FROM_KEY = RollingProcessor.WATERMARK + COMPLETE_FROM;

    private RememberedResults() {}

    /** The value under {@link #COMPLETE_FROM_KEY}. */
    public static byte[] completeFrom(long millis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    }

    /** Reads the instant that a reset wrote into a section; {@link Long#MIN_VALUE} if there was no reset. */
    static long completeFrom(StoreSection section) {
        byte[] stored = section.get(COMPLETE_FROM);
        return stored == null ? Long.MIN_VALUE : ByteBuffer.wrap(stored).getLong();
    }

    /** Whether an entry of the store describes an emitted value. */
    public static boolean isEmittedValue(String storeKey) {
        return storeKey.charAt(0) == RollingProcessor.EMITTED;
    }

    /** Whether an entry of the store describes a waiting train. */
    public static boolean isWaitingTrain(String storeKey) {
        return storeKey.charAt(0) == DimensionStates.WAITING_TRAINS;
    }

    /** Replaces the content digests of an entry, so that its keys are emitted again with the next revisions. */
    public static byte[] withUnknownContent(String storeKey, byte[] emitted) {
        return EmittedValues.withUnknownContent(storeKey, emitted);
    }
}
