package dev.goldencorridor.runtime.health;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The progress of one thread. The thread calls {@link #beat()} in each turn of its loop. Before the first beat, and
 * after the thread has ended, the heartbeat counts as alive: a start may take long, and the application itself replaces
 * a dead thread or ends.
 */
public final class Heartbeat {
    private final String name;
    private final Duration maxSilence;
    private final LongSupplier nanoTime;
    private volatile Thread thread;
    private volatile long lastBeat;
    private volatile boolean isWaiting;

    Heartbeat(String name, Duration maxSilence, LongSupplier nanoTime) {
        this.name = name;
        this.maxSilence = maxSilence;
        this.nanoTime = nanoTime;
    }

    /** Reports progress of the calling thread. It takes no lock and allocates nothing. */
    public void beat() {
        lastBeat = nanoTime.getAsLong();
        thread = Thread.currentThread();
    }

    /** Runs a call that waits for another system; meanwhile the thread does not count as hanging. */
    void whileWaiting(Runnable call) {
        isWaiting = true;
        try {
            call.run();
        } finally {
            beat();
            isWaiting = false;
        }
    }

    boolean isOf(Thread other) {
        return other.equals(thread);
    }

    String name() {
        return name;
    }

    Duration maxSilence() {
        return maxSilence;
    }

    /** Whether the thread has begun and ended. */
    boolean isOver() {
        Thread beating = thread;
        return beating != null && !beating.isAlive();
    }

    /** The time since the last beat; zero before the first one, while it waits, and after the end of the thread. */
    Duration silence() {
        Thread beating = thread;
        return beating == null || isWaiting || !beating.isAlive()
                ? Duration.ZERO
                : Duration.ofNanos(Math.max(0, nanoTime.getAsLong() - lastBeat));
    }

    boolean isStalled() {
        return silence().compareTo(maxSilence) > 0;
    }
}
