package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.Clearance;
import dev.goldencorridor.schemas.ClearanceStep;
import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A movement, and the time at which a port system reported it.
 *
 * @param reportedAt when the report reaches the pipeline (UTC)
 */
public record ReportedMovement(TrainMovement movement, Instant reportedAt) {
    Instant occurredAt() {
        return movement.getOccurredAt();
    }

    boolean is(ClearanceStep step) {
        return movement.getDetail() instanceof Clearance clearance && clearance.getStep() == step;
    }

    /** The effective reports, each at the time of its first receipt. */
    static List<ReportedMovement> effective(List<ReportedMovement> reports) {
        Map<String, List<TrainMovement>> visits = new LinkedHashMap<>();
        for (ReportedMovement report : reports) {
            String visit =
                    report.movement().getTrainRunId() + "@" + report.movement().getFacility();
            visits.computeIfAbsent(visit, any -> new ArrayList<>()).add(report.movement());
        }
        Set<TrainMovement> effective = Collections.newSetFromMap(new IdentityHashMap<>());
        visits.values().forEach(ofVisit -> effective.addAll(EffectiveReports.of(ofVisit)));
        return reports.stream()
                .filter(report -> effective.remove(report.movement()))
                .toList();
    }
}
