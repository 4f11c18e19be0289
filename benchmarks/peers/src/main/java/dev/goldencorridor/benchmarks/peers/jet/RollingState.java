package dev.goldencorridor.benchmarks.peers.jet;

import dev.goldencorridor.benchmarks.peers.Answer;
import dev.goldencorridor.benchmarks.peers.KeyedAnswer;
import dev.goldencorridor.benchmarks.peers.Trip;
import dev.goldencorridor.benchmarks.peers.Windows;
import dev.goldencorridor.processor.windows.Pane;
import dev.goldencorridor.processor.windows.RollingDimension;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serial;
import java.util.List;
import java.util.Map;

/**
 * A dimension's windows and the panes that they are built from again. Each dimension has a clock of its own, its furthest
 * trip, until a mark comes.
 */
public final class RollingState implements Externalizable {
    @Serial
    private static final long serialVersionUID = 1;

    private static final long BEFORE_ALL = Trip.TICK.minute();

    private final transient RollingDimension dimension = new RollingDimension(Windows.ALL);
    private transient long clock = BEFORE_ALL;
    private transient boolean changed;

    /** Takes in a trip, or a mark. A mark returns the answers that have changed since the last one. */
    List<KeyedAnswer> take(Trip trip) {
        clock = Math.max(clock, trip.minute());
        if (trip.isMark()) {
            return changedAnswers(trip.dimension());
        }
        if (dimension.change(trip.minute(), trip.pane()) != null) {
            changed = true;
        }
        return List.of();
    }

    private List<KeyedAnswer> changedAnswers(int key) {
        if (clock == BEFORE_ALL) {
            return List.of();
        }
        boolean moved = dimension.advanceTo(clock);
        dimension.evictExpired();
        if (!changed && !moved) {
            return List.of();
        }
        changed = false;
        return dimension.sums().stream()
                .map(sum -> KeyedAnswer.of(key, sum.window(), Answer.of(sum, clock)))
                .toList();
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
        out.writeLong(clock);
        out.writeBoolean(changed);
        Map<Long, Pane> panes = dimension.between(Long.MIN_VALUE, Long.MAX_VALUE);
        out.writeInt(panes.size());
        for (Map.Entry<Long, Pane> pane : panes.entrySet()) {
            out.writeLong(pane.getKey());
            pane.getValue().write(out);
        }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
        clock = in.readLong();
        changed = in.readBoolean();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            dimension.change(in.readLong(), Pane.read(in));
        }
    }
}
