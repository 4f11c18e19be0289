package dev.goldencorridor.runtime.registry;

import dev.goldencorridor.runtime.Backoff;
import dev.goldencorridor.runtime.settings.CommonSettings;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls to the registry, with retries while it is unavailable. Thread-safe. */
final class RegistryCalls {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final Duration MIN_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(2);

    private final Duration patience;
    private final Object closing = new Object();
    private final LongAdder failures = new LongAdder();
    private volatile boolean closed;

    /** @param patience how long a call waits for a registry that is unavailable */
    RegistryCalls(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** Counts a call without a usable answer. */
    void failed() {
        failures.increment();
    }

    long failures() {
        return failures.sum();
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the waits of all threads. */
    void close() {
        synchronized (closing) {
            closed = true;
            closing.notifyAll();
        }
    }

    /**
     * Whether the registry answers that the requested item does not exist. A 404 without a code of the registry comes
     * from a proxy, or from a server at a wrong base address. The requested item may then exist.
     */
    static boolean isAbsent(RestClientException e) {
        return e.getStatus() == 404 && e.getErrorCode() / 100 == 404;
    }

    /** Whether the registry would give the same answer to a retry. Any other failure may be temporary. */
    static boolean isFinalAnswer(RestClientException e) {
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
     * Makes a call and retries it until the registry answers.
     *
     * @throws RefusedException if the registry refuses
     * @throws RegistryUnavailableException if there is no usable answer within the patience
     */
    <T> T call(String what, Call<T> call) {
        long deadline = System.nanoTime() + patience.toNanos();
        Backoff backoff = new Backoff(MIN_PAUSE, MAX_PAUSE);
        while (true) {
            Exception failure;
            try {
                return call.run();
            } catch (RestClientException e) {
                if (isFinalAnswer(e)) {
                    throw new RefusedException(e);
                }
                failure = e;
            } catch (IOException e) {
                failure = e;
            }
            failed();
            if (closed || System.nanoTime() >= deadline) {
                throw new RegistryUnavailableException(
                        "could not " + what + ": the schema registry has given no usable answer for " + patience + ": "
                                + failure
                                + ". Check that it runs and that " + CommonSettings.SCHEMA_REGISTRY_URL_CONFIG
                                + " is its base address",
                        failure);
            }
            Duration pause = backoff.pause();
            LOG.warn(
                    "Schema registry unavailable, trying again in {}: could not {}: {}",
                    pause,
                    what,
                    failure.toString());
            waitFor(pause, what, failure);
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

    /** The registry has refused the request. */
    static final class RefusedException extends RuntimeException {
        RefusedException(RestClientException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
