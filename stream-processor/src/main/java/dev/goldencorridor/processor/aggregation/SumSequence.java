package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.messages.SumSource;
import dev.goldencorridor.processor.state.StoreSection;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Numbers the sums of a task. Under exactly-once the last number is written in the transaction of the sums that have it.
 * A crash then uses a number again only if the brokers aborted the sum that had it. Under at-least-once a number could
 * come again with another sum, so each start has an epoch of its own. For a task's thread.
 */
final class SumSequence {
    private static final String KEY = "last";

    private final StoreSection section;
    private final int task;
    private final boolean isKept;
    private long epoch;
    private long last;

    /** Continues where the section says. */
    SumSequence(StoreSection section, ProcessorContext<?, ?> context) {
        this.section = section;
        this.task = context.taskId().partition();
        this.isKept = StreamsConfig.EXACTLY_ONCE_V2.equals(
                context.appConfigs().get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG));
        byte[] stored = isKept ? section.get(KEY) : null;
        if (stored == null) {
            epoch = ThreadLocalRandom.current().nextLong();
        } else {
            ByteBuffer buffer = ByteBuffer.wrap(stored);
            epoch = buffer.getLong();
            last = buffer.getLong();
        }
    }

    /** The source of the next sum. */
    SumSource next() {
        return new SumSource(task, epoch, ++last);
    }

    /** Writes the last number. To be called in the transaction of the sums that were numbered. */
    void write() {
        if (isKept) {
            section.put(
                    KEY,
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(epoch)
                            .putLong(last)
                            .array());
        }
    }
}
