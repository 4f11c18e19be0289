package dev.goldencorridor.runtime.kafka;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Decides which failures of Kafka's clients are worth a retry. */
public final class KafkaFailures {
    private KafkaFailures() {}

    /** Whether a retry can succeed. It cannot if rights, settings or versions are wrong, or after an interrupt. */
    public static boolean canHeal(RuntimeException failure) {
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
}
