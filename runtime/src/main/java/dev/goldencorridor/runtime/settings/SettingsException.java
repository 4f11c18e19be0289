package dev.goldencorridor.runtime.settings;

/** A setting is unknown, missing or out of range. The message names the setting, where it came from and what to do. */
public final class SettingsException extends RuntimeException {
    public SettingsException(String message) {
        super(message);
    }
}
