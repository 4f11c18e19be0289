package dev.goldencorridor.runtime.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Decides which failures of Kafka's clients are worth a retry. */
public final class KafkaFailures {
    private KafkaFailures() {}

    /**
     * Whether a retry can succeed. It cannot if permissions, settings or versions are wrong, after an interrupt, and
     * if the failure is none of Kafka's clients.
     */
    public static boolean canHeal(RuntimeException failure) {
        if (!(failure instanceof KafkaException || failure instanceof BrokersUnavailableException)) {
            return false;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof UnsupportedVersionException
                    || cause instanceof ConfigException
                    || cause instanceof InterruptException
                    || cause instanceof InterruptedException) {
                return false;
            }
        }
        return true;
    }

    /** The failure and its cause, for the log. The outer one alone often says only that a transaction failed. */
    public static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : failure + ", because of " + failure.getCause();
    }
}
