package dev.goldencorridor.operationscentre.web;

import dev.goldencorridor.operationscentre.state.Board;
import dev.goldencorridor.runtime.health.Heartbeat;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** All open streams. One thread wakes them after each step of the feed and once a second. */
final class Viewers implements Runnable {
    private static final Duration BEAT_INTERVAL = Duration.ofSeconds(1);

    private final Set<Viewer> open = ConcurrentHashMap.newKeySet();
    private final Semaphore steps = new Semaphore(0);
    private final Heartbeat heartbeat;
    private final Beats beats;
    private volatile boolean closed;

    /** @param heartbeat beats at least once a second */
    Viewers(Board board, Heartbeat heartbeat, InstantSource clock) {
        this.heartbeat = heartbeat;
        this.beats = new Beats(board, clock);
        board.onStep(steps::release);
    }

    Beats beats() {
        return beats;
    }

    int count() {
        return open.size();
    }

    void add(Viewer viewer) {
        open.add(viewer);
        viewer.iterate();
    }

    void remove(Viewer viewer) {
        open.remove(viewer);
    }

    @Override
    public void run() {
        long nextBeat = System.nanoTime() + BEAT_INTERVAL.toNanos();
        try {
            while (!closed) {
                long left = nextBeat - System.nanoTime();
                boolean stepped = left > 0 && steps.tryAcquire(left, TimeUnit.NANOSECONDS);
                if (stepped) {
                    steps.drainPermits();
                } else {
                    beats.next();
                    nextBeat = System.nanoTime() + BEAT_INTERVAL.toNanos();
                }
                open.forEach(Viewer::iterate);
                heartbeat.beat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends {@link #run} and all streams. */
    void close() {
        closed = true;
        steps.release();
        open.forEach(Viewer::close);
    }
}
