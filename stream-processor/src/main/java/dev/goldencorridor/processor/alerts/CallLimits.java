package dev.goldencorridor.processor.alerts;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.Collections;
import java.util.Map;

/** Limits the calls of a train run outside the port catalogue, since publishers may invent places. */
final class CallLimits {
    /** The maximum for each publisher: a train that passes every signal box of a long line reports 140 places. */
    static final int MAX_CALLS_PER_PUBLISHER = 200;
    /**
     * The maximum for all publishers together: two publishers in full. A call with its seven alerts has at most 23 KB,
     * if all of its texts have their greatest length. So 400 calls remain below 9 MiB, the limit of a changelog record.
     */
    static final int MAX_CALLS = 400;

    private final PortCatalogue ports;

    CallLimits(PortCatalogue ports) {
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
