package dev.goldencorridor.reference;

import dev.goldencorridor.schemas.TrainMovement;
import java.time.Instant;

/**
 * A movement, and the time at which a port system reported it.
 *
 * @param reportedAt when the report reaches the pipeline (UTC)
 */
public record ReportedMovement(TrainMovement movement, Instant reportedAt) {}
