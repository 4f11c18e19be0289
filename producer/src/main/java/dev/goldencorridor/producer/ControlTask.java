package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.registry.IncompatibleRegistryException;
import dev.goldencorridor.runtime.registry.RegistryUnavailableException;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import dev.goldencorridor.runtime.settings.SettingsOptions;
import java.io.PrintWriter;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Runs a command under {@code control}: resolves the settings, prints failures and returns an exit code.
 */
final class ControlTask {
    static final int DONE = 0;
    static final int NOTHING = 2;

    private ControlTask() {}

    /** Runs the work with the resolved settings. Returns {@link #DONE} if it throws nothing. */
    static int run(SettingsOptions options, PrintWriter err, Consumer<Settings> work) {
        try {
            work.accept(options.resolve(PublishSettings.definition()));
            return DONE;
        } catch (SettingsException
                | PublishException
                | RegistryUnavailableException
                | IncompatibleRegistryException
                | KafkaException e) {
            err.println(e.getMessage());
            err.flush();
            return NOTHING;
        }
    }
}
