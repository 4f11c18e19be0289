package dev.goldencorridor.processor.delays;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.List;

/** All rules about trains. That a port is closed is decided, not found: see {@link Closures}. */
final class Rules {
    private Rules() {}

    static List<Rule> all(PortCatalogue ports) {
        return List.of(
                new ClearanceOverdue(ports),
                new ClearanceHeld(),
                new ClearanceRefused(),
                new DwellExceeded(),
                new DepartureLate(),
                new ArrivalLate(),
                new TrainSilent());
    }
}
