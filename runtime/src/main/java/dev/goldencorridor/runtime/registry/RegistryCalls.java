package dev.goldencorridor.runtime.registry;

import dev.goldencorridor.runtime.settings.CommonSettings;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls to the registry, tried again while it is away. Safe for use by several threads. */
final class RegistryCalls {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Duration patience;
    private final Object closing = new Object();
    private volatile boolean closed;

    /** @param patience how long to wait for a registry that is away */
    RegistryCalls(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the waiting of all threads. */
    void close() {
        synchronized (closing) {
            closed = true;
            closing.notifyAll();
        }
    }

    /**
     * The registry knows of no such thing. A 404 without one of its own codes comes from something else: a proxy, or a
     * server asked under the wrong base address; what one asked for may well exist.
     */
    static boolean isAbsent(RestClientException e) {
        return e.getStatus() == 404 && e.getErrorCode() / 100 == 404;
    }

    /** The registry has judged what it was sent; asked again it would say the same. Everything else may pass. */
    static boolean isVerdict(RestClientException e) {
        return isAbsent(e) || e.getStatus() == 409 || e.getStatus() == 422;
    }

    static <T> T orIfAbsent(Call<T> call, T absent) throws IOException, RestClientException {
        try {
            return call.run();
        } catch (RestClientException e) {
            if (isAbsent(e)) {
                return absent;
            }
            throw e;
        }
    }

    interface Call<T> {
        T run() throws IOException, RestClientException;
    }

    /**
     * Makes a call, again and again until the registry answers.
     *
     * @throws RefusedException if the answer is no
     * @throws RegistryUnavailableException if there is none for as long as the patience lasts
     */
    <T> T call(String what, Call<T> call) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            Exception failure;
            try {
                return call.run();
            } catch (RestClientException e) {
                if (isVerdict(e)) {
                    throw new RefusedException(e);
                }
                failure = e;
            } catch (IOException e) {
                failure = e;
            }
            if (closed || System.nanoTime() >= deadline) {
                throw new RegistryUnavailableException(
                        "could not " + what + ": the schema registry has given no usable answer for " + patience + ": "
                                + failure
                                + ". Check that it runs and that " + CommonSettings.SCHEMA_REGISTRY_URL_CONFIG
                                + " is its base address",
                        failure);
            }
            LOG.warn(
                    "Schema registry unavailable, trying again in {}: could not {}: {}",
                    pause,
                    what,
                    failure.toString());
            waitFor(pause, what, failure);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    void waitFor(Duration pause, String what, Exception failure) {
        long end = System.nanoTime() + pause.toNanos();
        synchronized (closing) {
            long left = pause.toMillis();
            while (!closed && left > 0) {
                try {
                    closing.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new RegistryUnavailableException("interrupted while waiting to " + what, failure);
                }
                left = (end - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /** The registry answered, and its answer is no. */
    static final class RefusedException extends RuntimeException {
        RefusedException(RestClientException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
