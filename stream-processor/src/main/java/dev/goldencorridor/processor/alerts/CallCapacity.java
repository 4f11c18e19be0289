package dev.goldencorridor.processor.alerts;

import static dev.goldencorridor.processor.limits.RunLimits.MAX_CALLS;
import static dev.goldencorridor.processor.limits.RunLimits.MAX_CALLS_PER_PUBLISHER;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.Collections;
import java.util.Map;

/** Limits the calls of a train run outside the port catalogue, since publishers may invent places. */
final class CallCapacity {
    private final PortCatalogue ports;

    CallCapacity(PortCatalogue ports) {
        this.ports = ports;
    }

    /**
     * Whether the run may have a call at the facility. A facility that already has a call or an alert always may.
     *
     * @param publisher null if it is unknown
     */
    boolean hasCapacity(RunAlerts state, String facility, String publisher) {
        if (state.calls().callAt(facility) != null || ports.find(facility).isPresent()) {
            return true;
        }
        Map<String, String> uncatalogued = state.uncatalogued(ports);
        String owner = publisher == null ? "" : publisher;
        return uncatalogued.containsKey(facility)
                || (uncatalogued.size() < MAX_CALLS
                        && Collections.frequency(uncatalogued.values(), owner) < MAX_CALLS_PER_PUBLISHER);
    }
}
