package dev.goldencorridor.runtime.kafka;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Which failures of Kafka's clients pass if one tries again. */
public final class KafkaFailures {
    private KafkaFailures() {}

    /** Whether it is worth trying again: neither rights nor settings are in the way, and nobody wants the thread to end. */
    public static boolean canHeal(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof UnsupportedVersionException
                    || cause instanceof ConfigException
                    || cause instanceof InterruptException) {
                return false;
            }
        }
        return true;
    }
}
