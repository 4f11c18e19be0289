package dev.goldencorridor.processor.alerts.rules;

import dev.goldencorridor.schemas.alerts.AlertType;
import dev.goldencorridor.schemas.places.PortCatalogue;
import java.util.List;

/** All rules about trains. No rule raises {@link AlertType#PORT_CLOSED}: port control decides that. */
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
