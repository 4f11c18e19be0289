package dev.goldencorridor.runtime.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads without which an application cannot go on. If one of them ends by an exception or an error, the process is
 * not live any more, and {@link #awaitEnd()} throws, so that the application ends. Thread-safe.
 */
public final class EssentialThreads {
    private static final Logger LOG = LoggerFactory.getLogger(EssentialThreads.class);

    private final Health health;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** @param health reports the failure of a thread as not live */
    public EssentialThreads(Health health) {
        this.health = health;
    }

    /** The health of the process, for heartbeats. */
    public Health health() {
        return health;
    }

    /** Creates a thread that is not started. The work may return at any time; that is no failure. */
    public Thread create(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setUncaughtExceptionHandler((failed, failure) -> failed(name, failure));
        return thread;
    }

    private void failed(String name, Throwable failure) {
        // First, since the rest needs memory, which may be the cause.
        health.failed(name, failure.toString());
        end.completeExceptionally(
                new IllegalStateException("thread " + name + " failed, and nothing replaces it: " + failure, failure));
        LOG.error("Thread {} failed; the application ends", name, failure);
    }

    /** Ends {@link #awaitEnd()} without a failure, unless a thread has failed before. */
    public void end() {
        end.complete(null);
    }

    /**
     * Blocks until {@link #end()}, or until a thread fails.
     *
     * @throws IllegalStateException if a thread has failed; the message names it and the failure
     */
    public void awaitEnd() {
        try {
            end.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IllegalStateException failure ? failure : e;
        }
    }
}
