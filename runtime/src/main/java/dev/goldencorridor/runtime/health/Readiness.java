package dev.goldencorridor.runtime.health;

import java.util.Map;

/**
 * Whether an application does its work now.
 *
 * @param isReady whether it does
 * @param data why, for people: short names and values
 */
public record Readiness(boolean isReady, Map<String, Object> data) {
    public Readiness {
        data = Map.copyOf(data);
    }

    /** The state alone, in a word or two, e.g. {@code RUNNING}. */
    public static Readiness of(boolean isReady, String state) {
        return new Readiness(isReady, Map.of("state", state));
    }
}
