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
 * How far a task has come in the work that visits all of its dimensions, so that a start resumes it. A review, which
 * publishes anew all that was ever published, is necessary where the store was written by a release that did not record
 * what was unpublished, or under other settings.
 */
final class WalkProgress {
    private static final byte VERSION = 1;
    private static final String KEY = "progress";
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final StoreSection store;
    private final CommitHook.Request write;
    private final String settings;
    private boolean isChanged;
    /** The day that the clock was in when the periods of all dimensions were last brought up to date. */
    private long day = UNKNOWN;
    /** Periods before this day were withdrawn. */
    private long withdrawnBefore = UNKNOWN;

    private boolean isReviewing = true;
    /** Where the review is: the number of the source of dimensions, and the last dimension of it; empty at its start. */
    private int source;

    private String dimension = "";

    WalkProgress(StoreSection store, CommitHook.Request write, RollingProcessor.Plan plan) {
        this.store = store;
        this.write = write;
        this.settings = plan.calendar() + " " + plan.years() + " "
                + plan.windows().stream().map(Window::name).sorted().collect(Collectors.joining(","));
        byte[] known = store.get(KEY);
        if (known != null) {
            BinaryCodec.read(known, "the stored progress of publication", this::read);
        }
    }

    private boolean read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("version " + version + "; this release reads version " + VERSION);
        }
        boolean isSame = in.readUTF().equals(settings);
        day = VarLong.read(in);
        withdrawnBefore = VarLong.read(in);
        boolean wasReviewing = in.readBoolean();
        int lastSource = in.readByte();
        String lastDimension = in.readUTF();
        if (isSame) {
            isReviewing = wasReviewing;
            source = lastSource;
            dimension = lastDimension;
        }
        return isSame;
    }

    private void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeUTF(settings);
        VarLong.write(out, day);
        VarLong.write(out, withdrawnBefore);
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
        change();
    }

    boolean isWithdrawnBefore(long history) {
        return withdrawnBefore >= history;
    }

    void withdrawBefore(long history) {
        withdrawnBefore = history;
        change();
    }

    boolean isReviewing() {
        return isReviewing;
    }

    int source() {
        return source;
    }

    /** Null before the first one. */
    String dimension() {
        return dimension.isEmpty() ? null : dimension;
    }

    void review(int inSource, String upTo) {
        source = inSource;
        dimension = upTo == null ? "" : upTo;
        change();
    }

    void endReview() {
        isReviewing = false;
        review(0, null);
    }

    private void change() {
        isChanged = true;
        write.make();
    }

    /** Writes what has changed. */
    void write() {
        if (isChanged) {
            isChanged = false;
            store.put(KEY, BinaryCodec.write(64, this::write));
        }
    }
}
