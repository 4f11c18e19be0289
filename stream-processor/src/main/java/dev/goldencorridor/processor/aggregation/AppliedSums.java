package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.messages.SumSource;
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
 * The last sum that was applied of each source, so that a sum that is read again is not counted again: when the group's
 * offsets are lost, the repartition topic is read from its beginning. A partition holds the sums of a source in the order
 * of their numbers.
 *
 * <p>Of each task the last {@value #MAX_EPOCHS} epochs are kept, since records of an earlier epoch can still be in the
 * topic. A sum without a source, which a former release forwarded, is always new. For a task's thread.
 */
public final class AppliedSums {
    static final int MAX_EPOCHS = 8;
    private static final byte VERSION = 1;
    private static final String KEY = "last";

    private final StoreSection section;
    private final RepeatedSums repeated;
    /** By the source's task; the epoch that began last comes first. */
    private final Map<Integer, Deque<Epoch>> epochs = new HashMap<>();

    private boolean isChanged;

    private static final class Epoch {
        private final long id;
        private long last;

        private Epoch(long id, long last) {
            this.id = id;
            this.last = last;
        }
    }

    /** As the section has them. */
    public AppliedSums(StoreSection section, ProcessorContext<?, ?> context) {
        this.section = section;
        this.repeated = new RepeatedSums(context);
        byte[] stored = section.get(KEY);
        if (stored != null) {
            BinaryCodec.read(stored, "the last sums applied", this::read);
        }
    }

    /**
     * Whether a sum was not applied yet. It counts as applied from now on.
     *
     * @param headers of the sum's record
     */
    public boolean isNew(Headers headers) {
        SumSource source = SumSource.of(headers);
        boolean isNew = source == null || advance(source);
        if (!isNew) {
            repeated.count();
        }
        return isNew;
    }

    private boolean advance(SumSource source) {
        Deque<Epoch> ofTask = epochs.computeIfAbsent(source.task(), task -> new ArrayDeque<>());
        for (Epoch epoch : ofTask) {
            if (epoch.id == source.epoch()) {
                boolean isNew = source.sequence() > epoch.last;
                epoch.last = Math.max(epoch.last, source.sequence());
                isChanged |= isNew;
                return isNew;
            }
        }
        ofTask.addFirst(new Epoch(source.epoch(), source.sequence()));
        if (ofTask.size() > MAX_EPOCHS) {
            ofTask.removeLast();
        }
        isChanged = true;
        return true;
    }

    /** Logs a burst of repeated sums when it is over. To be called once a second. */
    public void logRepeated() {
        repeated.logIfOver();
    }

    /** To be called when the processor is closed. */
    public void close() {
        repeated.close();
    }

    /** Writes what has changed; after the panes, so that without transactions a kill cannot lose a sum. */
    public void write() {
        if (isChanged) {
            section.put(KEY, BinaryCodec.write(256, this::write));
            isChanged = false;
        }
    }

    private void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        VarLong.write(out, epochs.size());
        for (Map.Entry<Integer, Deque<Epoch>> ofTask : epochs.entrySet()) {
            VarLong.write(out, ofTask.getKey());
            VarLong.write(out, ofTask.getValue().size());
            for (Epoch epoch : ofTask.getValue()) {
                out.writeLong(epoch.id);
                VarLong.write(out, epoch.last);
            }
        }
    }

    private Void read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version " + version + "; this release reads version " + VERSION);
        }
        for (long tasks = VarLong.read(in); tasks > 0; tasks--) {
            Deque<Epoch> ofTask = new ArrayDeque<>();
            epochs.put((int) VarLong.read(in), ofTask);
            for (long left = VarLong.read(in); left > 0; left--) {
                ofTask.addLast(new Epoch(in.readLong(), VarLong.read(in)));
            }
        }
        return null;
    }
}
