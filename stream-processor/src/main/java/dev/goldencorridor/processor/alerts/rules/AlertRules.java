package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.List;

/** All rules about trains. A closed port is no rule: port control decides it. */
public final class AlertRules {
    private AlertRules() {}

    public static List<AlertRule> all(PortCatalogue ports) {
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
