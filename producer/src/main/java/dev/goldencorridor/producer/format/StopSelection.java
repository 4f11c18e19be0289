package dev.goldencorridor.producer.format;

import java.util.Locale;

/** Which places of a train's route are published. */
public enum StopSelection {
    /** Those where the train stops. */
    STOPPING,
    /** All, also those that the train passes. */
    ALL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
