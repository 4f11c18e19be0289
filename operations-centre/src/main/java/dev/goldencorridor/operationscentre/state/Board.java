package dev.goldencorridor.operationscentre.state;

import dev.goldencorridor.operationscentre.feed.LiveFeed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the reader of the topics shares with the web server. The reader's thread writes; any thread may read.
 */
public final class Board {
    private final LiveFeed feed;
    private final ReaderStatus status = new ReaderStatus();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile BoardState state = new BoardState();

    /** @param epoch identifies this start of the server */
    public Board(String epoch) {
        this.feed = new LiveFeed(epoch);
    }

    public LiveFeed feed() {
        return feed;
    }

    /** The state of the latest complete reading, or of the first one. */
    public BoardState state() {
        return state;
    }

    public ReaderStatus status() {
        return status;
    }

    /** Calls the listener after each step of the feed, on the reader's thread. It must return at once. */
    public void onStep(Runnable listener) {
        listeners.add(listener);
    }

    /** Shows this state from now on. The feed receives its values with {@link #replaceLive} or {@link #step}. */
    public void show(BoardState latest) {
        state = latest;
    }

    /** Applies the changes of the shown state since the last step. */
    public void step() {
        notifyIf(feed.apply(state.takeChanges()));
    }

    /** Makes the feed equal to the live part of the shown state. */
    public void replaceLive() {
        // The changes are in the values too.
        var unused = state.takeChanges();
        notifyIf(feed.replaceAll(state.liveValues()));
    }

    private void notifyIf(boolean changed) {
        if (changed) {
            listeners.forEach(Runnable::run);
        }
    }
}
