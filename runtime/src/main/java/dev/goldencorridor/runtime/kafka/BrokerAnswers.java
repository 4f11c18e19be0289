package dev.goldencorridor.runtime.kafka;

import dev.goldencorridor.runtime.settings.CommonSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/**
 * Waits for the brokers' answers, with one time limit and one wording of failures. Thread-safe.
 *
 * @param brokers the addresses, for error messages
 * @param timeout the time limit of one answer
 */
record BrokerAnswers(String brokers, Duration timeout) {
    /** Kafka's client ends a call after the same time limit and reports the reason. This lets it do so first. */
    private static final Duration CLIENT_GRACE = Duration.ofMillis(500);

    private static final String NAME_OTHERS =
            "name other brokers with --set " + CommonSettings.BOOTSTRAP_SERVERS_CONFIG + "=HOST:PORT";

    BrokerAnswers withTimeout(Duration other) {
        return new BrokerAnswers(brokers, other);
    }

    /**
     * The answer, or null if the request has none.
     *
     * @param what the request, as an infinitive
     * @throws BrokersUnavailableException if there is no answer in time, or the brokers refuse, or the thread is
     *     interrupted; its interrupt status then remains set
     */
    <T> T await(KafkaFuture<T> future, String what) {
        return awaitUnless(Set.of(), future, what).orElse(null);
    }

    /** As {@link #await}, but empty if the brokers refuse with one of the expected errors, or there is no value. */
    <T> Optional<T> awaitUnless(Set<Class<? extends Exception>> expected, KafkaFuture<T> future, String what) {
        try {
            return Optional.ofNullable(future.get(timeout.plus(CLIENT_GRACE).toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (expected.stream().anyMatch(type -> type.isInstance(cause))) {
                return Optional.empty();
            }
            throw cause instanceof org.apache.kafka.common.errors.TimeoutException
                    ? silent(what, cause)
                    : refused(what, cause);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw silent(what, e);
        } catch (CancellationException e) {
            throw new BrokersUnavailableException("could not " + what + ": the request was cancelled", e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new BrokersUnavailableException("could not " + what + ": the thread was interrupted", e);
        }
    }

    /**
     * A client whose calls end after the time limit.
     *
     * @throws BrokersUnavailableException if the addresses and properties cannot make one
     */
    Admin client(Map<String, Object> properties) {
        Map<String, Object> all = new LinkedHashMap<>(properties);
        // Kafka's client then ends a call itself and reports the reason.
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
        try {
            return Admin.create(all);
        } catch (KafkaException e) {
            throw new BrokersUnavailableException(
                    "no Kafka client can be made for " + brokers + ": " + reason(e) + ". Correct the setting, or "
                            + NAME_OTHERS,
                    e);
        }
    }

    private BrokersUnavailableException silent(String what, Throwable cause) {
        return new BrokersUnavailableException(
                "could not " + what + ": no broker answered at " + brokers + " within " + limit()
                        + ". Start a stack (corridor up), or " + NAME_OTHERS,
                cause);
    }

    private BrokersUnavailableException refused(String what, Throwable cause) {
        return new BrokersUnavailableException(
                "could not " + what + ": the brokers at " + brokers + " refused: " + reason(cause)
                        + ". Correct the setting or the permission, and try again",
                cause);
    }

    private String limit() {
        return timeout.toMillisPart() == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
    }

    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
