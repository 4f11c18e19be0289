package dev.goldencorridor.schemas.places;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Rereads the file of a catalogue, in a thread that all catalogues share. It ends when the catalogue is closed or was
 * garbage-collected: a command that soon ends need not close it.
 */
record RereadTask(WeakReference<PublisherCatalogue> catalogue) implements Runnable {
    private static final ScheduledExecutorService THREAD = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "publishers-file");
        thread.setDaemon(true);
        return thread;
    });

    static void schedule(PublisherCatalogue catalogue, Duration interval) {
        ScheduledFuture<?> unused = THREAD.scheduleWithFixedDelay(
                new RereadTask(new WeakReference<>(catalogue)),
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        PublisherCatalogue present = catalogue.get();
        if (present == null || !present.reread()) {
            throw new CancellationException("the catalogue is no longer used");
        }
    }
}
