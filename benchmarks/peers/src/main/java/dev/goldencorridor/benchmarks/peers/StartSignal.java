package dev.goldencorridor.benchmarks.peers;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the parent process, on standard output, that the first trip has been read: from then on time is measured. */
final class StartSignal {
    static final String LINE = "first trip at ";
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private StartSignal() {}

    static void tell() {
        if (!TOLD.get() && TOLD.compareAndSet(false, true)) {
            System.out.println(LINE + System.currentTimeMillis());
        }
    }
}
