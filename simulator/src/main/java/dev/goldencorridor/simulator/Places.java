package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.ZoneId;

/** The time zones of the simulated facilities. They come from the built-in catalogue and ignore a file of the user. */
final class Places {
    private static final PortCatalogue CATALOGUE = PortCatalogue.builtIn();

    private Places() {}

    static ZoneId zone(String facility) {
        return CATALOGUE.zone(facility);
    }
}
