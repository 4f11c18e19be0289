package dev.goldencorridor.operationscentre.web;

import dev.goldencorridor.operationscentre.feed.Batch;
import dev.goldencorridor.operationscentre.feed.EncodedEvent;
import dev.goldencorridor.operationscentre.feed.LiveFeed;
import dev.goldencorridor.operationscentre.feed.Snapshot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * One open stream: a position in the feed, and at most one write in flight. When a write is complete, the next one
 * takes whatever has changed since the position. So a slow viewer receives fewer and larger batches, and holds no more
 * memory than one of them.
 *
 * <p>Jetty's callback runs {@link #process} on one thread at a time. {@link #iterate} may be called by any thread.
 */
final class Viewer extends IteratingCallback {
    /** A viewer that needs longer for its snapshot continues without it, so that old snapshots do not pile up. */
    private static final long MAX_SNAPSHOT_NANOS = Duration.ofSeconds(20).toNanos();

    private final LiveFeed feed;
    private final Beats beats;
    private final Response response;
    private final Callback completion;
    private final boolean compressed;
    private final Consumer<Viewer> onEnd;
    private final ArrayDeque<ByteBuffer> first = new ArrayDeque<>();

    private long position;
    private long lastBeat;
    private Snapshot snapshot;
    private int nextBatch;
    private long snapshotTaken;

    /**
     * @param position where the viewer continues; empty if it starts with a snapshot
     * @param compressed whether the response has the content encoding gzip
     * @param completion ends the request
     * @param onEnd called once, when the viewer is gone
     */
    Viewer(
            LiveFeed feed,
            Beats beats,
            Optional<Long> position,
            Response response,
            boolean compressed,
            Callback completion,
            Consumer<Viewer> onEnd) {
        super(false);
        this.feed = feed;
        this.beats = beats;
        this.response = response;
        this.completion = completion;
        this.compressed = compressed;
        this.onEnd = onEnd;
        this.position = position.orElse(0L);
        if (position.isEmpty()) {
            takeSnapshot();
        }
        if (compressed) {
            first.add(EncodedEvent.gzipHeader());
        }
    }

    /** Sends this event before all others. To be called before the first {@link #iterate}. */
    void sendFirst(EncodedEvent event) {
        first.add(bytes(event));
    }

    @Override
    protected Action process() {
        ByteBuffer next = next();
        if (next == null) {
            return Action.IDLE;
        }
        response.write(false, next, this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onCompleted(Throwable cause) {
        onEnd.accept(this);
        if (cause == null) {
            completion.succeeded();
        } else {
            completion.failed(cause);
        }
    }

    private ByteBuffer next() {
        if (!first.isEmpty()) {
            return first.remove();
        }
        Optional<Batch> batch = nextBatch();
        if (batch.isPresent()) {
            position = batch.get().end();
            return bytes(batch.get().encoded());
        }
        Beats.Beat beat = beats.latest();
        if (beat.number() > lastBeat) {
            lastBeat = beat.number();
            return bytes(beat.event());
        }
        return null;
    }

    private Optional<Batch> nextBatch() {
        if (snapshot != null && System.nanoTime() - snapshotTaken > MAX_SNAPSHOT_NANOS && nextBatch > 0) {
            snapshot = null;
        }
        if (snapshot == null && feed.hasForgotten(position)) {
            takeSnapshot();
        }
        if (snapshot == null) {
            return feed.after(position);
        }
        Batch batch = snapshot.batches().get(nextBatch);
        nextBatch++;
        if (nextBatch == snapshot.batches().size()) {
            snapshot = null;
        }
        return Optional.of(batch);
    }

    private void takeSnapshot() {
        snapshot = feed.snapshot();
        nextBatch = 0;
        snapshotTaken = System.nanoTime();
    }

    private ByteBuffer bytes(EncodedEvent event) {
        return compressed ? event.deflated() : event.plain();
    }
}
