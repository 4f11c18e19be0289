package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.kafka.KafkaFailures;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** The pause before a retry of a failed delivery. Doubles with each failure, up to a bound. */
final class RetryPause {
    private static final Duration MIN_RETRY_PAUSE = Duration.ofMillis(100);
    private static final Duration MAX_RETRY_PAUSE = Duration.ofSeconds(5);

    private final CountDownLatch closing;
    private Duration next = MIN_RETRY_PAUSE;

    /** @param closing ends a pause when it is counted down */
    RetryPause(CountDownLatch closing) {
        this.closing = closing;
    }

    Duration next() {
        return next;
    }

    void waitForNext() {
        try {
            boolean unused = closing.await(next.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(MAX_RETRY_PAUSE) < 0 ? doubled : MAX_RETRY_PAUSE;
    }

    void reset() {
        next = MIN_RETRY_PAUSE;
    }

    /** Whether a retry may succeed. */
    static boolean canHeal(RuntimeException failure) {
        return (failure instanceof KafkaException || failure instanceof RegistryUnavailableException)
                && KafkaFailures.canHeal(failure);
    }

    static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : failure + ", because of " + failure.getCause();
    }
}
