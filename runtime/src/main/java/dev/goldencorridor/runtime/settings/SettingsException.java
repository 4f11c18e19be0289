package dev.goldencorridor.runtime.settings;

/** A setting is unknown, missing or out of range. The message names the setting, its source and the remedy. */
public final class SettingsException extends RuntimeException {
    public SettingsException(String message) {
        super(message);
    }
}
