package dev.goldencorridor.processor.sums;

import dev.goldencorridor.processor.state.StoreSection;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Numbers the sums of a task. Under exactly-once, the last number is stored in the same transaction as the numbered
 * sums. After a crash, a number is reused only if the brokers aborted the sum that had it. Under at-least-once, a
 * number could be reused for another sum, so each start has its own epoch. For a task's thread.
 */
public final class SumSequence {
    private static final String KEY = "last";

    private final StoreSection section;
    private final int task;
    private final boolean isStored;
    private long epoch;
    private long last;

    /** Continues after the stored number of a section. */
    public SumSequence(StoreSection section, ProcessorContext<?, ?> context) {
        this.section = section;
        this.task = context.taskId().partition();
        this.isStored = StreamsConfig.EXACTLY_ONCE_V2.equals(
                context.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        byte[] stored = isStored ? section.get(KEY) : null;
        if (stored == null) {
            epoch = ThreadLocalRandom.current().nextLong();
        } else {
            ByteBuffer buffer = ByteBuffer.wrap(stored);
            epoch = buffer.getLong();
            last = buffer.getLong();
        }
    }

    /** The source of the next sum. */
    public SumSource next() {
        return new SumSource(task, epoch, ++last);
    }

    /** Must be called in the transaction of the numbered sums. */
    public void flush() {
        if (isStored) {
            section.put(
                    KEY,
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(epoch)
                            .putLong(last)
                            .array());
        }
    }
}
