package dev.goldencorridor.simulator;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.time.ZoneId;

/** The zones of the simulated places: those of the catalogue that comes with the contract, whatever a file adds. */
final class Places {
    private static final PortCatalogue CATALOGUE = PortCatalogue.builtIn();

    private Places() {}

    static ZoneId zone(String facility) {
        return CATALOGUE.zone(facility);
    }
}
