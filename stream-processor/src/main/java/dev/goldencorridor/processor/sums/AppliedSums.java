package dev.goldencorridor.processor.sums;

import static dev.goldencorridor.processor.limits.TaskLimits.MAX_EPOCHS;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.metrics.ProcessorMetrics;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The sequence number of the last applied sum of each source, so that a repeated sum is dropped. If the group's offsets
 * are lost, the step reads the repartition topic again from its beginning. A partition holds the sums of a source in
 * the order of their sequence numbers.
 *
 * <p>The last {@code MAX_EPOCHS} epochs of each source task are stored, since the topic can still hold sums of earlier
 * epochs. A sum of the former release has no source and is always new. For a task's thread.
 */
public final class AppliedSums {
    private static final byte VERSION = 1;
    private static final String KEY = "last";

    private final StoreSection section;
    private final RepeatedSums repeated;
    /** By the source's task; the latest epoch comes first. */
    private final Map<Integer, Deque<Epoch>> epochsByTask = new HashMap<>();

    private boolean isDirty;

    private static final class Epoch {
        private final long id;
        private long lastSequence;

        private Epoch(long id, long lastSequence) {
            this.id = id;
            this.lastSequence = lastSequence;
        }
    }

    /**
     * Reads the stored sequence numbers of a section. To be constructed after the stores of the panes, so that panes are
     * flushed first. Otherwise a kill without transactions could lose a sum.
     *
     * @param step the name of the step in metrics
     * @param topic the name of the repartition topic in messages
     */
    public AppliedSums(
            StoreSection section,
            ProcessorContext<?, ?> context,
            ProcessorMetrics metrics,
            CommitHook.Registration hook,
            String step,
            String topic) {
        this.section = section;
        hook.beforeCommit(this::flush);
        this.repeated = new RepeatedSums(context, metrics, step, topic);
        byte[] stored = section.get(KEY);
        if (stored != null) {
            BinaryCodec.read(stored, "the last sums applied", this::read);
        }
    }

    /**
     * Marks a sum as applied. The caller must add the sum next, and that change requests the flush. A repeated sum is
     * only counted in the metric; the caller must drop it.
     *
     * @param headers of the sum's record
     * @return false if the sum is repeated
     */
    public boolean markApplied(Headers headers) {
        SumSource source = SumSource.of(headers);
        boolean isRepeated = source != null && !advance(source);
        if (isRepeated) {
            repeated.count();
        }
        return !isRepeated;
    }

    /** Advances the source's sequence number, and returns whether the sum is new. */
    private boolean advance(SumSource source) {
        Deque<Epoch> epochs = epochsByTask.computeIfAbsent(source.task(), task -> new ArrayDeque<>());
        for (Epoch epoch : epochs) {
            if (epoch.id == source.epoch()) {
                boolean isNew = source.sequence() > epoch.lastSequence;
                epoch.lastSequence = Math.max(epoch.lastSequence, source.sequence());
                isDirty |= isNew;
                return isNew;
            }
        }
        epochs.addFirst(new Epoch(source.epoch(), source.sequence()));
        if (epochs.size() > MAX_EPOCHS) {
            epochs.removeLast();
        }
        isDirty = true;
        return true;
    }

    /** Logs a burst of repeated sums once it is over. Must be called once a second. */
    public void logRepeated() {
        repeated.logIfOver();
    }

    public void close() {
        repeated.close();
    }

    private void flush() {
        if (isDirty) {
            isDirty = false;
            section.put(KEY, BinaryCodec.write(256, this::write));
        }
    }

    private void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        VarLong.write(out, epochsByTask.size());
        for (Map.Entry<Integer, Deque<Epoch>> entry : epochsByTask.entrySet()) {
            VarLong.write(out, entry.getKey());
            VarLong.write(out, entry.getValue().size());
            for (Epoch epoch : entry.getValue()) {
                out.writeLong(epoch.id);
                VarLong.write(out, epoch.lastSequence);
            }
        }
    }

    private Void read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version " + version + "; this release reads version " + VERSION);
        }
        for (long tasks = VarLong.read(in); tasks > 0; tasks--) {
            Deque<Epoch> epochs = new ArrayDeque<>();
            epochsByTask.put((int) VarLong.read(in), epochs);
            for (long left = VarLong.read(in); left > 0; left--) {
                epochs.addLast(new Epoch(in.readLong(), VarLong.read(in)));
            }
        }
        return null;
    }
}
