package dev.goldencorridor.processor.alerts.status;

import dev.goldencorridor.processor.model.Dimension;
import dev.goldencorridor.processor.model.DurationKind;
import dev.goldencorridor.processor.model.Quantiles;
import dev.goldencorridor.processor.model.Route;
import dev.goldencorridor.processor.model.TravelDirection;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.HashMap;
import java.util.Map;

/** How long transits, clearances and stays usually take, by dimension and kind. For a task's thread. */
public final class ExpectedDurations {
    private final PortCatalogue ports;
    private final Map<Key, Quantiles> quantiles = new HashMap<>();

    private record Key(String dimension, DurationKind kind) {}

    public ExpectedDurations(PortCatalogue ports) {
        this.ports = ports;
    }

    /**
     * Sets the quantiles of a kind of duration.
     *
     * @param measured null removes them
     */
    public void set(String dimension, DurationKind kind, Quantiles measured) {
        if (measured == null) {
            quantiles.remove(new Key(dimension, kind));
        } else {
            quantiles.put(new Key(dimension, kind), measured);
        }
    }

    public int size() {
        return quantiles.size();
    }

    public boolean contains(String dimension, DurationKind kind) {
        return quantiles.containsKey(new Key(dimension, kind));
    }

    /** The transit from one facility to another; null if too few are measured. Likewise the other methods. */
    Quantiles transit(String from, String to) {
        return of(Dimension.of(new Route(from, to)), DurationKind.TRANSIT);
    }

    /** The time from the arrival at a border port to the release. */
    Quantiles clearance(String port, TravelDirection direction) {
        return of(Dimension.port(port), DurationKind.clearance(direction));
    }

    /** The time from the arrival to the departure. */
    Quantiles dwell(String facility, TravelDirection direction) {
        return ports.isBorderPort(facility)
                ? of(Dimension.port(facility), DurationKind.dwell(direction))
                : of(Dimension.hub(facility), DurationKind.DWELL);
    }

    private Quantiles of(Dimension dimension, DurationKind kind) {
        return quantiles.get(new Key(dimension.key(), kind));
    }
}
