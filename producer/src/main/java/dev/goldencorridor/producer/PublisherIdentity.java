package dev.goldencorridor.producer;

import dev.goldencorridor.runtime.security.Principals;
import dev.goldencorridor.runtime.settings.CommonSettings;
import dev.goldencorridor.runtime.settings.Settings;
import dev.goldencorridor.runtime.settings.SettingsException;
import java.util.Collection;

/** Decides under which principal a program of publishing connects. A principal in the settings has priority. */
final class PublisherIdentity {
    private PublisherIdentity() {}

    /** Whether each publisher has a principal of its own. */
    static boolean isSeparate(Settings settings) {
        return settings.path(CommonSettings.CREDENTIALS_DIR_CONFIG).isPresent()
                && settings.principal().isEmpty();
    }

    /** The settings with which a publisher connects. */
    static Settings of(Settings settings, String publisher) {
        return isSeparate(settings) ? settings.as(Principals.publisher(publisher)) : settings;
    }

    /**
     * The settings with which one of the publishers connects, the first that has credentials.
     *
     * @throws SettingsException if none has
     */
    static Settings ofAny(Settings settings, Collection<String> publishers) {
        if (!isSeparate(settings)) {
            return settings;
        }
        return publishers.stream()
                .map(publisher -> of(settings, publisher))
                .filter(Settings::hasCredentials)
                .findFirst()
                .orElseThrow(() -> new SettingsException("no publisher of the catalogue has readable credentials in "
                        + settings.string(CommonSettings.CREDENTIALS_DIR_CONFIG) + "; put "
                        + Principals.publisher("NAME") + ".pem there, or set "
                        + CommonSettings.CREDENTIALS_NAME_CONFIG));
    }

    /** The settings with which an operator connects. */
    static Settings ofOperator(Settings settings) {
        return isSeparate(settings) ? settings.as(Principals.OPERATOR) : settings;
    }
}
