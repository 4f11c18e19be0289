package dev.goldencorridor.sink;

import dev.goldencorridor.runtime.kafka.KafkaFailures;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** The pause before a failed delivery is tried again: each is twice as long as the one before, up to a bound. */
final class RetryPause {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final CountDownLatch closing;
    private Duration next = FIRST;

    /** @param closing counted down, ends a pause */
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
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    void reset() {
        next = FIRST;
    }

    /** Whether it is worth trying again. */
    static boolean canHeal(RuntimeException failure) {
        return (failure instanceof KafkaException || failure instanceof RegistryUnavailableException)
                && KafkaFailures.canHeal(failure);
    }

    static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : failure + ", because of " + failure.getCause();
    }
}
