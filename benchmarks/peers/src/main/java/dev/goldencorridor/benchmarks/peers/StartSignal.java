package dev.goldencorridor.benchmarks.peers;

import java.util.concurrent.atomic.AtomicBoolean;

/** Signals to the parent process, on standard output, that the first trip has been read: from then on time is measured. */
final class StartSignal {
    static final String LINE = "first trip at ";
    private static final AtomicBoolean SENT = new AtomicBoolean();

    private StartSignal() {}

    static void send() {
        if (!SENT.get() && SENT.compareAndSet(false, true)) {
            System.out.println(LINE + System.currentTimeMillis());
        }
    }
}
