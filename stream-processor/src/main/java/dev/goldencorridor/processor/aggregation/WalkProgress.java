package dev.goldencorridor.processor.aggregation;

import dev.goldencorridor.processor.codec.BinaryCodec;
import dev.goldencorridor.processor.codec.VarLong;
import dev.goldencorridor.processor.state.CommitHook;
import dev.goldencorridor.processor.state.StoreSection;
import dev.goldencorridor.processor.windows.Window;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * The progress of the walks over a task's dimensions, so that a restart resumes them. A review emits everything again
 * that was ever emitted. It is necessary if the store was written under other settings, or by a release that did not
 * store which dimensions were unemitted.
 */
final class WalkProgress {
    private static final byte VERSION = 1;
    private static final String KEY = "progress";
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final StoreSection store;
    private final CommitHook.Registration hook;
    private final String settings;
    private boolean isDirty;
    /** The day to which the calendars of all dimensions have advanced. */
    private long day = UNKNOWN;
    /** The keys of periods before this day are deleted. */
    private long deletedBefore = UNKNOWN;

    private boolean isReviewing = true;
    /** The number of the source from which the review reads dimensions. */
    private int source;

    /** The last reviewed dimension of the source; empty before the first one. */
    private String dimension = "";

    WalkProgress(StoreSection store, CommitHook.Registration hook, RollingPlan plan) {
        this.store = store;
        this.hook = hook;
        hook.beforeCommit(this::flush);
        this.settings = plan.calendar() + " " + plan.years() + " "
                + plan.windows().stream().map(Window::name).sorted().collect(Collectors.joining(",")) + " "
                + plan.hours() + "h";
        byte[] stored = store.get(KEY);
        if (stored != null) {
            BinaryCodec.read(stored, "the stored progress of publication", this::read);
        }
    }

    private boolean read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version " + version + "; this release reads version " + VERSION);
        }
        boolean isSameSettings = in.readUTF().equals(settings);
        day = VarLong.read(in);
        deletedBefore = VarLong.read(in);
        boolean wasReviewing = in.readBoolean();
        int lastSource = in.readByte();
        String lastDimension = in.readUTF();
        if (isSameSettings) {
            isReviewing = wasReviewing;
            source = lastSource;
            dimension = lastDimension;
        }
        return isSameSettings;
    }

    private void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(settings);
        VarLong.write(out, day);
        VarLong.write(out, deletedBefore);
        out.writeBoolean(isReviewing);
        out.writeByte(source);
        out.writeUTF(dimension);
    }

    boolean isDayKnown() {
        return day != UNKNOWN;
    }

    long day() {
        return day;
    }

    void reachDay(long reached) {
        day = reached;
        markDirty();
    }

    boolean isDeletedBefore(long history) {
        return deletedBefore >= history;
    }

    void deletedBefore(long history) {
        deletedBefore = history;
        markDirty();
    }

    boolean isReviewing() {
        return isReviewing;
    }

    int source() {
        return source;
    }

    /** The last reviewed dimension of the source; null before the first one. */
    String dimension() {
        return dimension.isEmpty() ? null : dimension;
    }

    void review(int inSource, String upTo) {
        source = inSource;
        dimension = upTo == null ? "" : upTo;
        markDirty();
    }

    void endReview() {
        isReviewing = false;
        review(0, null);
    }

    private void markDirty() {
        isDirty = true;
        hook.markDirty();
    }

    private void flush() {
        if (isDirty) {
            isDirty = false;
            store.put(KEY, BinaryCodec.write(64, this::write));
        }
    }
}
